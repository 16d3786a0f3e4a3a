#include "actors/cluster/link/peer_link.hpp"

#include "actors/cluster/wire/wire.hpp"
#include "actors/protocol/question_names.hpp"
#include "actors/protocol/reply_port.hpp"

#include <cstring>

namespace boxoffice::actors {

namespace {

/// Replies to questions from before a restart must not be taken for replies to new ones.
std::uint64_t unlikely_to_be_met_again(const events::bytes16& random) {
  std::uint64_t out = 0;
  std::memcpy(&out, random.data(), sizeof out);
  return out >> 2U; // The wire has 63 bits.
}

bool stands(const show_question& what) {
  return std::visit([]<class Question>(const Question&) { return is_standing<Question>; }, what);
}

} // namespace

peer_link::peer_link(caf::actor_config& config, link_deps deps)
    : peer_link_actor::base{config},
      deps_{std::move(deps)},
      last_correlation_{unlikely_to_be_met_again(deps_.env.random())} {
  set_exception_handler(ends_process(deps_.env));
  // If the other end cannot parse a message, an error comes back. The default handler would end
  // this actor.
  set_error_handler([this](const caf::error& why) {
    deps_.env.log.warn(logging::log_module::cluster, "node {}: {}", deps_.peer,
                       system().render(why));
  });
  set_down_handler([this](const caf::down_msg& down) {
    if (!other_ || down.source != other_->address())
      return;
    lose("the connection is gone");
    wait_for_connection(deps_.connect ? deps_.options.first_within : deps_.options.again_within);
    connect();
  });
}

peer_link::behavior_type peer_link::make_behavior() {
  wait_for_connection(deps_.options.first_within);
  last_attempt_ = clock().now() - deps_.options.tick;
  send(this, tick_due{});
  return {
      [this](asks& batch) { forward(std::move(batch)); },
      [this](replies& ready) { tell(std::move(ready)); },
      [this](peer_asks& came) { take_in(std::move(came)); },
      [this](peer_answers& came) { hand_back(std::move(came)); },
      [this](returned& misrouted) { give_back(std::move(misrouted)); },
      [this](peer_returns& came) { take_back(std::move(came)); },
      [this](still_there) { static_cast<void>(hear()); },
      [this](retire) { quit(); },
      [this](const connect_result& outcome) { greet(outcome); },
      [this](tick_due) { tick(); },
  };
}

/// The router and its links hold each other, as do two ends in one process: without this none of
/// them would be freed.
void peer_link::on_exit() {
  give_up();
  refuse_all();
  deps_.router = nullptr;
  other_ = nullptr;
}

void peer_link::forward(asks&& batch) {
  if (phase_ == phase::connecting)
    hold(std::move(batch));
  else if (reachable())
    ask_other(std::move(batch), clock().now());
  else
    refuse(std::move(batch));
}

void peer_link::refuse(asks&& batch) {
  std::vector<addressed_reply> out;
  for (auto& each : batch)
    std::visit([&](auto& ask) { out.push_back({std::move(ask.reply_to), not_reachable()}); }, each);
  send_replies(std::move(out));
}

void peer_link::hold(asks&& batch) {
  if (questions_waiting_ + batch.size() > deps_.options.most_waiting)
    return refuse(std::move(batch));
  questions_waiting_ += batch.size();
  waiting_.push_back({std::move(batch), clock().now()});
}

/// The wait for the connection counts towards the time-out.
void peer_link::ask_other(asks&& batch, time_point asked_at) {
  for (auto& each : batch)
    std::visit(
        [&](auto& ask) {
          pending open{std::move(ask.reply_to), 0, false, asked_at + deps_.options.answer_within};
          if constexpr (requires { ask.returns; }) {
            open.returns = ask.returns;
            open.standing = stands(ask.what);
          }
          if (open.standing)
            open.until = asked_at + deps_.options.standing_within;
          ask.reply_to = {{}, ++last_correlation_, open.reply_to.tag};
          log_question("is asked", ask);
          pending_.emplace(last_correlation_, std::move(open));
        },
        each);
  send(caf::actor_cast<other_end_actor>(other_), peer_asks{encode(std::move(batch))});
}

/// Only the newest connection counts: an older one of the same peer does not show that it lives,
/// and no other actor may use this link.
bool peer_link::hear() {
  if (!other_ || current_sender() != other_)
    return false;
  last_heard_ = clock().now();
  rise();
  return true;
}

void peer_link::hand_back(peer_answers&& came) {
  if (!hear())
    return;
  auto batch = decode_replies(came.bytes);
  if (!batch)
    return distrust("replies that cannot be decoded");
  std::vector<addressed_reply> out;
  for (auto& each : *batch) {
    auto found = pending_.find(each.correlation);
    if (found == pending_.end()) // Refused already.
      continue;
    out.push_back({std::move(found->second.reply_to), std::move(each.reply)});
    pending_.erase(found);
  }
  send_replies(std::move(out));
}

void peer_link::take_in(peer_asks&& came) {
  if (!hear())
    return;
  auto batch = decode_asks(came.bytes, caf::actor_cast<caf::actor>(this));
  if (!batch)
    return distrust("questions that cannot be decoded");
  std::erase_if(*batch, [this](auto& each) {
    return !std::visit(
        [this](auto& ask) {
          log_question("asks", ask);
          return localize(ask);
        },
        each);
  });
  if (!batch->empty())
    send(deps_.directory, std::move(*batch)); // It returns misrouted asks to the sender.
}

void peer_link::give_back(returned&& misrouted) {
  if (other_)
    send(caf::actor_cast<other_end_actor>(other_),
         peer_returns{encode(std::move(misrouted.batch))});
}

void peer_link::take_back(peer_returns&& came) {
  if (!hear())
    return;
  auto batch = decode_asks(came.bytes, {});
  if (!batch || !deps_.router)
    return distrust("returned questions that cannot be decoded");
  asks back;
  for (auto& each : *batch) {
    auto* ask = std::get_if<show_ask>(&each);
    auto found = ask ? pending_.find(ask->reply_to.correlation) : pending_.end();
    if (found == pending_.end()) // Refused already.
      continue;
    ask->reply_to = std::move(found->second.reply_to);
    ask->returns = found->second.returns;
    pending_.erase(found);
    back.push_back(std::move(each));
  }
  if (!back.empty())
    caf::anon_send(deps_.router, returned{std::move(back)});
}

void peer_link::log_question(std::string_view direction, const show_ask& ask) const {
  deps_.env.log.write(logging::level::debug, logging::log_module::cluster, ask.reply_to.tag,
                      "node {} {}: {} of show {}", deps_.peer, direction, question_name(ask.what),
                      ask.show.text);
}

void peer_link::log_question(std::string_view direction, const node_ask& ask) const {
  deps_.env.log.write(logging::level::debug, logging::log_module::cluster, ask.reply_to.tag,
                      "node {} {}: {}", deps_.peer, direction, question_name(ask.what));
}

bool peer_link::localize(show_ask& ask) const {
  if (!deps_.answers_for(ask.show)) {
    if (auto count = foreign_shows_.one_more())
      deps_.env.log.warn(
          logging::log_module::cluster,
          "node {} asked for show {}, which is not this node's; such questions since "
          "the last such line: {}",
          deps_.peer, ask.show.text, *count);
    return false;
  }
  std::visit(
      [&](auto& what) {
        if constexpr (requires { what.customer = events::customer_id{}; })
          if (!ask.mail.empty()) {
            const events::mail_address mail{ask.mail};
            what.customer = deps_.customer_keys->customer_in(ask.show, mail);
            what.formerly = deps_.customer_keys->formerly_in(ask.show, mail);
          }
      },
      ask.what);
  return true;
}

bool peer_link::localize(node_ask& ask) const {
  std::visit(
      [this](auto& what) {
        if constexpr (requires { what.customers; })
          if (!what.mail.empty())
            what.customers = deps_.customer_keys->customers_of(events::mail_address{what.mail});
      },
      ask.what);
  return true;
}

void peer_link::tell(replies&& ready) {
  if (other_)
    send(caf::actor_cast<other_end_actor>(other_), peer_answers{encode(std::move(ready))});
}

/// If the peer restarted before its end was noticed here, the newer link counts.
void peer_link::greet(const connect_result& outcome) {
  connecting_ = false;
  if (!outcome.other) {
    auto severity = outcome.is_away ? logging::level::info : logging::level::warn;
    if (logged_.insert(outcome.failed).second)
      deps_.env.log.write(severity, logging::log_module::cluster, "node {}: {}", deps_.peer,
                          outcome.failed);
    if (settled_)
      give_up();
    return;
  }
  if (other_ && other_ != outcome.other)
    lose("it connected anew");
  if (other_ != outcome.other)
    monitor(outcome.other);
  other_ = outcome.other;
  last_heard_ = clock().now();
  logged_.clear();
  deps_.env.log.info(logging::log_module::cluster, "node {} is connected", deps_.peer);
  if (deps_.connect) {
    send(caf::actor_cast<other_end_actor>(other_), still_there{});
    rise();
  } else if (phase_ != phase::connecting) {
    wait_for_connection(deps_.options.again_within);
  }
}

void peer_link::enter(phase next) {
  auto connected = [](phase in) { return in == phase::up ? 1 : 0; };
  deps_.env.probe->cluster.peers_connected.add(connected(next) - connected(phase_));
  phase_ = next;
}

/// The accepting end sends no questions before the other has sent something: until then that one
/// may not know of the connection, and could not send its replies.
void peer_link::rise() {
  enter(phase::up);
  for (auto& each : std::exchange(waiting_, {}))
    ask_other(std::move(each.batch), each.since);
  questions_waiting_ = 0;
  settle();
}

void peer_link::wait_for_connection(std::chrono::milliseconds most) {
  enter(phase::connecting);
  waits_until_ = clock().now() + most;
}

void peer_link::give_up() {
  enter(phase::down);
  for (auto& each : std::exchange(waiting_, {}))
    refuse(std::move(each.batch));
  questions_waiting_ = 0;
  settle();
}

void peer_link::settle() {
  settled_ = true;
  if (auto tell = std::exchange(deps_.settled, nullptr))
    tell();
}

void peer_link::lose(const std::string& why) {
  demonitor(caf::actor_cast<caf::actor_addr>(other_));
  other_ = nullptr;
  enter(phase::down);
  deps_.env.log.warn(logging::log_module::cluster, "node {}: {}", deps_.peer, why);
  refuse_all();
}

/// Malformed messages: this node neither uses the peer's messages nor sends it questions.
void peer_link::distrust(const std::string& why) {
  deps_.env.log.warn(logging::log_module::cluster, "node {} sent {}", deps_.peer, why);
  if (deps_.cut)
    deps_.cut(other_->address());
}

void peer_link::tick() {
  auto now = clock().now();
  if (other_)
    send(caf::actor_cast<other_end_actor>(other_), still_there{});
  else
    connect();
  if (phase_ == phase::connecting && now >= waits_until_)
    give_up();
  refuse_late(now);
  delayed_send(this, deps_.options.tick, tick_due{});
}

void peer_link::connect() {
  auto now = clock().now();
  if (!deps_.connect || connecting_ || now - last_attempt_ < deps_.options.tick)
    return;
  connecting_ = true;
  last_attempt_ = now;
  deps_.connect(this);
}

bool peer_link::reachable() const {
  return phase_ == phase::up && clock().now() - last_heard_ <= deps_.options.silent;
}

reply peer_link::not_reachable() const {
  return unavailable{"node " + deps_.peer + " is not reachable"};
}

/// Standing questions do not wait for a silent peer: they are asked again elsewhere.
void peer_link::refuse_late(time_point now) {
  auto silent = !reachable();
  refuse_if([&](const pending& each) { return each.until <= now || (silent && each.standing); });
}

void peer_link::refuse_all() {
  refuse_if([](const pending&) { return true; });
}

template <class Late>
void peer_link::refuse_if(Late is_late) {
  std::vector<addressed_reply> out;
  std::erase_if(pending_, [&](auto& each) {
    if (!is_late(each.second))
      return false;
    out.push_back({std::move(each.second.reply_to), not_reachable()});
    return true;
  });
  send_replies(std::move(out));
}

} // namespace boxoffice::actors
