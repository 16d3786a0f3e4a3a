#include "tests/simulation/world.hpp"

#include <algorithm>

namespace boxoffice::simulation {

namespace {

constexpr auto longest_pause = 3 * lease;
constexpr duration most_clock_step = 60s;
constexpr std::size_t stays = 0; ///< never leaves, so that a node is there in the end

std::string name_of(fault what) {
  switch (what) {
  case fault::pause: return "pause";
  case fault::crash: return "crash";
  case fault::cut_off_from_database: return "cut from the database";
  case fault::cut_off_from_each_other: return "cut from each other";
  case fault::clock_of_database_steps: return "step of the database's clock";
  case fault::other_primary: return "other primary";
  case fault::wall_clock_steps: return "step of the wall clock";
  case fault::leave: return "leaving";
  case fault::join: return "joining";
  }
  return {};
}

} // namespace

/// Some kinds of faults and not others, because several at once hide what one alone shows.
void world::choose_weather() {
  auto some = [this](double most) {
    return in.luck.happens(0.5) ? 0.0 : in.luck.happens(0.5) ? most : most / 8;
  };
  in.now = {.lost_call = some(0.1),
            .slow_call = some(0.2),
            .late_call = some(0.05),
            .lost_message = some(0.1),
            .twice_sent = some(0.2),
            .slow_message = some(0.3),
            .slow_thread = some(0.5),
            .patience = in.luck.between(1s, 4s)};
  for (int i = 0; i < faults_in_all; ++i)
    if (in.luck.happens(0.6))
      likely_.push_back(static_cast<fault>(i));
  gap_ = in.luck.between(500ms, 5s);
}

void world::trouble(instant end) {
  next_fault(end);
  run_until(end);
}

void world::next_fault(instant end) {
  auto when = in.time.now() + in.luck.between(10ms, 2 * gap_);
  if (when >= end || likely_.empty())
    return;
  in.time.at(when, [this, end] {
    inflict(likely_[in.luck.below(likely_.size())]);
    next_fault(end);
  });
}

void world::inflict(fault what) {
  switch (what) {
  case fault::cut_off_from_each_other: return cut_two();
  case fault::clock_of_database_steps: return step_database_clock();
  case fault::other_primary:
    in.database.go_down(in.time.now() + in.luck.between(100ms, 6s));
    return step_database_clock();
  case fault::join:
    if (auto node = any_node(false); node && !crashed_[static_cast<std::size_t>(*node)])
      nodes_[static_cast<std::size_t>(*node)]->start();
    return;
  case fault::pause:
  case fault::crash:
  case fault::cut_off_from_database:
  case fault::wall_clock_steps:
  case fault::leave:
    if (auto node = any_node(true))
      inflict_on(*nodes_[static_cast<std::size_t>(*node)], what);
  }
}

void world::inflict_on(cluster_node& whom, fault what) {
  in.note([&] { return name_of(what) + " of " + whom.incarnation(); });
  switch (what) {
  case fault::pause:
    return whom.on().pause(in.luck.between(1ms, in.luck.happens(0.3) ? 500ms : longest_pause));
  case fault::crash: {
    auto place =
        std::ranges::find_if(nodes_, [&](const auto& each) { return each.get() == &whom; });
    auto number = static_cast<std::size_t>(place - nodes_.begin());
    whom.crash();
    crashed_[number] = true;
    in.time.after(in.luck.between(10ms, 10s), [this, number] {
      if (crashed_[number])
        nodes_[number]->start();
      crashed_[number] = false;
    });
    return;
  }
  case fault::cut_off_from_database: return whom.database().cut(in.luck.between(100ms, 12s));
  case fault::wall_clock_steps:
    return whom.on().step_wall_clock(in.luck.between(-most_clock_step, most_clock_step));
  case fault::leave:
    if (&whom != nodes_[stays].get())
      whom.leave();
    return;
  case fault::cut_off_from_each_other:
  case fault::clock_of_database_steps:
  case fault::other_primary:
  case fault::join: return;
  }
}

void world::cut_two() {
  auto one = static_cast<int>(in.luck.below(nodes_.size()));
  auto other = static_cast<int>(in.luck.below(nodes_.size()));
  net_.cut(one, other, in.luck.between(100ms, 8s));
}

void world::step_database_clock() {
  auto by = in.luck.between(-most_clock_step, most_clock_step);
  in.note([&] {
    return "the database's clock steps by " + std::to_string(by.count() / 1'000'000) + " ms";
  });
  in.database.step_clock(by);
}

void world::calm_down() {
  in.note([] { return "calm"; });
  in.now = {.patience = in.now.patience};
  net_.mend();
  in.database.go_down(in.time.now());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i]->database().mend();
    nodes_[i]->on().resume();
    if (crashed_[i] || (i == stays && !nodes_[i]->on().runs()))
      nodes_[i]->start();
    crashed_[i] = false;
  }
}

} // namespace boxoffice::simulation
