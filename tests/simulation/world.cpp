#include "tests/simulation/world.hpp"

#include <algorithm>

namespace boxoffice::simulation {

namespace {

constexpr int most_nodes = 5;
constexpr int clients_in_all = 8;

} // namespace

world::world(std::uint64_t seed, const planted_bugs& bugs, bool traced)
    : in{seed, bugs, traced},
      net_{in, [this](int to, const message& what) { deliver(to, what); }},
      crashed_(most_nodes) {
  choose_weather();
  for (int i = 0; i < most_nodes; ++i)
    nodes_.push_back(std::make_unique<cluster_node>(in, net_, i));
  habits how{.writes = 0.1 + 0.1 * static_cast<double>(in.luck.below(6)),
             .shows = 1 + in.luck.below(shows_in_all),
             .most_thought = in.luck.between(60ms, 800ms)};
  for (int i = 0; i < clients_in_all; ++i)
    clients_.push_back(
        std::make_unique<client>(in, net_, i, how, [this] { return any_node(true); }));
}

void world::start() {
  auto at_first = 1 + in.luck.below(most_nodes - 1);
  for (std::size_t i = 0; i < at_first; ++i)
    in.time.after(in.luck.between(0ms, 300ms), [&node = *nodes_[i]] {
      if (!node.on().runs()) // A fault may have been first.
        node.start();
    });
  for (auto& each : clients_)
    each->start();
}

void world::run_until(instant end) {
  in.time.run_until(end, [this] { return in.judge.found().has_value(); });
}

void world::deliver(int to, const message& what) {
  if (to < 0)
    return clients_.at(static_cast<std::size_t>(~to))->take(what);
  auto& node = *nodes_.at(static_cast<std::size_t>(to));
  node.on().in_this_life([&node, what] { node.take(what); })();
}

std::optional<int> world::any_node(bool running) {
  std::vector<int> fit;
  for (int i = 0; i < most_nodes; ++i)
    if (nodes_[static_cast<std::size_t>(i)]->on().runs() == running)
      fit.push_back(i);
  if (fit.empty())
    return {};
  return fit[in.luck.below(fit.size())];
}

instant world::last_effect() const {
  instant last{};
  for (const auto& each : nodes_)
    last = std::max(last, each->database().last_effect());
  return last;
}

std::vector<storage::claimed_shard> world::unserved() {
  auto rows = in.database.look();
  std::vector<storage::claimed_shard> out;
  for (int shard = 0; shard < storage::shards_in_all; ++shard) {
    const auto& there = rows.shards.at(static_cast<std::size_t>(shard));
    auto served = std::ranges::any_of(nodes_, [&](const auto& node) {
      return node->on().runs() && node->incarnation() == there.holder &&
             node->served().serves(shard, there.epoch);
    });
    if (!served)
      out.push_back({shard, there.epoch});
  }
  return out;
}

std::string world::unstarted() {
  for (const auto& node : nodes_)
    if (node->on().runs() && !node->started())
      return "node " + node->incarnation() + " has not finished its start";
  return {};
}

std::string world::uneven() {
  auto rows = in.database.look();
  auto staying = static_cast<double>(std::ranges::count_if(
      nodes_, [](const auto& node) { return node->on().runs() && !node->leaving(); }));
  for (const auto& node : nodes_) {
    auto has = std::ranges::count_if(rows.shards, [&](const auto& shard) {
      return node->on().runs() && shard.holder == node->incarnation();
    });
    auto fair = storage::shards_in_all / staying;
    auto fits = std::abs(static_cast<double>(has) - fair) <= fair / 5;
    if (node->on().runs() && (node->leaving() || !fits))
      return "node " + node->incarnation() + " has " + std::to_string(has) + " shards" +
             (node->leaving() ? " and should be gone" : "");
  }
  return {};
}

void world::expect_replies() {
  for (auto& each : clients_)
    each->expect_replies();
}

} // namespace boxoffice::simulation
