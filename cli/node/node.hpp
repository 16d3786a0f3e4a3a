// A server's node: alone, or one of a cluster of either form (docs/cluster.md).
#pragma once

#include "actors/protocol/shard_messages.hpp"
#include "cli/node/node_runtime.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace boxoffice::cli {

/// One form of a node. Its calls come in the order listen(), start(), leave(); the destructor stops
/// its actors.
class node {
public:
  node() = default;
  node(const node&) = delete;
  node& operator=(const node&) = delete;
  virtual ~node() = default;

  [[nodiscard]] virtual node_runtime& runtime() = 0;
  /// The actor that takes the gateway's requests for any show.
  [[nodiscard]] virtual actors::entrance_actor entrance() = 0;

  /// Accepts connections from other nodes. Returns the error if it cannot listen.
  [[nodiscard]] virtual std::optional<std::string> listen() = 0;
  /// Whom to give this node's shards too, if it has shards. Before start().
  virtual void add_holder(actors::shard_holder_actor) {}
  /// Recovers open work and meets the other nodes. Calls `ready` once, from another thread, when
  /// requests for every show can be answered.
  virtual void start(std::function<void()> ready) = 0;
  /// Transfers this node's shows to other nodes, if its form moves shows, within a part of `most`.
  /// Returns what is left of `most` for the drain.
  [[nodiscard]] virtual std::chrono::milliseconds leave(std::chrono::milliseconds most) = 0;
};

/// The node, or the reason why it cannot start.
using opened_node = storage::result<std::unique_ptr<node>>;

/// Opens the form of node that the settings ask for. `log` must outlive it.
[[nodiscard]] opened_node open_node(const settings& chosen, storage::event_log& log);

} // namespace boxoffice::cli
