#include "cli/settings/origins.hpp"
#include "cli/settings/settings_rows.hpp"

namespace boxoffice::cli {

namespace {

using listener_part = listener_settings;
const settings_section<listener_part> listener_section{"http", &settings::listener};

} // namespace

std::vector<setting> listener_rows() {
  const auto& in = listener_section;
  return {
      in.row(
          "proxy_protocol", &listener_part::proxy_protocol, kind::flag(),
          "Whether each connection begins with a header of PROXY protocol version 2, for proxies "
          "that pass on TCP without reading HTTP (send-proxy-v2 of HAProxy). Only connections "
          "of trusted_proxies are taken then; one without a valid header is closed."),
      in.row("tls.certificate", &listener_part::tls_certificate,
             value_kind<std::filesystem::path>{read_path},
             "PEM file of the server's certificate with its chain behind it. With it `listen` "
             "speaks HTTPS only: TLS 1.2 and 1.3, HTTP/1.1. SIGHUP reads both files again: new "
             "connections get the new certificate, and a pair that cannot be used changes "
             "nothing. An ECDSA key costs far less time than an RSA key."),
      in.row("tls.key", &listener_part::tls_key, value_kind<std::filesystem::path>{read_path},
             "PEM file of the certificate's key, without a pass phrase. Others must not be able to "
             "read it: mode 0600, or 0640 for a group of its own."),
      in.row("tls.hsts", &listener_part::tls_hsts, kind::duration(0ms, 17'520h),
             "How long browsers use HTTPS only for this host name after each response over TLS "
             "(Strict-Transport-Security), counted in whole seconds; 0ms says nothing. With a long "
             "time there is no way back to plain HTTP: raise it once TLS has proved itself."),
      in.row("tls.redirect_listen", &listener_part::tls_redirect_listen,
             value_kind<host_port>{read_host_port},
             "Address where plain HTTP is answered with 308 and the same address under https, for "
             "people who type the host's name. Needs tls.certificate."),
      in.row("tls.redirect_port", &listener_part::tls_redirect_port, kind::count(0, 65'535),
             "Port that these answers name, if clients reach `listen` at another one than its own, "
             "as behind a port forwarding. 0 means the port of `listen`; 443 is left out."),
      in.row("cors_origins", &listener_part::cors_origins,
             value_kind<std::vector<std::string>>{read_origins},
             "Whose pages may use the API from a browser (CORS), separated by commas: "
             "https://www.example.org,http://localhost:3000, or * for all. Without it only the "
             "server's own pages can. With it WebSocket handshakes of pages of other origins are "
             "refused."),
  };
}

} // namespace boxoffice::cli
