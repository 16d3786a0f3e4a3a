#include "cli/files/certificates.hpp"

#include "cli/files/file_text.hpp"

#include <memory>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;

/// Keeps OpenSSL from asking for a pass phrase on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

/// Calls `use` with the file if it can be read. Returns the error with the setting's key.
template <class Use>
std::optional<std::string> try_file(const char* key, const fs::path& file, const char* wanted,
                                    Use use) {
  if (auto content = read_file(file); !content)
    return std::string{key} + ": " + content.error().detail;
  ERR_clear_error();
  if (use(file.c_str()) == 1)
    return std::nullopt;
  const auto* why = ERR_reason_error_string(ERR_peek_last_error());
  return std::string{key} + ": " + file.string() + ' ' + wanted +
         (why == nullptr ? "" : std::string{" ("} + why + ')');
}

} // namespace

std::optional<std::string> error_in_certificates(const cluster_settings& chosen) {
  if (!chosen.enabled || chosen.tls_certificate.empty())
    return std::nullopt;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_method()),
                                                            &SSL_CTX_free};
  if (!context)
    return "OpenSSL cannot create a context for cluster.tls";
  auto* tls = context.get();
  SSL_CTX_set_default_passwd_cb(tls, no_pass_phrase);
  auto error =
      try_file("cluster.tls.certificate", chosen.tls_certificate, "has no certificate in PEM",
               [&](const char* file) { return SSL_CTX_use_certificate_chain_file(tls, file); });
  if (!error)
    error = try_file("cluster.tls.key", chosen.tls_key, "has no key of that certificate in PEM",
                     [&](const char* file) {
                       return SSL_CTX_use_PrivateKey_file(tls, file, SSL_FILETYPE_PEM) == 1
                                  ? SSL_CTX_check_private_key(tls)
                                  : 0;
                     });
  if (!error)
    error = try_file(
        "cluster.tls.ca", chosen.tls_ca, "has no certificate in PEM",
        [&](const char* file) { return SSL_CTX_load_verify_locations(tls, file, nullptr); });
  return error;
}

} // namespace boxoffice::cli
