#include "cli/settings/address_ranges.hpp"
#include "cli/settings/settings_rows.hpp"

namespace boxoffice::cli {

namespace {

using http_part = http_settings;
const settings_section<http_part> http_section{"http", &settings::http};

setting trusted_proxies_row() {
  return reloaded(http_section.row(
      "trusted_proxies", &http_part::trusted_proxies,
      value_kind<std::vector<boost::asio::ip::network_v6>>{read_address_ranges},
      "Addresses and CIDR ranges of your proxies, separated by commas: 10.0.0.7,2001:db8:1::/64. "
      "The client of a request from one of them is the right-most address of X-Forwarded-For, or "
      "of Forwarded (RFC 7239), that is not in this list; limits and log lines use it. From all "
      "other addresses the headers count for nothing. List only hosts that set the header "
      "themselves: docs/operations.md has configurations. By default there is none. SIGHUP "
      "reloads it, for new connections."));
}

std::vector<setting> connection_rows() {
  const auto& in = http_section;
  return {
      in.row(
          "listen", &http_part::listen, kind::address(),
          "Address of the server: HOST:PORT, an IPv6 address in brackets. Port 0 takes a free "
          "port. Same as --listen. Without tls.certificate it speaks plain HTTP: put a TLS proxy "
          "in front of any address but loopback."),
      in.row("threads", &http_part::threads, kind::count(1, 256),
             "Threads that read and write connections. One thread serves tens of thousands of "
             "requests a second."),
      in.row("max_connections", &http_part::max_connections, kind::count(1, 1'000'000),
             "Maximum number of connections. When it is reached, a new connection replaces the "
             "oldest idle one, or one that waits for its client; if there is none, the new one "
             "gets 503. Each connection needs a file descriptor: a value above what the process's "
             "hard limit (ulimit -Hn) leaves beside the log, the database, the control socket and "
             "the links of a cluster is lowered, with a warning. If fewer than 16 are left the "
             "server does not start."),
      in.row("max_connections_per_address", &http_part::max_connections_per_address,
             kind::count(1, 1'000'000),
             "Maximum number of connections of one client address, WebSockets included; further "
             "ones get 503. IPv6 clients count by /64. A browser opens up to 6, and one for each "
             "page that watches seats. The connections of trusted_proxies do not count, their "
             "clients' WebSockets do."),
      trusted_proxies_row(),
      in.row("max_control_connections", &http_part::max_control_connections, kind::count(1, 1'000),
             "Maximum number of connections to the control socket, `control.sock` in the data "
             "directory. Commands such as `boxoffice backup` use it. They do not count towards "
             "max_connections."),
  };
}

std::vector<setting> request_rows() {
  const auto& in = http_section;
  return {
      in.row("header_limit", &http_part::header_limit, kind::size(256, mib),
             "Maximum size of a request's first line and headers together, chunk extensions "
             "included."),
      in.row("body_limit", &http_part::body_limit, kind::size(256, 64 * mib),
             "Maximum size of a request's body. A booking of booking.max_seats seats must fit: 361 "
             "bytes and 19 for each seat."),
      in.row("operator_body_limit", &http_part::operator_body_limit, kind::size(256, gib),
             "Maximum size of the body of an operator's request, which may define a hall. Must not "
             "be less than body_limit."),
      in.row("read_timeout", &http_part::read_timeout, kind::duration(1ms, 1h),
             "Time limit for a request to arrive once it has started, so that slow senders cannot "
             "hold connections."),
      in.row("idle_timeout", &http_part::idle_timeout, kind::duration(1ms, 24h),
             "How long a connection may be idle between requests."),
      in.row("write_timeout", &http_part::write_timeout, kind::duration(1ms, 1h),
             "Time limit for a client to read a response."),
      in.row("pipeline_depth", &http_part::pipeline_depth, kind::count(1, 10'000),
             "Maximum number of unanswered requests of one connection. Further requests are read "
             "only as responses are sent."),
      in.row("max_in_flight", &http_part::max_in_flight, kind::count(1, 10'000'000),
             "Maximum number of unanswered requests of all connections; further ones are refused "
             "with 503. Divided equally among http.threads."),
      in.row(
          "queue_target", &http_part::queue_target, kind::duration(0ms, 60s),
          "How long requests may wait in the node's queues under sustained load, beyond what the "
          "disk or database takes anyway. While they wait longer, new requests of customers are "
          "refused with 503 and Retry-After, so that accepted ones stay fast. Payments, the "
          "operator and health checks are not refused. 0ms means no limit but max_in_flight."),
  };
}

std::vector<setting> output_rows() {
  const auto& in = http_section;
  return {
      in.row("max_bulk_per_address", &http_part::max_bulk_per_address, kind::count(1, 1'000'000),
             "Maximum number of bulk responses of one address that are in progress, from the "
             "request to the last byte; further requests are refused with 429. Bulk responses are "
             "those whose size or cost grows with the data: seats, shows, lists, events, history. "
             "One connection gets them one after another. The limit leaves room for many people "
             "behind one router and bounds the work that one attacker can cause."),
      in.row("max_unwritten", &http_part::max_unwritten, kind::size(kib, gib),
             "Backpressure limit: bytes of responses that the client of one connection has not "
             "read yet. When it is reached, nothing more is read from that connection. The largest "
             "bulk response comes on top."),
      in.row("max_unwritten_per_address", &http_part::max_unwritten_per_address,
             kind::size(kib, 1024 * gib),
             "Maximum unread bytes of the bulk responses of one address, including those shared "
             "with other addresses; further ones are refused with 429. Not less than "
             "max_unwritten. The default is about 60 times the largest hall."),
      in.row("max_unwritten_total", &http_part::max_unwritten_total, kind::size(mib, 1024 * gib),
             "Maximum unread bytes of all responses of the node. Responses that connections share "
             "count once; those cached for the next request are included. Beyond it the server "
             "closes the connections whose clients have read nothing for the longest time. This "
             "bounds the memory that slow clients cost. Not less than max_unwritten."),
      in.row("push_queue", &http_part::push_queue, kind::count(1, 100'000),
             "How many messages a WebSocket client may be behind. A client that is further behind "
             "is dropped with 1013 (try again later); after reconnecting it can catch up."),
      in.row("push_idle_timeout", &http_part::push_idle_timeout, kind::duration(100ms, 24h),
             "How long a WebSocket client may send nothing. The server sends a ping after half of "
             "this time and drops the client after all of it."),
  };
}

} // namespace

std::vector<setting> http_rows() { return joined({connection_rows, request_rows, output_rows}); }

} // namespace boxoffice::cli
