#include "actors/cluster/link/handshake_acceptor.hpp"

#include "actors/cluster/wire/wire.hpp"

namespace boxoffice::actors {

std::optional<std::string> reason_to_refuse(const hello& said, const credentials& own,
                                            const placement& where) {
  if (said.version != wire_version)
    return "it speaks version " + std::to_string(said.version) +
           " of the nodes' protocol, this one speaks " + std::to_string(wire_version);
  if (said.cluster != own.cluster)
    return own.why_differs;
  if (said.node == own.node)
    return "it has this node's own name";
  if (!where.find(said.node))
    return "this node knows none of its name";
  if (!said.link)
    return "it sent no link";
  return std::nullopt;
}

door::door(caf::actor_config& config, credentials own, std::shared_ptr<const placement> where,
           surroundings around)
    : peer_door_actor::base{config},
      own_{std::move(own)},
      where_{std::move(where)},
      around_{std::move(around)} {
  set_exception_handler(ends_process(around_));
}

door::behavior_type door::make_behavior() {
  return {
      [this](const hello& said) { return greet(said); },
      [this](const placed& now) { where_ = now.where; },
  };
}

welcome door::greet(const hello& said) {
  if (auto why = reason_to_refuse(said, own_, *where_)) {
    // It comes again every moment.
    if (auto line = "node " + said.node + " is turned away: " + *why; line != told_)
      around_.warn(told_ = line);
    return {*why, nullptr};
  }
  const auto& link = where_->links[*where_->find(said.node)];
  caf::anon_send(link, dialled{{}, said.link});
  return {{}, caf::actor_cast<caf::strong_actor_ptr>(link)};
}

} // namespace boxoffice::actors
