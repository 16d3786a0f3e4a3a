#include "actors/cluster/link/peer_handshake.hpp"

#include "events/hash.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include <netdb.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <sys/socket.h>

namespace boxoffice::actors {

namespace {

using side = cluster_proof::side;

// ---- TLS

std::string openssl_error() {
  auto code = ERR_get_error();
  ERR_clear_error();
  if (code == 0)
    return "no reason given";
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "error " + std::to_string(code);
}

class tls_handshake : public peer_handshake {
public:
  tls_handshake(SSL_CTX* context, int socket, side which) : session_{SSL_new(context)} {
    if (!session_ || SSL_set_fd(session_.get(), socket) != 1)
      session_.reset();
    else if (which == side::connects)
      SSL_set_connect_state(session_.get());
    else
      SSL_set_accept_state(session_.get());
  }

  step go_on() override {
    if (!session_)
      return fail("no TLS session can be made");
    ERR_clear_error(); // An error that another connection left would be taken for this one's.
    auto result = SSL_do_handshake(session_.get());
    if (result == 1)
      return step::done;
    switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ: return step::wants_read;
    case SSL_ERROR_WANT_WRITE: return step::wants_write;
    case SSL_ERROR_SSL: return fail("TLS: " + openssl_error());
    default: ERR_clear_error(); return fail("it closed the connection");
    }
  }
  bool heard() const override {
    return session_ && BIO_number_read(SSL_get_rbio(session_.get())) != 0;
  }
  ssl_ptr take_tls() override { return std::move(session_); }

private:
  ssl_ptr session_;
};

// ---- a shared secret

constexpr std::string_view greeting = "BOXNODE1";
constexpr std::size_t nonce_bytes = 32;
constexpr std::size_t proof_bytes = sizeof(events::bytes32);

/// As text, an IPv4 address in IPv6's form as IPv4: both ends must see the same.
std::string end_point(int socket, decltype(::getpeername)* which) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (which(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0 ||
      ::getnameinfo(reinterpret_cast<sockaddr*>(&address), length, host.data(), host.size(),
                    port.data(), port.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return {};
  std::string_view text{host.data()};
  constexpr std::string_view mapped = "::ffff:";
  if (text.starts_with(mapped))
    text.remove_prefix(mapped.size());
  return std::string{text} + '/' + port.data();
}

class secret_handshake : public peer_handshake {
public:
  secret_handshake(const std::string& secret, int socket, side which)
      : secret_{secret}, socket_{socket}, side_{which} {
    if (RAND_bytes(own_.data(), static_cast<int>(own_.size())) != 1)
      std::abort(); // A guessable number would prove nothing.
    if (side_ == side::connects)
      say_greeting();
    want(greeting.size() + nonce_bytes);
  }

  step go_on() override {
    for (;;) {
      if (auto waits = send_out())
        return *waits;
      if (in_.empty())
        return step::done;
      if (auto waits = take_in())
        return *waits;
      if (!next())
        return fail(greeted_ ? "it does not know this cluster's secret"
                             : "it did not send a node's greeting");
    }
  }
  bool heard() const override { return greeted_ || taken_ != 0; }

private:
  using bytes = std::vector<std::uint8_t>;

  std::optional<step> send_out() {
    while (sent_ != out_.size()) {
      auto count = ::send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return errno == EAGAIN ? step::wants_write : fail(std::strerror(errno));
      sent_ += static_cast<std::size_t>(count);
    }
    return std::nullopt;
  }
  std::optional<step> take_in() {
    while (taken_ != in_.size()) {
      auto count = ::recv(socket_, in_.data() + taken_, in_.size() - taken_, 0);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return errno == EAGAIN ? step::wants_read : fail(std::strerror(errno));
      if (count == 0)
        return fail("it closed the connection");
      taken_ += static_cast<std::size_t>(count);
      auto known = std::min(taken_, greeting.size());
      if (!greeted_ && std::memcmp(in_.data(), greeting.data(), known) != 0)
        return fail("it did not send a node's greeting");
    }
    return std::nullopt;
  }

  void want(std::size_t count) {
    in_.assign(count, 0);
    taken_ = 0;
  }
  void say(std::string_view text) { out_.insert(out_.end(), text.begin(), text.end()); }
  void say_greeting() {
    say(greeting);
    out_.insert(out_.end(), own_.begin(), own_.end());
  }
  /// The HMAC that the end on that side sends.
  [[nodiscard]] events::bytes32 proof_of(side which) const {
    auto here = end_point(socket_, ::getsockname);
    auto there = end_point(socket_, ::getpeername);
    auto connects = side_ == side::connects;
    std::string text = which == side::connects ? "connects" : "accepts";
    for (const auto& end : {connects ? here : there, connects ? there : here})
      text.append(1, '\0').append(end);
    text += '\0';
    const auto& first = connects ? own_ : other_;
    const auto& second = connects ? other_ : own_;
    text.append(first.begin(), first.end()).append(second.begin(), second.end());
    return events::hmac_sha256(events::bytes_of(secret_), text);
  }
  void prove() {
    auto proof = proof_of(side_);
    out_.insert(out_.end(), proof.begin(), proof.end());
  }

  /// Handles the bytes that were expected; false if they are wrong.
  [[nodiscard]] bool next() {
    if (!greeted_) {
      std::copy_n(in_.begin() + static_cast<std::ptrdiff_t>(greeting.size()), nonce_bytes,
                  other_.begin());
      greeted_ = true;
      if (side_ == side::connects)
        prove(); // The accepting end proves last, and only to an end that has proven itself.
      else
        say_greeting();
      want(proof_bytes);
      return true;
    }
    auto expected = proof_of(side_ == side::connects ? side::accepts : side::connects);
    if (CRYPTO_memcmp(in_.data(), expected.data(), expected.size()) != 0)
      return false;
    if (side_ == side::accepts)
      prove();
    in_.clear();
    taken_ = 0;
    return true;
  }

  const std::string& secret_;
  int socket_;
  side side_;
  std::array<std::uint8_t, nonce_bytes> own_{};
  std::array<std::uint8_t, nonce_bytes> other_{};
  bool greeted_ = false;
  bytes out_;
  std::size_t sent_ = 0;
  bytes in_; ///< empty when all has arrived
  std::size_t taken_ = 0;
};

} // namespace

boost::system::result<cluster_proof, std::string>
cluster_proof::of_certificate(const tls_files& files) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_method()), SSL_CTX_free};
  if (!context)
    return "TLS: " + openssl_error();
  auto* tls = context.get();
  SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
  SSL_CTX_set_options(tls, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(tls, 0);
  SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  // Nobody can enter a passphrase.
  SSL_CTX_set_default_passwd_cb(tls, [](char*, int, int, void*) { return 0; });
  auto unusable = [](const std::string& file) { return file + ": " + openssl_error(); };
  if (SSL_CTX_use_certificate_chain_file(tls, files.certificate.c_str()) != 1)
    return "tls.certificate " + unusable(files.certificate);
  if (SSL_CTX_use_PrivateKey_file(tls, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(tls) != 1)
    return "tls.key " + unusable(files.key);
  if (SSL_CTX_load_verify_locations(tls, files.ca.c_str(), nullptr) != 1)
    return "tls.ca " + unusable(files.ca);
  return cluster_proof{std::move(context),
                       {},
                       "; is either certificate one that the other's cluster.tls.ca did not sign, "
                       "or does the other speak no TLS?"};
}

cluster_proof cluster_proof::of_secret(std::string secret) {
  return {nullptr, std::move(secret),
          "; is its cluster.secret another one, or does the other want TLS?"};
}

std::unique_ptr<peer_handshake> cluster_proof::begin(int socket, side which) const {
  if (tls_)
    return std::make_unique<tls_handshake>(tls_.get(), socket, which);
  return std::make_unique<secret_handshake>(secret_, socket, which);
}

} // namespace boxoffice::actors
