// Which node of a partitioned cluster owns which show, account and hall: from the configured list
// alone.
#pragma once

#include "events/ids.hpp"
#include "events/mail.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::actors {

/// A node as cluster.peers has it.
struct cluster_node {
  std::string name;
  std::string host;
  std::uint16_t port{};
  friend bool operator==(const cluster_node&, const cluster_node&) = default;
};

/// The list of the nodes. A show belongs to the node that rendezvous hashing gives: when a node is
/// added or removed, only the shows that move to it or away from it change their node. The
/// computation must never change, because logs are laid out by it.
class partition {
public:
  /// `nodes` have different names, in any order; `self` is one of them.
  partition(std::vector<cluster_node> nodes, std::string_view self);

  [[nodiscard]] const std::vector<cluster_node>& nodes() const { return nodes_; } ///< by name
  [[nodiscard]] std::size_t self() const { return self_; } ///< place among nodes()
  /// The place of the node of that name, if there is one.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// The owner's place among nodes().
  [[nodiscard]] std::size_t owner_of(const events::show_id& show) const;
  /// The place of the node that has the account of the owner of this address.
  [[nodiscard]] std::size_t owner_of_account(const events::mail_address& mail) const;
  /// The place of the node that has the hall with this id: that of a show with the same id.
  [[nodiscard]] std::size_t owner_of_hall(std::string_view id) const;
  [[nodiscard]] bool owns(const events::show_id& show) const { return owner_of(show) == self_; }

  /// Different for different lists, whatever their order: nodes whose digests differ must not work
  /// together.
  [[nodiscard]] const events::bytes32& digest() const { return digest_; }

private:
  [[nodiscard]] std::size_t owner_of_key(std::string_view key) const;

  std::vector<cluster_node> nodes_;
  std::vector<std::uint64_t> seeds_; ///< of the nodes' names
  std::size_t self_ = 0;
  events::bytes32 digest_{};
};

} // namespace boxoffice::actors
