// The webhooks of a node.
#pragma once

#include "actors/protocol/shard_messages.hpp"
#include "cli/node/node_runtime.hpp"
#include "cli/settings/settings.hpp"
#include "http/webhook/options.hpp"
#include "http/webhook/webhook_client.hpp"

#include <memory>

namespace boxoffice::cli {

[[nodiscard]] http::address_policy address_policy_of(const settings& chosen);

class node_webhooks {
public:
  /// Begins to deliver. `entrance` is the node's. `runtime` and `log` must outlive it.
  node_webhooks(const settings& chosen, node_runtime& runtime, storage::event_log& log,
                const actors::entrance_actor& entrance);
  node_webhooks(const node_webhooks&) = delete;
  node_webhooks& operator=(const node_webhooks&) = delete;
  ~node_webhooks();

  [[nodiscard]] const http::webhook_options& options() const { return options_; }
  /// Takes the shards of a node that shares its log; null for other nodes.
  [[nodiscard]] actors::shard_holder_actor shard_holder() const;
  /// Delivers nothing more, and writes how far it got.
  void stop();

private:
  http::webhook_options options_;
  std::shared_ptr<http::webhook_client> client_;
};

} // namespace boxoffice::cli
