// Accepts or refuses the hello of another node.
#pragma once

#include "actors/cluster/placement.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/line_limit.hpp"

namespace boxoffice::actors {

/// What a node sends in its hello, and compares with the hellos of other nodes.
struct credentials {
  std::string cluster; ///< see hello
  std::string node;
  std::string why_differs; ///< the reason to give if another node's `cluster` differs
};

/// Why a node is refused; none if it is accepted.
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
  std::string logged_;                        ///< the last refusal in the log
  line_limit lines_{std::chrono::seconds{1}}; ///< of refusals that differ from the last one
};

} // namespace boxoffice::actors
