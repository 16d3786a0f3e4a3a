#include "actors/peer_link.hpp"

#include "actors/log_writer.hpp"
#include "actors/wire.hpp"
#include "events/hash.hpp"

#include <cstring>

namespace boxoffice::actors {

namespace {

/// Answers to what this process asked before it was restarted must not be taken for others.
std::uint64_t unlikely_to_be_met_again(const events::bytes16& random) {
  std::uint64_t out = 0;
  std::memcpy(&out, random.data(), sizeof out);
  return out >> 2U; // The wire has 63 bits.
}

bool stands(const show_question& what) {
  return std::visit([]<class Question>(const Question&) { return is_standing<Question>; }, what);
}

} // namespace

peer_link::peer_link(caf::actor_config& config, link_neighbours near)
    : peer_link_actor::base{config},
      near_{std::move(near)},
      last_correlation_{unlikely_to_be_met_again(near_.around.random())} {
  set_exception_handler(ends_process(near_.around));
  // Where the other end cannot make out what it was sent, an error comes back; the default would
  // end this actor for it.
  set_error_handler([this](const caf::error& why) {
    near_.around.warn("node " + near_.peer + ": " + system().render(why));
  });
  set_down_handler([this](const caf::down_msg& down) {
    if (other_ && down.source == other_->address())
      lose("the connection is gone");
  });
}

peer_link::behavior_type peer_link::make_behavior() {
  send(this, tick_due{});
  return {
      [this](asks& batch) { forward(std::move(batch)); },
      [this](answers& ready) { tell(std::move(ready)); },
      [this](peer_asks& came) { take_in(std::move(came)); },
      [this](peer_answers& came) { hand_back(std::move(came)); },
      [this](returned& strays) { give_back(std::move(strays)); },
      [this](peer_returns& came) { take_back(std::move(came)); },
      [this](still_there) { hear(); },
      [this](retire) { quit(); },
      [this](const dialled& outcome) { greet(outcome); },
      [this](tick_due) { tick(); },
  };
}

/// The router knows its links, and they it, and two ends of one process each other: without this
/// none of them would ever be freed.
void peer_link::on_exit() {
  refuse_all();
  near_.router = nullptr;
  other_ = nullptr;
}

void peer_link::forward(asks&& batch) {
  auto now = clock().now();
  if (!reachable()) {
    std::vector<addressed_answer> out;
    for (auto& each : batch)
      std::visit(
          [&](auto& ask) {
            out.push_back({std::move(ask.reply_to), not_reachable()});
          },
          each);
    return send_out(std::move(out));
  }
  for (auto& each : batch)
    std::visit(
        [&](auto& ask) {
          pending open{std::move(ask.reply_to), 0, false, now + near_.options.answer_within};
          if constexpr (requires { ask.returns; }) {
            open.returns = ask.returns;
            open.standing = stands(ask.what);
          }
          if (open.standing)
            open.until = now + near_.options.standing_within;
          pending_.emplace(++last_correlation_, std::move(open));
          ask.reply_to = {{}, last_correlation_};
        },
        each);
  send(caf::actor_cast<other_end_actor>(other_), peer_asks{encode(std::move(batch))});
}

/// Only the newest link counts: an older one of the same node says nothing of whether it lives.
void peer_link::hear() {
  if (current_sender() == other_)
    last_heard_ = clock().now();
}

void peer_link::hand_back(peer_answers&& came) {
  hear();
  auto batch = decode_answers(came.bytes);
  if (!batch)
    return near_.around.warn("node " + near_.peer + " sent answers that cannot be read");
  std::vector<addressed_answer> out;
  for (auto& each : *batch) {
    auto asked = pending_.find(each.correlation);
    if (asked == pending_.end()) // Answered already, with `unavailable`.
      continue;
    out.push_back({std::move(asked->second.reply_to), std::move(each.reply)});
    pending_.erase(asked);
  }
  send_out(std::move(out));
}

void peer_link::take_in(peer_asks&& came) {
  hear();
  auto batch = decode_asks(came.bytes, caf::actor_cast<caf::actor>(this));
  if (!batch)
    return near_.around.warn("node " + near_.peer + " sent questions that cannot be read");
  std::erase_if(*batch, [this](auto& each) {
    return !std::visit([this](auto& ask) { return localize(ask); }, each);
  });
  if (!batch->empty())
    send(near_.directory, std::move(*batch)); // It returns strays to its sender.
}

void peer_link::give_back(returned&& strays) {
  if (other_)
    send(caf::actor_cast<other_end_actor>(other_), peer_returns{encode(std::move(strays.batch))});
}

void peer_link::take_back(peer_returns&& came) {
  hear();
  auto batch = decode_asks(came.bytes, {});
  if (!batch || !near_.router)
    return near_.around.warn("node " + near_.peer + " returned questions that cannot be read");
  asks back;
  for (auto& each : *batch) {
    auto* ask = std::get_if<show_ask>(&each);
    auto asked = ask ? pending_.find(ask->reply_to.correlation) : pending_.end();
    if (asked == pending_.end()) // Answered already, with `unavailable`.
      continue;
    ask->reply_to = std::move(asked->second.reply_to);
    ask->returns = asked->second.returns;
    pending_.erase(asked);
    back.push_back(std::move(each));
  }
  if (!back.empty())
    caf::anon_send(near_.router, returned{std::move(back)});
}

bool peer_link::localize(show_ask& ask) const {
  if (!near_.answers_for(ask.show)) {
    near_.around.warn("node " + near_.peer + " asked for show " + ask.show.text +
                      ", which is not this node's");
    return false;
  }
  std::visit(
      [&](auto& what) {
        if constexpr (requires { what.customer = events::customer_id{}; })
          if (!ask.mail.empty())
            what.customer = near_.customer_keys->customer_in(ask.show, ask.mail);
      },
      ask.what);
  return true;
}

bool peer_link::localize(node_ask& ask) const {
  if (auto* erase = std::get_if<erase_customer>(&ask.what))
    erase->customers = near_.customer_keys->customers_of(erase->mail);
  return true;
}

void peer_link::tell(answers&& ready) {
  if (other_)
    send(caf::actor_cast<other_end_actor>(other_), peer_answers{encode(std::move(ready))});
}

/// Where the other node was restarted before its end was noticed here, the newer link counts.
void peer_link::greet(const dialled& outcome) {
  dialling_ = false;
  if (!outcome.other) {
    if (told_.insert(outcome.failed).second)
      near_.around.warn("node " + near_.peer + ": " + outcome.failed);
    return;
  }
  if (other_ && other_ != outcome.other)
    lose("it connected anew");
  if (other_ != outcome.other)
    monitor(outcome.other);
  other_ = outcome.other;
  last_heard_ = clock().now();
  told_.clear();
  near_.around.warn("node " + near_.peer + " is connected");
}

void peer_link::lose(const std::string& why) {
  demonitor(caf::actor_cast<caf::actor_addr>(other_));
  other_ = nullptr;
  near_.around.warn("node " + near_.peer + ": " + why);
  refuse_all();
}

void peer_link::tick() {
  if (other_)
    send(caf::actor_cast<other_end_actor>(other_), still_there{});
  else if (near_.dial && !std::exchange(dialling_, true))
    near_.dial(this);
  refuse_late(clock().now());
  delayed_send(this, near_.options.tick, tick_due{});
}

bool peer_link::reachable() const {
  return other_ && clock().now() - last_heard_ <= near_.options.silent;
}

reply peer_link::not_reachable() const {
  return unavailable{"node " + near_.peer + " is not reachable"};
}

/// Nobody waits at a door that does not answer; what is asked in vain is asked again.
void peer_link::refuse_late(caf::actor_clock::time_point now) {
  auto silent = !reachable();
  refuse_if([&](const pending& each) { return each.until <= now || (silent && each.standing); });
}

void peer_link::refuse_all() {
  refuse_if([](const pending&) { return true; });
}

template <class Late>
void peer_link::refuse_if(Late is_late) {
  std::vector<addressed_answer> out;
  std::erase_if(pending_, [&](auto& each) {
    if (!is_late(each.second))
      return false;
    out.push_back({std::move(each.second.reply_to), not_reachable()});
    return true;
  });
  send_out(std::move(out));
}

} // namespace boxoffice::actors
