#include "http/transport/tls_server.hpp"

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <new>
#include <string_view>
#include <system_error>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace boxoffice::http {

namespace {

namespace fs = std::filesystem;

/// Forward secrecy and authenticated encryption only; TLS 1.3 has no others.
constexpr auto ciphers_of_tls_1_2 = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr auto groups = "X25519:P-256:P-384";
/// 112 bits: no RSA keys below 2,048 bits, no SHA-1 signatures.
constexpr int security_level = 2;
/// Who gets a ticket's key can read what clients of TLS 1.2 resumed with it, so no key lives long.
constexpr auto ticket_key_life = std::chrono::hours{1};
constexpr long ticket_life_s = 3'600;

/// Keeps OpenSSL from asking for a pass phrase on the terminal.
int no_pass_phrase(char*, int, int, void*) { return -1; }

/// A client that names protocols but not HTTP/1.1 is refused (RFC 7301, 3.2).
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static constexpr unsigned char http_1_1[] = "\x8http/1.1";
  unsigned char* found = nullptr;
  auto result =
      SSL_select_next_proto(&found, size, http_1_1, sizeof http_1_1 - 1, offered, offered_size);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

tls_context bare_context() {
  tls_context made{SSL_CTX_new(TLS_server_method())};
  auto* context = made.get();
  if (context == nullptr)
    throw std::bad_alloc{};
  SSL_CTX_set_security_level(context, security_level);
  auto known = SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
               SSL_CTX_set_cipher_list(context, ciphers_of_tls_1_2) == 1 &&
               SSL_CTX_set1_groups_list(context, groups) == 1;
  if (!known)
    std::abort(); // The names above are OpenSSL's.
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                   // HTTP says itself where a message ends.
                                   SSL_OP_IGNORE_UNEXPECTED_EOF);
  // An idle connection keeps no buffers.
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  // Sessions are in the clients' tickets, so that they cost no memory here.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_timeout(context, ticket_life_s);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(context, no_pass_phrase);
  return made;
}

std::string error_of(const fs::path& file, std::string_view what) {
  const auto* why = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return file.string().append(" ").append(what) +
         (why == nullptr ? "" : std::string{" ("} + why + ')');
}

/// Why the file cannot be read; for a key also if too many can.
std::optional<std::string> error_in_file(const fs::path& file, bool is_key) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode))
    return file.string() + " is no file that can be read";
  constexpr mode_t too_open = S_IWGRP | S_IRWXO;
  if (is_key && (found.st_mode & too_open) != 0)
    return file.string() + " can be read by others or written by its group: chmod 600, or 640 for "
                           "a group of its own";
  return std::nullopt;
}

// ---- writing to a socket without SIGPIPE, which OpenSSL's own write(2) raises

int write_to_socket(BIO* to, const char* bytes, int size) {
  int descriptor = -1;
  BIO_get_fd(to, &descriptor);
  BIO_clear_retry_flags(to);
  auto sent = ::send(descriptor, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && BIO_sock_should_retry(-1) != 0)
    BIO_set_retry_write(to);
  return static_cast<int>(sent);
}

BIO_METHOD* quiet_socket() {
  static BIO_METHOD* made = [] {
    auto* method = BIO_meth_new(BIO_TYPE_SOCKET, "socket without SIGPIPE");
    const auto* usual = BIO_s_socket();
    if (method == nullptr)
      throw std::bad_alloc{};
    BIO_meth_set_write(method, write_to_socket);
    BIO_meth_set_read(method, BIO_meth_get_read(usual));
    BIO_meth_set_ctrl(method, BIO_meth_get_ctrl(usual));
    BIO_meth_set_create(method, BIO_meth_get_create(usual));
    BIO_meth_set_destroy(method, BIO_meth_get_destroy(usual));
    return method;
  }();
  return made;
}

} // namespace

boost::system::result<tls_certificate, std::string>
tls_certificate::load(const fs::path& certificate, const fs::path& key) {
  if (auto error = error_in_file(certificate, false))
    return *error;
  if (auto error = error_in_file(key, true))
    return *error;
  ERR_clear_error();
  auto loaded = bare_context();
  auto* context = loaded.get();
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    return error_of(certificate, "has no usable certificate in PEM");
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
    return error_of(key, "has no usable key of the certificate in PEM");
  if (SSL_CTX_check_private_key(context) != 1)
    return error_of(key, "has the key of another certificate");
  return tls_certificate{std::move(loaded)};
}

tls_context tls_certificate::new_context() const {
  auto made = bare_context();
  auto* from = loaded_.get();
  STACK_OF(X509)* chain = nullptr;
  SSL_CTX_get0_chain_certs(from, &chain);
  if (SSL_CTX_use_cert_and_key(made.get(), SSL_CTX_get0_certificate(from),
                               SSL_CTX_get0_privatekey(from), chain, 1) != 1)
    std::abort(); // The same was accepted by load().
  return made;
}

std::string tls_certificate::valid_until() const {
  std::tm utc{};
  char text[32] = "";
  if (ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(loaded_.get())), &utc) == 1)
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

bool tls_certificate::is_valid_now() const {
  const auto* certificate = SSL_CTX_get0_certificate(loaded_.get());
  return X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0 &&
         X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0;
}

tls_server::tls_server(tls_certificate first)
    : certificate_{std::move(first)},
      context_{certificate_.new_context()},
      renewed_at_{clock::now()} {}

void tls_server::replace(tls_certificate next) {
  auto context = next.new_context();
  std::lock_guard lock{mutex_};
  certificate_ = std::move(next);
  context_ = std::move(context);
  renewed_at_ = clock::now();
}

tls_ptr tls_server::accept(int descriptor, clock::time_point now) {
  std::unique_lock lock{mutex_};
  if (now - renewed_at_ > ticket_key_life) {
    context_ = certificate_.new_context();
    renewed_at_ = now;
  }
  tls_ptr made{SSL_new(context_.get())};
  lock.unlock();
  auto* socket = BIO_new(quiet_socket());
  if (!made || socket == nullptr)
    throw std::bad_alloc{};
  BIO_set_fd(socket, descriptor, BIO_NOCLOSE);
  SSL_set_bio(made.get(), socket, socket);
  SSL_set_accept_state(made.get());
  return made;
}

} // namespace boxoffice::http
