#include "cli/settings/settings_rows.hpp"

namespace boxoffice::cli {

namespace {

using listener_part = listener_settings;
const settings_section<listener_part> listener_section{"http", &settings::listener};

} // namespace

std::vector<setting> listener_rows() {
  const auto& in = listener_section;
  return {
      in.row("tls.certificate", &listener_part::tls_certificate,
             value_kind<std::filesystem::path>{read_path},
             "PEM file of the server's certificate with its chain behind it. With it `listen` "
             "speaks HTTPS only: TLS 1.2 and 1.3, HTTP/1.1. SIGHUP reads both files again: new "
             "connections get the new certificate, and a pair that cannot be used changes "
             "nothing. An ECDSA key costs far less time than an RSA key."),
      in.row("tls.key", &listener_part::tls_key, value_kind<std::filesystem::path>{read_path},
             "PEM file of the certificate's key, without a pass phrase. Others must not be able to "
             "read it: mode 0600, or 0640 for a group of its own."),
  };
}

} // namespace boxoffice::cli
