#include "cli/settings/settings_rules.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/host_name.hpp>

namespace boxoffice::cli {

namespace {

// The longest JSON body of a booking without white space: its members, a mail address of 254
// characters and a show id of 64, and for each seat an id of 16 with its quotes and comma.
constexpr std::size_t booking_bytes = 361;
constexpr std::size_t booking_bytes_a_seat = 19;

// An event of Stripe has some KiB; its metadata alone may have 27.
constexpr std::size_t stripe_event_bytes = 64 * kib;

/// Time for a review to begin late, to decide and to be written before the claims run out.
constexpr auto review_margin = std::chrono::milliseconds{100};

std::string text_of(const setting_origin& origin) {
  return origin.line == 0 ? origin.source : origin.source + ':' + std::to_string(origin.line);
}

/// The errors so far, and the places of the settings.
struct rules {
  settings& values;
  const setting_origins& given;
  std::vector<settings_error> errors{};

  /// Adds an error about the first key, at the place of the first key that was set.
  void refuse(std::initializer_list<std::string_view> keys, std::string detail) {
    settings_error error{{}, 0, std::string{*keys.begin()}, std::move(detail)};
    for (auto key : keys) {
      auto found = given.find(key);
      if (found == given.end())
        continue;
      auto elsewhere =
          !error.source.empty() && text_of(found->second) != text_of({error.source, error.line});
      if (elsewhere)
        error.detail.append("; ").append(key).append(" is from ").append(text_of(found->second));
      if (error.source.empty()) {
        error.source = found->second.source;
        error.line = found->second.line;
      }
    }
    errors.push_back(std::move(error));
  }
};

bool is_loopback(const std::string& host) {
  boost::system::error_code no_address;
  auto address = boost::asio::ip::make_address(host, no_address);
  return host == "localhost" || (!no_address && address.is_loopback());
}

bool is_any_address(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

/// A wildcard address or port 0 cannot be connected to.
bool reaches_nobody(const host_port& advertised) {
  return advertised.port == 0 || is_any_address(advertised.host);
}

/// Whether one process cannot listen on both.
bool collide(const host_port& one, const host_port& other) {
  auto same_host = one.host == other.host || is_any_address(one.host) || is_any_address(other.host);
  return one.port != 0 && one.port == other.port && same_host;
}

void check_tls(rules& all) {
  const auto& cluster = all.values.cluster;
  auto files =
      !cluster.tls_certificate.empty() + !cluster.tls_key.empty() + !cluster.tls_ca.empty();
  if (files != 0 && files != 3)
    all.refuse({"cluster.tls", "cluster.tls.certificate", "cluster.tls.key", "cluster.tls.ca"},
               "wants all of certificate, key and ca, or none");
  if (files == 0 && !is_loopback(cluster.listen.host))
    all.refuse({"cluster.tls", "cluster.listen"},
               "is required if cluster.listen is not loopback: without it anyone who reaches "
               "the port could book and read as if a node");
}

/// With RocksDB: the list of all nodes decides which node has which show.
void check_partitioned(rules& all) {
  const auto& cluster = all.values.cluster;
  auto in_list = std::ranges::any_of(
      cluster.peers, [&](const named_host& each) { return each.name == cluster.node; });
  if (cluster.peers.empty())
    all.refuse({"cluster.peers", "cluster.enabled"}, "is required if cluster.enabled is true");
  else if (!in_list)
    all.refuse({"cluster.node", "cluster.peers"},
               "is \"" + cluster.node + "\", which cluster.peers does not name");
  if (cluster.advertise)
    all.refuse({"cluster.advertise"},
               "is for storage.engine postgres: here cluster.peers has the nodes' addresses");
}

/// With PostgreSQL: nodes find each other in the database.
void check_shared(rules& all) {
  auto& cluster = all.values.cluster;
  if (!cluster.peers.empty())
    all.refuse({"cluster.peers", "storage.engine"},
               "is for storage.engine rocksdb: nodes that share a database find each other there");
  if (!cluster.advertise)
    cluster.advertise = cluster.listen;
  if (reaches_nobody(*cluster.advertise))
    all.refuse({"cluster.advertise", "cluster.listen"},
               "must be an address and port that the other nodes can reach");
}

void name_node_after_host(rules& all) {
  auto& node = all.values.cluster.node;
  boost::system::error_code unknown;
  auto host = boost::asio::ip::host_name(unknown);
  auto name = read_node_name(host);
  if (!unknown && name)
    node = *name;
  else
    all.refuse({"cluster.node", "cluster.enabled"},
               "is required: the host's name, \"" + host + "\", cannot be a node's");
}

void check_cluster(rules& all) {
  const auto& values = all.values;
  if (!values.cluster.enabled)
    return;
  if (values.cluster.node.empty())
    name_node_after_host(all);
  if (values.storage.engine == storage_engine::rocksdb)
    check_partitioned(all);
  else
    check_shared(all);
  if (collide(values.cluster.listen, values.http.listen))
    all.refuse({"cluster.listen", "http.listen"}, "is the address of http.listen too");
  check_tls(all);
}

void check_listener(rules& all) {
  const auto& listener = all.values.listener;
  if (listener.tls_certificate.empty() != listener.tls_key.empty())
    all.refuse({"http.tls", "http.tls.certificate", "http.tls.key"},
               "wants both certificate and key, or none");
  if (listener.proxy_protocol && all.values.http.trusted_proxies.empty())
    all.refuse({"http.proxy_protocol", "http.trusted_proxies"},
               "needs http.trusted_proxies: without one no connection would be taken");
  if (!listener.tls_redirect_listen)
    return;
  if (listener.tls_certificate.empty())
    all.refuse({"http.tls.redirect_listen", "http.tls.certificate"},
               "needs http.tls.certificate: there is nothing to redirect to");
  if (collide(*listener.tls_redirect_listen, all.values.http.listen))
    all.refuse({"http.tls.redirect_listen", "http.listen"}, "is the address of http.listen too");
}

void check_reviews(rules& all) {
  const auto& review = all.values.review;
  if (review.hold < review.interval + review_margin)
    all.refuse({"review.hold", "review.interval"},
               "must be longer than review.interval by 100ms or more: claims would run out before "
               "their review, and their bookings could not be confirmed");
  if (review.contention_window > review.hold)
    all.refuse({"review.contention_window", "review.hold"},
               "must not be longer than review.hold: a claim that old has run out");
}

void check_webhooks(rules& all) {
  const auto& webhook = all.values.webhook;
  if (webhook.backoff > webhook.max_backoff)
    all.refuse({"webhook.backoff", "webhook.max_backoff"},
               "must not be longer than webhook.max_backoff, which bounds every wait");
  if (webhook.in_flight > webhook.max_in_flight)
    all.refuse({"webhook.in_flight", "webhook.max_in_flight"},
               "must not be more than webhook.max_in_flight, which is for all receivers");
}

void check_sizes(rules& all) {
  const auto& values = all.values;
  auto largest = booking_bytes + booking_bytes_a_seat * values.booking.max_seats;
  if (values.http.body_limit < largest)
    all.refuse({"http.body_limit", "booking.max_seats"},
               "is too small for a booking of booking.max_seats seats, which may have " +
                   std::to_string(largest) + " bytes");
  if (values.payment.stripe_secret && values.http.body_limit < stripe_event_bytes)
    all.refuse({"http.body_limit", "payment.stripe_secret"},
               "must be 64KiB or more if payment.stripe_secret is set: Stripe's events are long");
  if (values.http.operator_body_limit < values.http.body_limit)
    all.refuse({"http.operator_body_limit", "http.body_limit"},
               "must not be less than http.body_limit, which is for everyone else");
  const auto* for_one = "must not be less than http.max_unwritten, which one connection may have";
  if (values.http.max_unwritten_per_address < values.http.max_unwritten)
    all.refuse({"http.max_unwritten_per_address", "http.max_unwritten"}, for_one);
  if (values.http.max_unwritten_total < values.http.max_unwritten)
    all.refuse({"http.max_unwritten_total", "http.max_unwritten"}, for_one);
  if (values.storage.write_buffer > values.storage.block_cache)
    all.refuse({"storage.write_buffer", "storage.block_cache"},
               "must not be more than storage.block_cache, of which it is a part");
}

/// A limit below booking.max_seats would refuse the largest bookings of everyone.
void check_limits(rules& all) {
  const auto& limits = all.values.limits;
  auto most = all.values.booking.max_seats;
  auto too_few = [&](std::uint32_t limit) { return limits.enabled && limit != 0 && limit < most; };
  const auto* wanted = "must be 0 or not less than booking.max_seats, or no such booking is taken";
  if (too_few(limits.unpaid_seats_per_customer))
    all.refuse({"limits.unpaid_seats_per_customer", "booking.max_seats"}, wanted);
  if (too_few(limits.seats_per_address))
    all.refuse({"limits.seats_per_address", "booking.max_seats"}, wanted);
}

void check_secrets(rules& all) {
  const auto& values = all.values;
  if (values.payment.sandbox && !values.payment.webhook_secret)
    all.refuse({"payment.webhook_secret", "payment.sandbox"},
               "is required if payment.sandbox is true");
  const auto& url = values.payment.checkout_url;
  if (url && url->find("{signature}") != std::string::npos && !values.payment.webhook_secret)
    all.refuse({"payment.webhook_secret", "payment.checkout_url"},
               "is required if payment.checkout_url has {signature}");
  if (values.storage.engine == storage_engine::postgres && !values.storage.postgres)
    all.refuse({"storage.postgres", "storage.engine"}, "is required if storage.engine is postgres");
}

/// A link without cinema.url would lead nowhere, and no mail goes without a sender.
void check_mail(rules& all) {
  const auto& mail = all.values.mail;
  if (mail.outbox.empty())
    return;
  if (!mail.from)
    all.refuse({"mail.from", "mail.outbox"}, "is required if mail.outbox is set");
  if (!all.values.cinema.url)
    all.refuse({"cinema.url", "mail.outbox"}, "is required if mail.outbox is set");
}

void check_auth(rules& all) {
  const auto& auth = all.values.auth;
  if (auth.mode == auth_mode::jwt && !auth.jwt_secret && !auth.jwks)
    all.refuse({"auth.jwt_secret", "auth.mode"},
               "is required if auth.mode is jwt, or auth.jwks is");
  const auto& cluster = all.values.cluster;
  if (auth.mode == auth_mode::accounts && cluster.enabled && !auth.jwt_secret)
    all.refuse(
        {"auth.jwt_secret", "auth.mode"},
        "is required if auth.mode is accounts in a cluster: all nodes check the same tokens");
  if (auth.login_url && auth.mode != auth_mode::jwt)
    all.refuse({"auth.login_url", "auth.mode"}, "is possible if auth.mode is jwt only");
  if (auth.mode == auth_mode::accounts && auth.jwks)
    all.refuse({"auth.jwks", "auth.mode"}, "is for auth.mode = jwt");
  if (!auth.jwks)
    return;
  if (auth.jwt_secret)
    all.refuse({"auth.jwt_secret", "auth.jwks"}, "must not be set if auth.jwks is");
  // Issuers sign tokens for many services with the same keys.
  const auto* wanted = "is required if auth.jwks is set";
  if (!auth.issuer)
    all.refuse({"auth.issuer", "auth.jwks"}, wanted);
  if (!auth.audience)
    all.refuse({"auth.audience", "auth.jwks"}, wanted);
}

} // namespace

std::vector<settings_error> check_together(settings& values, const setting_origins& given) {
  rules all{values, given};
  check_reviews(all);
  check_webhooks(all);
  check_sizes(all);
  check_limits(all);
  check_secrets(all);
  check_mail(all);
  check_auth(all);
  check_cluster(all);
  check_listener(all);
  return std::move(all.errors);
}

} // namespace boxoffice::cli
