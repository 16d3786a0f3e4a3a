#include "actors/router.hpp"

#include "actors/engine.hpp"
#include "actors/gathering.hpp"

namespace boxoffice::actors {

router::router(caf::actor_config& config, router_neighbours near, surroundings around)
    : entrance_actor::base{config}, near_{std::move(near)} {
  gathered_.resize(near_.links.size());
  set_exception_handler(ends_process(std::move(around)));
}

router::behavior_type router::make_behavior() {
  return {[this](asks& batch) { route(std::move(batch)); }};
}

void router::route(asks&& batch) {
  for (auto& each : batch)
    std::visit([this](auto& ask) { place(std::move(ask)); }, each);
  for (std::size_t node = 0; node < gathered_.size(); ++node) {
    if (gathered_[node].empty())
      continue;
    if (node == near_.cluster->self())
      caf::anon_send(near_.directory, std::exchange(gathered_[node], {}));
    else
      caf::anon_send(near_.links[node], std::exchange(gathered_[node], {}));
  }
}

void router::place(show_ask&& ask) {
  auto owner = near_.cluster->owner_of(ask.show);
  gathered_[owner].emplace_back(std::move(ask));
}

void router::place(node_ask&& ask) {
  auto owner = std::visit(
      [this](const auto& what) -> std::optional<std::size_t> {
        if constexpr (requires { what.show; })
          return near_.cluster->owner_of(what.show);
        else if constexpr (std::is_same_v<std::decay_t<decltype(what)>, back_up>)
          return near_.cluster->self(); // Each node's log is backed up by itself.
        else
          return std::nullopt;
      },
      ask.what);
  if (owner)
    gathered_[*owner].emplace_back(std::move(ask));
  else
    ask_all(std::move(ask));
}

void router::ask_all(node_ask&& ask) {
  std::vector<std::string> names;
  for (const auto& node : near_.cluster->nodes())
    names.push_back(node.name);
  auto what = ask.what;
  auto desk = spawn<gathering>(std::move(ask), std::move(names));
  for (std::size_t node = 0; node < gathered_.size(); ++node)
    gathered_[node].emplace_back(node_ask{{caf::actor_cast<caf::actor>(desk), node}, what});
}

} // namespace boxoffice::actors
