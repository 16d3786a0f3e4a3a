// How a node finds the node that replies to an ask; as actors/cluster/router.cpp does.
#include "tests/simulation/cluster_node.hpp"

namespace boxoffice::simulation {

void cluster_node::take(const message& what) {
  switch (what.what) {
  case message::kind::ask:
    return what.about.entry == number_ ? take_from_client(what.about) : serve_for_other(what.about);
  case message::kind::returned: return defer(what.about);
  case message::kind::reply: return reply(what.about, what.content);
  }
}

void cluster_node::take_from_client(const ask& what) {
  if (under_way_.try_emplace({what.client, what.number}, 0).second)
    route(what);
}

void cluster_node::route(const ask& what) {
  auto owner = owners_.owner_of_shard(shard_of_show(what.show));
  if (!owner)
    return defer(what);
  if (*owner != owners_.self)
    return net_.send(number_, number_in(owners_.names[*owner]), {message::kind::ask, what, {}});
  if (!served_.take(what))
    defer(what);
}

void cluster_node::serve_for_other(const ask& what) {
  if (!served_.take(what))
    net_.send(number_, what.entry, {message::kind::returned, what, {}});
}

void cluster_node::defer(ask what) {
  // A message that comes twice must not become two asks that go around.
  auto known = under_way_.find({what.client, what.number});
  if (known == under_way_.end() || known->second != what.returns)
    return;
  ++known->second;
  ++in_.judge.counted.returned;
  if (!deferred_.add(what))
    return reply(what, {});
  if (deferred_.arm())
    on_.after(actors::between_looks, [this] {
      for (const auto& each : deferred_.take())
        route(each);
    });
}

void cluster_node::reply(const ask& to, const outcome& what) {
  if (to.entry == number_)
    under_way_.erase({to.client, to.number});
  auto next = to.entry == number_ ? ~to.client : to.entry;
  net_.send(number_, next, {message::kind::reply, to, what});
}

} // namespace boxoffice::simulation
