#include "cli/node/listener.hpp"

#include "logging/server_log.hpp"

namespace boxoffice::cli {

namespace {

bool speaks_tls(const settings& chosen) { return !chosen.listener.tls_certificate.empty(); }

boost::system::result<http::tls_certificate, std::string> load_certificate(const settings& chosen) {
  const auto& files = chosen.listener;
  auto loaded = http::tls_certificate::load(files.tls_certificate, files.tls_key);
  if (!loaded)
    return "http.tls: " + loaded.error();
  if (!loaded->is_valid_now())
    logging::server_log().warn(logging::log_module::http,
                               "http.tls.certificate: {} is not valid now; it is valid until {}",
                               files.tls_certificate.string(), loaded->valid_until());
  return loaded;
}

} // namespace

boost::system::result<http::listener_options, std::string>
listener_options_of(const settings& chosen) {
  http::listener_options out;
  out.hsts = std::chrono::duration_cast<std::chrono::seconds>(chosen.listener.tls_hsts);
  out.cors_origins = chosen.listener.cors_origins;
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
