#include "cli/settings/settings_rows.hpp"

namespace boxoffice::cli {

namespace {

std::vector<setting> storage_rows() {
  using part = storage_settings;
  const settings_section in{"storage", &settings::storage};
  return {
      in.row("engine", &part::engine, kind::storage_engines(),
             "Where the event log is stored: \"rocksdb\" in data_dir, or \"postgres\" in a "
             "PostgreSQL 15 database."),
      in.hidden("postgres", &part::postgres, value_kind<secret>{read_connection_string},
                "The database: a libpq connection string, such as host=db1,db2 dbname=boxoffice "
                "user=boxoffice target_session_attrs=read-write. Required with engine = "
                "\"postgres\". If it has a password, set BOXOFFICE_STORAGE_POSTGRES instead."),
      in.row("data_dir", &part::data_dir, kind::path(),
             "The data directory: RocksDB's log and the operator's token (admin-token: 16 "
             "characters or more, surrounding white space is ignored). A start removes the access "
             "rights of group and others. Same as --data-dir. Only one process can use it at a "
             "time."),
      in.row("block_cache", &part::block_cache, kind::size(mib, 1024 * gib),
             "Memory for recently read data, the write buffers included."),
      in.row("write_buffer", &part::write_buffer, kind::size(64 * kib, 4 * gib),
             "Memory for records that are in the log file but not yet in table files. A larger one "
             "means fewer, larger table files and a longer start after a crash. Must not be more "
             "than block_cache."),
      in.row("batch_limit", &part::batch_limit, kind::count(1, 1'000'000),
             "Maximum number of records in one synced write."),
      in.row("max_open_files", &part::max_open_files, kind::count(64, 1'000'000),
             "Maximum number of files that RocksDB keeps open. With fewer it reopens files for "
             "reads. Lowered with a warning if the process may open only few files."),
  };
}

std::vector<setting> cluster_rows() {
  using part = cluster_settings;
  const settings_section in{"cluster", &settings::cluster};
  return {
      in.row("enabled", &part::enabled, kind::flag(),
             "Whether this node is one of a cluster. With storage.engine \"rocksdb\" each node "
             "keeps its shows in its own data_dir, and `peers` alone decides which node has which "
             "show. With \"postgres\" all nodes share one database, find each other there, and "
             "shows move to the nodes that are alive. docs/cluster.md describes the setup."),
      in.row("peers", &part::peers, value_kind<std::vector<named_host>>{read_named_hosts},
             "Every node, this one included, as name=host:port of its `listen`, separated by "
             "commas: north=10.0.0.1:4040,south=10.0.0.2:4040. All nodes need the same list: a "
             "node with another list is refused. Required with rocksdb, not allowed with "
             "postgres."),
      in.row("node", &part::node, value_kind<std::string>{read_node_name},
             "This node's name in that list or among the nodes of the database: 1 to 64 of A-Z a-z "
             "0-9 . _ -. The default is the host's name."),
      in.row("listen", &part::listen, kind::address(),
             "Address for connections from other nodes. Must differ from http.listen."),
      in.row("advertise", &part::advertise, value_kind<host_port>{read_host_port},
             "Address that other nodes connect to, if it is not `listen`. With postgres only."),
      in.row("lease", &part::lease, kind::duration(500ms, 10min),
             "How long a node keeps its shows without renewing its lease in the database. It is "
             "also about the time for which the shows of a dead node are unavailable. Must be the "
             "same on all nodes. With postgres only."),
      in.hidden("secret", &part::shared_secret, value_kind<secret>{read_cluster_secret},
                "The secret with which nodes without certificates authenticate each other: 16 "
                "bytes or more, the same on all nodes. Not used with certificates. Set it in the "
                "environment rather than on the command line, which other users of the machine "
                "can read. Without it all nodes of one user share a secret in "
                "~/.local/state/boxoffice/cluster-secret, which the first of them generates."),
      in.row("tls.certificate", &part::tls_certificate,
             value_kind<std::filesystem::path>{read_path},
             "PEM file of this node's certificate. Certificate, key and ca are set together or not "
             "at all; they are required if `listen` is not loopback."),
      in.row("tls.key", &part::tls_key, value_kind<std::filesystem::path>{read_path},
             "PEM file of the certificate's key."),
      in.row("tls.ca", &part::tls_ca, value_kind<std::filesystem::path>{read_path},
             "PEM file of the authority that signs the nodes' certificates."),
  };
}

std::vector<setting> clock_rows() {
  using part = clock_settings;
  const settings_section in{"clock", &settings::clock};
  return {
      in.row("max_step", &part::max_step, kind::duration(100ms, 24h),
             "How far the machine's wall clock may step forward against its steady clock and be "
             "believed at once. After a larger step the server warns and its time goes on at a "
             "steady pace. A step back is followed at once, but the time of a show never goes "
             "back: a show that is ahead of the clock goes on from its last event at a steady "
             "pace, so that every hold ends on time."),
      in.row("settle", &part::settle, kind::duration(0ms, 168h),
             "How long a larger step forward must last before it is believed. Until then "
             "signatures and tokens are checked, and holds end, by the time as it was before."),
  };
}

template <class T, class Kind>
setting single_row(const char* key, T settings::*member, Kind kind, std::string_view help) {
  return make_row(
      key, [member](auto&& all) -> auto& { return all.*member; }, std::move(kind), help);
}

std::vector<setting> process_rows() {
  return {
      single_row("actors.threads", &settings::actors_threads, kind::count(0, 1024),
                 "Threads that run shows. 0 means the cores that http.threads leaves, at least 1."),
      single_row("show.idle_timeout", &settings::show_idle_timeout, kind::duration(1ms, 168h),
                 "How long a show stays in memory without requests. The next request loads it from "
                 "the log."),
      single_row("shutdown.timeout", &settings::shutdown_timeout, kind::duration(1ms, 1h),
                 "How long SIGTERM waits for the responses to accepted requests. After half of it "
                 "the server closes the connections of clients that do not read theirs."),
  };
}

} // namespace

std::vector<setting> node_rows() {
  return joined({storage_rows, cluster_rows, clock_rows, process_rows});
}

} // namespace boxoffice::cli
