#include "cli/node/gateway_options.hpp"

#include "cli/commands/version.hpp"
#include "cli/node/control.hpp"
#include "cli/node/descriptors.hpp"
#include "logging/server_log.hpp"

namespace boxoffice::cli {

namespace {

http::auth_options auth_options_of(const auth_settings& chosen) {
  http::auth_options out;
  out.mode = chosen.mode;
  if (chosen.jwt_secret)
    out.jwt_secret = chosen.jwt_secret->reveal();
  if (chosen.mode == auth_mode::jwt)
    out.jwks = chosen.jwks.value_or("");
  out.issuer = chosen.issuer.value_or("");
  out.audience = chosen.audience.value_or("");
  out.leeway = chosen.leeway;
  if (chosen.mode == auth_mode::accounts)
    out.issuer = chosen.issuer.value_or("boxoffice");
  out.token_lifetime = chosen.token_lifetime;
  out.attempts_per_minute = chosen.attempts_per_minute;
  out.password_threads = chosen.password_threads;
  out.login_url = chosen.login_url.value_or("");
  out.jwks_refresh = chosen.jwks_refresh;
  return out;
}

bool speaks_tls(const settings& chosen) { return !chosen.listener.tls_certificate.empty(); }

using certificate_result = boost::system::result<http::tls_certificate, std::string>;

certificate_result read_certificate(const settings& chosen) {
  const auto& files = chosen.listener;
  auto read = http::tls_certificate::load(files.tls_certificate, files.tls_key);
  if (!read)
    return "http.tls: " + read.error();
  return read;
}

/// Empty if the certificate is valid.
std::string remark_on(const http::tls_certificate& read, const settings& chosen) {
  if (read.is_valid_now())
    return {};
  return "http.tls.certificate: " + chosen.listener.tls_certificate.string() +
         " is not valid now; it is valid until " + read.valid_until();
}

/// Reads it, and warns if it is not valid.
certificate_result load_certificate(const settings& chosen) {
  auto read = read_certificate(chosen);
  if (read)
    if (auto remark = remark_on(*read, chosen); !remark.empty())
      logging::server_log().warn(logging::log_module::http, "{}", remark);
  return read;
}

} // namespace

std::string remark_on_certificate(const settings& chosen) {
  if (!speaks_tls(chosen))
    return {};
  auto read = read_certificate(chosen);
  return read ? remark_on(*read, chosen) : std::string{};
}

http::gateway_options gateway_options_of(const settings& chosen, std::string operator_token,
                                         events::shared_customer_keys customer_keys) {
  http::gateway_options out;
  out.host = chosen.http.listen.host;
  out.port = chosen.http.listen.port;
  out.control_socket = chosen.storage.data_dir / control_socket_name;
  out.threads = chosen.http.threads;
  out.max_connections = chosen.http.max_connections;
  out.max_connections_per_address = chosen.http.max_connections_per_address;
  out.trusted_proxies = chosen.http.trusted_proxies;
  out.max_sockets = raise_descriptor_limit() - reserved_descriptors(chosen);
  out.max_bulk_per_address = chosen.http.max_bulk_per_address;
  out.max_unwritten = chosen.http.max_unwritten;
  out.max_unwritten_per_address = chosen.http.max_unwritten_per_address;
  out.max_unwritten_total = chosen.http.max_unwritten_total;
  out.max_control_connections = chosen.http.max_control_connections;
  out.max_in_flight = chosen.http.max_in_flight;
  out.queue_target = chosen.http.queue_target;
  out.pipeline_depth = chosen.http.pipeline_depth;
  out.header_limit = static_cast<std::uint32_t>(chosen.http.header_limit);
  out.body_limit = chosen.http.body_limit;
  out.operator_body_limit = chosen.http.operator_body_limit;
  out.read_timeout = chosen.http.read_timeout;
  out.idle_timeout = chosen.http.idle_timeout;
  out.write_timeout = chosen.http.write_timeout;
  out.push_queue = chosen.http.push_queue;
  out.push_idle_timeout = chosen.http.push_idle_timeout;
  out.limit_rate = chosen.limits.enabled;
  out.rate = chosen.limits.rate;
  out.burst = chosen.limits.burst;
  out.addresses = chosen.limits.addresses;
  out.seats_per_address = chosen.limits.seats_per_address;
  out.seats_per_minute = chosen.limits.seats_per_minute;
  out.operator_token = std::move(operator_token);
  if (chosen.payment.webhook_secret)
    out.webhook_secret = chosen.payment.webhook_secret->reveal();
  out.sandbox = chosen.payment.sandbox;
  if (chosen.payment.stripe_secret)
    out.stripe_secret = chosen.payment.stripe_secret->reveal();
  out.checkout_url = chosen.payment.checkout_url.value_or("");
  out.return_url = chosen.payment.return_url.value_or("");
  out.payment_instructions = chosen.payment.instructions.value_or("");
  out.cinema_name = chosen.cinema.name;
  out.time_zone = chosen.cinema.time_zone;
  out.mail = {chosen.mail.outbox, chosen.mail.from.value_or(""), chosen.cinema.url.value_or("")};
  out.auth = auth_options_of(chosen.auth);
  out.metrics = {version(), chosen.storage.data_dir};
  out.customer_keys = std::move(customer_keys);
  return out;
}

boost::system::result<http::listener_options, std::string>
listener_options_of(const settings& chosen) {
  http::listener_options out;
  out.hsts = std::chrono::duration_cast<std::chrono::seconds>(chosen.listener.tls_hsts);
  out.cors_origins = chosen.listener.cors_origins;
  out.proxy_protocol = chosen.listener.proxy_protocol;
  if (!speaks_tls(chosen))
    return out;
  auto certificate = load_certificate(chosen);
  if (!certificate)
    return certificate.error();
  if (const auto& from = chosen.listener.tls_redirect_listen)
    out.redirect = {from->host, from->port,
                    static_cast<std::uint16_t>(chosen.listener.tls_redirect_port)};
  out.tls = std::make_shared<http::tls_server>(std::move(*certificate));
  return out;
}

void reload_certificate(const settings& running, http::gateway& gateway) {
  if (!speaks_tls(running))
    return;
  auto certificate = load_certificate(running);
  if (!certificate) {
    logging::server_log().warn(logging::log_module::http,
                               "SIGHUP: the present certificate is kept: {}", certificate.error());
    return;
  }
  logging::server_log().info(logging::log_module::http,
                             "SIGHUP: new connections get the certificate that is valid until {}",
                             certificate->valid_until());
  gateway.set_certificate(std::move(*certificate));
}

std::string_view scheme_of(const settings& chosen) { return speaks_tls(chosen) ? "https" : "http"; }

} // namespace boxoffice::cli
