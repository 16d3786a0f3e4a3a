#include "actors/cluster/link/handshake_acceptor.hpp"

#include "actors/cluster/wire/wire.hpp"

namespace boxoffice::actors {

std::optional<std::string> reason_to_refuse(const hello& said, const credentials& own,
                                            const placement& where) {
  if (said.version != wire_version)
    return "it uses version " + std::to_string(said.version) +
           " of the protocol between nodes, this one uses " + std::to_string(wire_version);
  if (said.cluster != own.cluster)
    return own.why_differs;
  if (said.node == own.node)
    return "it has this node's own name";
  if (!where.find(said.node))
    return "no node of its name is known here";
  if (!said.link)
    return "it sent no link";
  return std::nullopt;
}

handshake_acceptor::handshake_acceptor(caf::actor_config& config, credentials own,
                                       std::shared_ptr<const placement> where, environment env)
    : handshake_acceptor_actor::base{config},
      own_{std::move(own)},
      where_{std::move(where)},
      env_{std::move(env)} {
  set_exception_handler(ends_process(env_));
}

handshake_acceptor::behavior_type handshake_acceptor::make_behavior() {
  return {
      [this](const hello& said) { return greet(said); },
      [this](const placed& now) { where_ = now.where; },
  };
}

welcome handshake_acceptor::greet(const hello& said) {
  if (auto why = reason_to_refuse(said, own_, *where_)) {
    // The node tries again several times a second.
    auto line = "node " + said.node + " is refused: " + *why;
    if (line != logged_ && lines_.one_more())
      env_.log.warn(logging::log_module::cluster, "{}", logged_ = std::move(line));
    return {*why, nullptr};
  }
  const auto& link = where_->links[*where_->find(said.node)];
  caf::anon_send(link, connect_result{{}, said.link});
  return {{}, caf::actor_cast<caf::strong_actor_ptr>(link)};
}

} // namespace boxoffice::actors
