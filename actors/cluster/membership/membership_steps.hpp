// What a node of a shared cluster has to do next, as membership.hpp decides it: changes to the node
// itself (`action`) and at most one call to the database.
#pragma once

#include "actors/boot_clock.hpp"
#include "actors/cluster/membership/shard_assignment.hpp"
#include "actors/cluster/membership/shard_owners.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// The node as its row in the database shows it.
struct membership_identity {
  std::string name;
  std::string address; ///< host:port, for other nodes
  std::chrono::milliseconds lease{};
};

// ---- actions

/// A renewal succeeded: the node may decide and answer until then.
struct extend_lease {
  boot_clock::time_point until;
};
/// The node joined with nothing in memory.
struct begin_lease {
  boot_clock::time_point until;
};
/// Shards or the whole membership are lost, or about to be given back.
struct end_lease {};
/// Serve these shards from now on, and run the timers of the shows with open work: each of them is
/// reported by membership::timers_ran().
struct serve_shards {
  std::vector<storage::claimed_shard> shards;
  storage::shows_of_shards shows;
};
/// Stop serving these shards and write what their shows have decided; then membership::released().
struct release_shards {
  std::vector<int> shards;
};
/// Stop serving every shard; what their shows have decided but not written is void. Then
/// membership::released() with all shards.
struct drop_shards {};
/// A node appeared. When the connection is up or given up: membership::link_settled().
struct open_link {
  storage::member peer;
};
/// The node is gone, or another incarnation of it took its place.
struct forget_link {
  std::string peer; ///< name
};
/// Route by these owners from now on.
struct publish_owners {
  shard_owners now;
};
/// A line for the operator.
struct log_line {
  enum class level : std::uint8_t { info, warning } severity{};
  std::string text;
};
/// The node can answer; once in its life.
struct finish_start {};
/// Nothing is left to hand over; the answer to membership::request_leave().
struct confirm_leave {};

using action =
    std::variant<extend_lease, begin_lease, end_lease, serve_shards, release_shards, drop_shards,
                 open_link, forget_link, publish_owners, log_line, finish_start, confirm_leave>;

// ---- calls, as storage::postgres_membership has them; each names the function that takes its
// result

struct join_cluster { ///< joined()
  std::string name, incarnation, address;
  std::chrono::milliseconds lease{};
};
struct renew_lease { ///< renewed()
  std::string incarnation;
};
struct look_at_members {}; ///< looked()
struct list_shows_of {     ///< listed()
  std::vector<int> shards;
};
struct expel_member { ///< expelled()
  std::string name, incarnation;
  std::uint64_t renewals{};
};
struct claim_shards { ///< claimed()
  std::string incarnation;
  std::vector<int> wanted;
};
struct hand_over_shards { ///< handed_over()
  std::string incarnation;
  transfer what;
};
struct announce_leave { ///< announced()
  std::string incarnation;
};
struct leave_members { ///< left_members()
  std::string incarnation;
};

using database_call =
    std::variant<join_cluster, renew_lease, look_at_members, list_shows_of, expel_member,
                 claim_shards, hand_over_shards, announce_leave, leave_members>;

/// Carry out the actions in their order, then make the call.
struct next_steps {
  std::vector<action> actions;
  std::optional<database_call> call;
};

} // namespace boxoffice::actors
