// Who may come in from other nodes.
#pragma once

#include "actors/cluster/placement.hpp"
#include "actors/environment.hpp"

namespace boxoffice::actors {

/// What a node says of itself at another's door, and compares at its own.
struct credentials {
  std::string cluster; ///< see hello
  std::string node;
  std::string why_differs; ///< what it means where another's `cluster` differs
};

/// Says whether to let a node in, and if not why.
[[nodiscard]] std::optional<std::string> reason_to_refuse(const hello& said, const credentials& own,
                                                          const placement& where);

class handshake_acceptor : public handshake_acceptor_actor::base {
public:
  handshake_acceptor(caf::actor_config& config, credentials own,
                     std::shared_ptr<const placement> where, environment env);

  behavior_type make_behavior() override;
  void on_exit() override { where_.reset(); }

private:
  welcome greet(const hello& said);

  credentials own_;
  std::shared_ptr<const placement> where_;
  environment env_;
  std::string told_; ///< the last refusal, as the operator knows it
};

} // namespace boxoffice::actors
