// This node in a partitioned cluster: its handshakes, its links and the entrance.
#pragma once

#include "actors/cluster/link/handshake_acceptor.hpp"
#include "actors/cluster/link/peer_link.hpp"
#include "actors/cluster/partition.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace boxoffice::actors {

class peer_network;

struct cluster_options {
  partition cluster;
  std::shared_ptr<peer_network> network;
  std::string host; ///< where it listens
  std::uint16_t port{};
  events::shared_customer_keys customer_keys;
  link_options links{};
};

[[nodiscard]] credentials credentials_of(const partition& cluster);
/// The placement that the list gives.
[[nodiscard]] placement placement_of(std::shared_ptr<const partition> cluster,
                                     std::vector<peer_link_actor> links);

/// Counts the links that neither had a connection yet nor were given up.
class linking {
public:
  explicit linking(std::size_t links) : left_{links} {}
  void one_settled();
  /// Calls `then` once, from any thread, when none is left; at once if none is left now.
  void when_done(std::function<void()> then);

private:
  std::mutex guard_;
  std::size_t left_;
  std::function<void()> then_;
};

class cluster {
public:
  /// `system` must outlive it.
  cluster(caf::actor_system& system, show_directory_actor directory, environment env,
          cluster_options options);
  cluster(const cluster&) = delete;
  cluster& operator=(const cluster&) = delete;
  /// Ends the links; open questions on them are refused.
  ~cluster();

  /// Accepts connections of other nodes. Returns the error if it cannot.
  [[nodiscard]] std::optional<std::string> listen();
  /// Done when there is a connection with each node that can be reached: within
  /// link_options::first_within, whatever the other nodes do.
  [[nodiscard]] const std::shared_ptr<linking>& links() const { return linking_; }
  /// For a gateway.
  [[nodiscard]] const entrance_actor& entrance() const { return entrance_; }

private:
  [[nodiscard]] peer_link_actor link_with(std::size_t peer, const show_directory_actor& directory,
                                          const environment& env);

  caf::actor_system& system_;
  std::shared_ptr<const partition> nodes_;
  std::shared_ptr<linking> linking_;
  cluster_options options_;
  std::vector<peer_link_actor> links_; ///< by the nodes' places
  entrance_actor entrance_;
  handshake_acceptor_actor acceptor_;
};

} // namespace boxoffice::actors
