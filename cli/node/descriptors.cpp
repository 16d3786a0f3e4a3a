#include "cli/node/descriptors.hpp"

#include <algorithm>
#include <limits>

#include <sys/resource.h>

namespace boxoffice::cli {

namespace {

/// Standard streams, the listener, the actors' descriptors, directories.
constexpr std::size_t process_files = 32;
constexpr std::size_t files_per_io_thread = 4; ///< epoll, events, timers
/// Files that RocksDB opens beside its open tables: WAL files, manifest, lock, and inputs and
/// outputs of flushes and compactions.
constexpr std::size_t log_work = 64;
/// Up to nine connections of a node (docs/cluster.md), and as many while they reconnect.
constexpr std::size_t database_work = 18;
/// A link in each direction, and another while it reconnects.
constexpr std::size_t links_of_a_peer = 4;
/// Assumed number of nodes of the shared form, which has no list to count.
constexpr std::size_t usual_peers = 16;

constexpr std::size_t least_connections = 16;
/// Sockets of connections that get a 503 or replace another one: a quarter of all, within bounds.
constexpr std::size_t least_spare_sockets = 8;
constexpr std::size_t most_spare_sockets = 512;
constexpr std::uint32_t least_log_files = 64;

std::size_t peers_of(const cluster_settings& chosen) {
  if (!chosen.enabled)
    return 0;
  return std::max(chosen.peers.size(), usual_peers);
}

/// Connections to receivers, and the event loop of them. No cluster has webhooks.
std::size_t webhook_files(const settings& chosen) {
  return chosen.cluster.enabled ? 0 : chosen.webhook.max_in_flight + files_per_io_thread;
}

} // namespace

std::size_t reserved_descriptors(const settings& chosen) {
  auto log = chosen.storage.engine == storage_engine::rocksdb
                 ? chosen.storage.max_open_files + log_work
                 : database_work;
  return process_files + chosen.http.threads * files_per_io_thread + log +
         chosen.http.max_control_connections + webhook_files(chosen) +
         peers_of(chosen.cluster) * links_of_a_peer;
}

std::size_t least_descriptors(const settings& chosen) {
  auto least = chosen;
  least.storage.max_open_files = std::min(chosen.storage.max_open_files, least_log_files);
  return reserved_descriptors(least) + least_connections + least_spare_sockets;
}

std::optional<std::vector<std::string>> fit_to_descriptors(settings& chosen, std::size_t limit) {
  std::vector<std::string> lowered;
  auto note = [&](const char* key, std::size_t to) {
    lowered.push_back("only " + std::to_string(limit) + " files may be open (ulimit -Hn): " + key +
                      " is lowered to " + std::to_string(to));
  };
  auto least = least_descriptors(chosen);
  if (limit < least)
    return std::nullopt;
  // A third for the log's tables is enough to serve; connections get what is left.
  auto log_files = static_cast<std::uint32_t>(
      std::clamp<std::size_t>(limit / 3, least_log_files, least_log_files + limit - least));
  if (chosen.storage.engine == storage_engine::rocksdb &&
      log_files < chosen.storage.max_open_files) {
    chosen.storage.max_open_files = log_files;
    note("storage.max_open_files", log_files);
  }
  auto sockets = limit - reserved_descriptors(chosen);
  auto connections = sockets - std::clamp(sockets / 4, least_spare_sockets, most_spare_sockets);
  if (connections < chosen.http.max_connections) {
    chosen.http.max_connections = static_cast<std::uint32_t>(connections);
    note("http.max_connections", connections);
  }
  return lowered;
}

std::size_t raise_descriptor_limit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0)
    return std::numeric_limits<int>::max();
  files.rlim_cur = files.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0)
    getrlimit(RLIMIT_NOFILE, &files);
  return std::min<rlim_t>(files.rlim_cur, std::numeric_limits<int>::max());
}

} // namespace boxoffice::cli
