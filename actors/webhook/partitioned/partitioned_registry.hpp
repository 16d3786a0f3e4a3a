// The webhooks of a node in a partitioned cluster: answers the operator for all nodes, and keeps
// the endpoints of this node's registry the same as those of the others.
#pragma once

#include "actors/protocol/webhook_registries.hpp"
#include "actors/webhook/endpoint_dispatcher.hpp"

#include <unordered_map>

namespace boxoffice::actors {

/// The other nodes.
struct webhook_peers {
  entrance_actor entrance; ///< the router
  std::string node;        ///< this node's name
};

class partitioned_registry : public partitioned_registry_actor::base {
public:
  partitioned_registry(caf::actor_config& config, std::shared_ptr<const dispatcher_deps> deps,
                       std::size_t most_endpoints, webhook_peers peers);

  behavior_type make_behavior() override;
  void on_exit() override;

private:
  using use_exchange = std::function<void(const webhooks_exchanged&)>;
  using use_reply = std::function<void(reply&&)>;

  // The operator's questions.
  void answer(webhook_ask&& ask);
  /// With the figures of all nodes.
  void read(webhook_ask&& ask);
  /// At this node, then at all others.
  void change(webhook_ask&& ask);
  /// At all other nodes. An addition is withdrawn if earlier ones at other nodes fill the limit.
  void spread(webhook_changed&& changed);
  void withdraw(std::string id, webhook_respond respond);
  /// The registry of this node has the webhook.
  void ask_all_about(webhook_ask&& ask);

  /// Tells all nodes what this one knows, and takes what they know.
  void reconcile(use_exchange then);
  void send_known(exchange_begun&& begun);
  void ask_nodes(node_question what, use_reply then);
  void take(replies&& batch);

  // Questions of nodes, this one included.
  void serve(node_ask&& ask);
  void serve(exchange_webhooks&& theirs, return_address&& to);
  void serve(list_dead&& question, return_address&& to);
  void serve(resend_webhook&& wanted, return_address&& to);

  std::shared_ptr<const dispatcher_deps> deps_;
  std::size_t most_endpoints_;
  webhook_peers peers_;
  webhook_registry_actor local_;
  std::unordered_map<std::uint64_t, use_reply> pending_; ///< by correlation
  std::uint64_t last_correlation_ = 0;
  bool ended_ = false;
};

} // namespace boxoffice::actors
