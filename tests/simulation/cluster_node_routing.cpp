// How a node finds who answers an ask.
#include "tests/simulation/cluster_node.hpp"

namespace boxoffice::simulation {

namespace {

/// As actors/cluster/router.hpp has them.
constexpr int most_returns = 20;
constexpr auto between_looks = 100ms;

/// The node that has the shard by that table; nothing where nobody has it.
std::optional<int> holder_of(const storage::membership_rows& table, int shard) {
  const auto& holder = table.shards.at(static_cast<std::size_t>(shard)).holder;
  for (const auto& each : table.members)
    if (each.incarnation == holder)
      return std::stoi(each.address);
  return {};
}

} // namespace

void cluster_node::take(const message& what) {
  switch (what.what) {
  case message::kind::ask:
    return what.about.asked == number_ ? take_from_client(what.about) : serve_for_other(what.about);
  case message::kind::returned: return defer(what.about);
  case message::kind::told: return tell(what.about, what.told);
  }
}

void cluster_node::take_from_client(const ask& what) {
  if (under_way_.try_emplace({what.client, what.number}, 0).second)
    route(what);
}

void cluster_node::route(ask what) {
  auto shard = shard_of_show(what.show);
  if (served_.serves(shard))
    return served_.take(what);
  auto holder = table_ ? holder_of(*table_, shard) : std::nullopt;
  if (!holder || *holder == number_)
    return defer(what);
  net_.send(number_, *holder, {message::kind::ask, what, {}});
}

void cluster_node::serve_for_other(const ask& what) {
  if (served_.serves(shard_of_show(what.show)))
    served_.take(what);
  else
    give_back(what);
}

void cluster_node::give_back(const ask& what) {
  if (what.asked == number_)
    defer(what);
  else
    net_.send(number_, what.asked, {message::kind::returned, what, {}});
}

/// A message that comes twice must not become two asks that go around.
void cluster_node::defer(ask what) {
  auto known = under_way_.find({what.client, what.number});
  if (known == under_way_.end() || known->second != what.returned)
    return;
  ++known->second;
  ++in_.judge.counted.returned;
  if (++what.returned >= most_returns)
    tell(what, {});
  else
    on_.after(between_looks, [this, what] { route(what); });
}

void cluster_node::tell(const ask& whom, const outcome& what) {
  if (whom.asked == number_)
    under_way_.erase({whom.client, whom.number});
  auto to = whom.asked == number_ ? ~whom.client : whom.asked;
  net_.send(number_, to, {message::kind::told, whom, what});
}

} // namespace boxoffice::simulation
