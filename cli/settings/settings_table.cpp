#include "cli/settings/settings_table.hpp"

#include "events/limits.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace boxoffice::cli {

namespace {

using all = settings;

// How a member is reached: itself, or through its section.
template <class T>
auto at(T all::*member) {
  return [=](all& target) -> T& { return target.*member; };
}
template <class Section, class T>
auto at(Section all::*section, T Section::*member) {
  return [=](all& target) -> T& { return target.*section.*member; };
}

template <class Place, class Read>
setting entry(std::string_view key, Place place, Read read, std::string_view doc) {
  return {key, doc, false, [=](all& target, std::string_view text) -> std::optional<bad_value> {
            auto value = read(text);
            if (!value)
              return value.error();
            place(target) = std::move(*value);
            return std::nullopt;
          }};
}

setting hidden(setting entry) {
  entry.secret = true;
  return entry;
}

auto duration(milliseconds least, milliseconds most) {
  return [=](std::string_view text) { return read_duration(text, least, most); };
}
auto size(std::size_t least, std::size_t most) {
  return [=](std::string_view text) { return read_size(text, least, most); };
}
auto count(std::uint32_t least, std::uint32_t most) {
  return [=](std::string_view text) { return read_count(text, least, most); };
}

const std::vector<setting> table{
    entry("review.interval", at(&all::review, &review_settings::interval), duration(1ms, 1h),
          "fixed delay between the end of one review and the start of the next"),
    entry("review.contention_window", at(&all::review, &review_settings::contention_window),
          duration(0ms, 1h),
          "how long after a seat's first open claim another booking may still contest it"),
    entry("review.hold", at(&all::review, &review_settings::hold), duration(1ms, 24h),
          "how long an unreviewed claim keeps its seats from others"),
    entry("payment.window", at(&all::payment, &payment_settings::window), duration(1ms, 168h),
          "how long a confirmed booking may stay unpaid"),
    hidden(entry("payment.webhook_secret", at(&all::payment, &payment_settings::webhook_secret),
                 read_webhook_secret,
                 "shared with the payment provider, who signs callbacks with it")),
    entry("payment.sandbox", at(&all::payment, &payment_settings::sandbox), read_flag,
          "play the payment provider at POST /api/sandbox/pay"),
    entry("booking.max_seats", at(&all::booking, &booking_settings::max_seats), count(1, 100),
          "most seats in one booking"),
    entry("http.listen", at(&all::http, &http_settings::listen), read_host_port,
          "where the server listens; same as --listen"),
    entry("http.threads", at(&all::http, &http_settings::threads), count(1, 256),
          "threads that read and write connections"),
    entry("http.max_connections", at(&all::http, &http_settings::max_connections),
          count(1, 1'000'000), "most connections at a time"),
    entry("http.max_connections_per_address",
          at(&all::http, &http_settings::max_connections_per_address), count(1, 1'000'000),
          "most connections of one address at a time"),
    entry("http.max_control_connections", at(&all::http, &http_settings::max_control_connections),
          count(1, 1'000), "the same at the control socket in the data directory, beside those"),
    entry("http.header_limit", at(&all::http, &http_settings::header_limit), size(256, mib),
          "most bytes of a request's line and headers"),
    entry("http.body_limit", at(&all::http, &http_settings::body_limit), size(256, 64 * mib),
          "most bytes of a request's body"),
    entry("http.operator_body_limit", at(&all::http, &http_settings::operator_body_limit),
          size(256, gib), "the same for the operator"),
    entry("http.read_timeout", at(&all::http, &http_settings::read_timeout), duration(1ms, 1h),
          "how long a started request may take to arrive"),
    entry("http.idle_timeout", at(&all::http, &http_settings::idle_timeout), duration(1ms, 24h),
          "how long a connection may wait between requests"),
    entry("http.write_timeout", at(&all::http, &http_settings::write_timeout), duration(1ms, 1h),
          "how long a client may take to accept an answer"),
    entry("http.pipeline_depth", at(&all::http, &http_settings::pipeline_depth), count(1, 10'000),
          "most unanswered requests of one connection"),
    entry("http.max_in_flight", at(&all::http, &http_settings::max_in_flight), count(1, 10'000'000),
          "most unanswered requests of the node; more are refused with 503"),
    entry("http.max_bulk_per_address", at(&all::http, &http_settings::max_bulk_per_address),
          count(1, 1'000'000), "most bulk answers of one address that are under way"),
    entry("http.max_unwritten", at(&all::http, &http_settings::max_unwritten), size(kib, gib),
          "unwritten bytes of a connection that is not read on"),
    entry("http.max_unwritten_per_address",
          at(&all::http, &http_settings::max_unwritten_per_address), size(kib, 1024 * gib),
          "most unwritten bytes of the bulk answers of one address"),
    entry("http.max_unwritten_total", at(&all::http, &http_settings::max_unwritten_total),
          size(mib, 1024 * gib), "most unwritten bytes of the node"),
    entry("http.push_queue", at(&all::http, &http_settings::push_queue), count(1, 100'000),
          "messages that a WebSocket's client may be behind before it is dropped"),
    entry("http.push_idle_timeout", at(&all::http, &http_settings::push_idle_timeout),
          duration(100ms, 24h), "how long a WebSocket's client may say nothing, pongs included"),
    entry("limits.enabled", at(&all::limits, &limits_settings::enabled), read_flag,
          "all limits of this section; off for load tests"),
    entry("limits.rate", at(&all::limits, &limits_settings::rate), count(1, 1'000'000),
          "calls a second of one address"),
    entry("limits.burst", at(&all::limits, &limits_settings::burst), count(1, 10'000'000),
          "calls of one address at once"),
    entry("limits.addresses", at(&all::limits, &limits_settings::addresses), count(1, 100'000'000),
          "most addresses kept track of"),
    entry("limits.unpaid_seats_per_customer",
          at(&all::limits, &limits_settings::unpaid_seats_per_customer), count(0, 100'000),
          "most seats of one customer in one show that are not paid; 0 is any number"),
    entry("limits.rebook_wait", at(&all::limits, &limits_settings::rebook_wait),
          duration(0ms, milliseconds{events::longest_rebook_wait_ms}),
          "until a customer may claim a seat again that was not paid for"),
    entry("limits.seats_per_address", at(&all::limits, &limits_settings::seats_per_address),
          count(0, 1'000'000), "most seats asked for from one address; paid ones do not count"),
    entry("limits.seats_per_minute", at(&all::limits, &limits_settings::seats_per_minute),
          count(1, 1'000'000), "seats that come back to an address each minute"),
    entry("auth.mode", at(&all::auth, &auth_settings::mode), read_auth_mode,
          "who may book: everyone (open) or who has a token (jwt)"),
    hidden(entry("auth.jwt_secret", at(&all::auth, &auth_settings::jwt_secret), read_jwt_secret,
                 "the HS256 secret of those tokens")),
    entry("storage.engine", at(&all::storage, &storage_settings::engine), read_storage_engine,
          "what keeps the event log"),
    hidden(entry("storage.postgres", at(&all::storage, &storage_settings::postgres),
                 read_connection_string, "libpq's connection string, several hosts allowed")),
    entry("storage.data_dir", at(&all::storage, &storage_settings::data_dir), read_path,
          "where the log and the operator's token are; same as --data-dir"),
    entry("storage.block_cache", at(&all::storage, &storage_settings::block_cache),
          size(mib, 1024 * gib), "memory for what was read lately"),
    entry("storage.write_buffer", at(&all::storage, &storage_settings::write_buffer),
          size(64 * kib, 4 * gib), "memory for what is not yet in table files"),
    entry("storage.batch_limit", at(&all::storage, &storage_settings::batch_limit),
          count(1, 1'000'000), "most records in one synced write"),
    entry("storage.max_open_files", at(&all::storage, &storage_settings::max_open_files),
          count(64, 1'000'000), "most files that RocksDB keeps open"),
    entry("cluster.enabled", at(&all::cluster, &cluster_settings::enabled), read_flag,
          "whether this node shares the shows with others"),
    entry("cluster.peers", at(&all::cluster, &cluster_settings::peers), read_named_hosts,
          "every node as name=host:port, the same on all"),
    entry("cluster.node", at(&all::cluster, &cluster_settings::node), read_node_name,
          "this node's name among them; as a rule the host's"),
    entry("cluster.listen", at(&all::cluster, &cluster_settings::listen), read_host_port,
          "where this node listens to the others"),
    entry("cluster.advertise", at(&all::cluster, &cluster_settings::advertise), read_host_port,
          "where the others reach it, if that is another address; with postgres only"),
    entry("cluster.lease", at(&all::cluster, &cluster_settings::lease), duration(500ms, 10min),
          "how long a node has its shards without renewing; the same on all; with postgres only"),
    hidden(entry("cluster.secret", at(&all::cluster, &cluster_settings::shared_secret),
                 read_cluster_secret,
                 "what nodes without TLS prove themselves with; the same on all")),
    entry("cluster.tls.certificate", at(&all::cluster, &cluster_settings::tls_certificate),
          read_path, "this node's certificate, PEM"),
    entry("cluster.tls.key", at(&all::cluster, &cluster_settings::tls_key), read_path,
          "its key, PEM"),
    entry("cluster.tls.ca", at(&all::cluster, &cluster_settings::tls_ca), read_path,
          "who signs the nodes' certificates, PEM"),
    entry(
        "clock.max_step", at(&all::clock, &clock_settings::max_step), duration(100ms, 24h),
        "how far the wall clock may step forward against the steady clock and be believed at once"),
    entry("clock.settle", at(&all::clock, &clock_settings::settle), duration(0ms, 168h),
          "how long a larger step forward must have stood before it is believed"),
    entry("actors.threads", at(&all::actors_threads), count(0, 1024),
          "threads that run shows; 0 is the cores that http.threads leaves, at least 1"),
    entry("show.idle_timeout", at(&all::show_idle_timeout), duration(1ms, 168h),
          "how long an unused show stays in memory"),
    entry("shutdown.timeout", at(&all::shutdown_timeout), duration(1ms, 1h),
          "how long SIGTERM waits for what was accepted"),
    entry("log.level", at(&all::level), read_log_level, "least severe log lines to write"),
};

} // namespace

std::span<const setting> settings_table() { return table; }

const setting* find_setting(std::string_view key) {
  const auto found = std::ranges::find(table, key, &setting::key);
  return found == table.end() ? nullptr : &*found;
}

std::string environment_name(std::string_view key) {
  std::string name = "BOXOFFICE_";
  for (const unsigned char c : key)
    name += c == '.' ? '_' : static_cast<char>(std::toupper(c));
  return name;
}

} // namespace boxoffice::cli
