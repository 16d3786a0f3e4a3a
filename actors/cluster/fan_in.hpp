// What all nodes say to one question, made into one answer.
#pragma once

#include "actors/protocol/cluster_interfaces.hpp"

#include <optional>

namespace boxoffice::actors {

/// What the nodes said, by their places; `limit` is that of the page that was asked for.
///
/// Lists of shows go on where a node is not reachable, and name it: visitors can book the others'
/// shows. Money that is due and mails that were erased must not look complete when they are not:
/// there the answer is `unavailable`.
[[nodiscard]] reply merged(const node_question& asked, std::vector<reply>&& said,
                           const std::vector<std::string>& names);

/// Lives until every node has answered; correlations are the nodes' places.
class fan_in : public fan_in_actor::base {
public:
  fan_in(caf::actor_config& config, node_ask ask, std::vector<std::string> names);

  behavior_type make_behavior() override;

private:
  void take(replies&& came);

  node_ask ask_;
  std::vector<std::string> names_;
  std::vector<reply> said_;
  std::size_t left_;
};

} // namespace boxoffice::actors
