// Sends one question to all nodes and merges their replies into one.
#pragma once

#include "actors/protocol/cluster_interfaces.hpp"

namespace boxoffice::actors {

/// Merges the nodes' replies, which are in the order of their places, into the reply to `question`.
///
/// A list of shows omits those of unreachable nodes and names these nodes: customers can book the
/// shows of the other nodes. A list of halls and the replies about webhooks name these nodes too.
/// If a node is unreachable, the reply to a list of refunds or of a customer's bookings, a report
/// or an erasure is `unavailable`, because it must not look complete. So is the reply to
/// find_payment, unless a node has found a booking.
[[nodiscard]] reply merged(const node_question& question, std::vector<reply>&& from_nodes,
                           const std::vector<std::string>& names);

/// Lives until every node has replied. Correlations are the nodes' places.
class fan_in : public fan_in_actor::base {
public:
  fan_in(caf::actor_config& config, node_ask ask, std::vector<std::string> names);

  behavior_type make_behavior() override;

private:
  void take(replies&& came);

  node_ask ask_;
  std::vector<std::string> names_;
  std::vector<reply> from_nodes_;
  std::size_t left_;
};

} // namespace boxoffice::actors
