#include "tests/simulation/client.hpp"

namespace boxoffice::simulation {

namespace {

constexpr duration patience = 2'500ms;
constexpr int most_tries = 4; ///< of a write
constexpr duration least_thought = 5ms;

} // namespace

void client::think() {
  in_.time.after(in_.luck.between(least_thought, how_.most_thought), [this] { ask_something(); });
}

void client::ask_something() {
  now_ = {};
  now_.client = number_;
  now_.show = static_cast<int>(in_.luck.below(how_.shows));
  if (in_.luck.happens(how_.writes))
    now_.write = (static_cast<write_id>(number_) + 1) << 32U | (asks_ + 1);
  least_ = in_.judge.least(now_.show);
  must_get_reply_ = expects_;
  waits_ = true;
  tries_ = 0;
  send();
}

void client::send() {
  now_.number = ++asks_;
  ++tries_;
  if (auto node = any_node_()) {
    now_.entry = *node;
    net_.send(~number_, *node, {message::kind::ask, now_, {}});
  }
  in_.time.after(patience, [this, mine = now_.number] {
    if (waits_ && mine == now_.number)
      try_again_or_not("no reply");
  });
}

void client::take(const message& what) {
  auto mine = now_.write != 0 ? what.about.write == now_.write : what.about.number == now_.number;
  if (!waits_ || !mine)
    return;
  auto seq = what.content.seq;
  if (!what.content.available) {
    ++in_.judge.counted.unavailable;
    return try_again_or_not("unavailable");
  }
  in_.note([&] {
    return "client " + std::to_string(number_) + (now_.write != 0 ? " wrote" : " read") + " show " +
           std::to_string(now_.show) + " seq " + std::to_string(seq) + " by node " +
           std::to_string(now_.entry) + ", least was " + std::to_string(least_);
  });
  if (now_.write != 0)
    in_.judge.was_written(in_.time.now(), now_.show, least_, seq, now_.write);
  else
    in_.judge.was_read(in_.time.now(), now_.show, least_, seq, in_.database);
  done();
}

/// A write keeps its name, so that it is stored once however often it is tried.
void client::try_again_or_not(const char* why) {
  if (must_get_reply_)
    in_.broken(rule::stuck, "client " + std::to_string(number_) + " asked node " +
                                std::to_string(now_.entry) + " for show " +
                                std::to_string(now_.show) + ": " + why);
  if (now_.write != 0 && tries_ < most_tries)
    send();
  else
    done();
}

void client::done() {
  waits_ = false;
  think();
}

} // namespace boxoffice::simulation
