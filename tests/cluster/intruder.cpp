#include "tests/cluster/intruder.hpp"

#include "tests/support/crypto/crypto.hpp"

#include <array>
#include <csignal>
#include <stdexcept>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

constexpr int a_minute_ms = 60'000;
constexpr std::string_view magic = "BOXNODE1";
constexpr std::size_t header_bytes = 32;
constexpr std::size_t node_bytes = 32;

std::string number(std::uint64_t value, std::size_t bytes) {
  return big_endian(value).substr(8 - bytes);
}
std::string text(std::string_view of) {
  std::string out;
  auto size = of.size();
  for (; size > 0x7F; size >>= 7U)
    out += static_cast<char>((size & 0x7FU) | 0x80U);
  return (out += static_cast<char>(size)).append(of);
}
std::string header(unsigned operation, std::size_t length, std::uint64_t data = 0,
                   std::uint64_t source = 0, std::uint64_t destination = 0, unsigned flags = 0) {
  return number(operation, 1) + number(0, 2) + number(flags, 1) + number(length, 4) +
         number(data, 8) + number(source, 8) + number(destination, 8);
}
std::string message(const std::string& type, const std::string& content, std::uint64_t to,
                    std::uint64_t id) {
  auto payload = number(0, 3) + text("@<>+" + type) + content;
  return header(2, payload.size(), id, 7, to) + payload;
}

constexpr std::uint64_t plain = 0x1000'0000'0000'0000;
constexpr std::uint64_t request = plain | 9;

std::string end_point(int socket, decltype(::getpeername)* which) {
  sockaddr_in address{};
  socklen_t length = sizeof address;
  which(socket, reinterpret_cast<sockaddr*>(&address), &length);
  std::array<char, INET_ADDRSTRLEN> host{};
  ::inet_ntop(AF_INET, &address.sin_addr, host.data(), host.size());
  return std::string{host.data()} + '/' + std::to_string(ntohs(address.sin_port));
}

SSL_CTX* new_context(const authority::files* show) {
  auto* made = SSL_CTX_new(TLS_client_method());
  if (made == nullptr)
    throw std::runtime_error{"intruder: no TLS"};
  if (show != nullptr &&
      (SSL_CTX_use_certificate_chain_file(made, show->certificate.c_str()) != 1 ||
       SSL_CTX_use_PrivateKey_file(made, show->key.c_str(), SSL_FILETYPE_PEM) != 1))
    throw std::runtime_error{"intruder: no certificate"};
  return made;
}

} // namespace

std::string fatal_handshake() { return std::string(15, '\0') + '\4' + std::string(16, '\0'); }

class intruder::connection {
public:
  /// From several addresses, because one has fewer ports than there are calls.
  connection(std::uint16_t port, std::size_t address) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in from{AF_INET, 0, {htonl(0x7F000002U + static_cast<std::uint32_t>(address))}, {}};
    sockaddr_in to{AF_INET, htons(port), {htonl(INADDR_LOOPBACK)}, {}};
    if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr*>(&from), sizeof from) != 0 ||
        ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
      throw std::runtime_error{"intruder: cannot connect"};
    const timeval most{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    const linger at_once{1, 0}; // Or ports that wait for late packets run out.
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  ~connection() {
    SSL_free(tls_);
    ::close(socket_);
  }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  bool start_tls(SSL_CTX* context) {
    ERR_clear_error();
    tls_ = SSL_new(context);
    SSL_set_fd(tls_, socket_);
    return SSL_connect(tls_) == 1;
  }
  bool send(std::string_view bytes) {
    if (bytes.empty())
      return true;
    if (tls_ == nullptr)
      return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
             static_cast<ssize_t>(bytes.size());
    ERR_clear_error();
    return SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())) > 0;
  }
  /// Nothing if fewer come.
  std::string read(std::size_t count) {
    std::string out(count, '\0');
    for (std::size_t have = 0; have < count;) {
      auto got = read_some(out.data() + have, count - have);
      if (got <= 0)
        return {};
      have += static_cast<std::size_t>(got);
    }
    return out;
  }
  /// Blocks until the node closes; false where it does not within a minute.
  bool closed() {
    std::array<char, 4096> rest{};
    for (;;) {
      pollfd watched{socket_, POLLIN, 0};
      if (::poll(&watched, 1, a_minute_ms) != 1)
        return false;
      if (::recv(socket_, rest.data(), rest.size(), 0) <= 0)
        return true;
    }
  }
  /// What a member says to prove that it is one.
  bool prove(const std::string& secret, const std::string& own) {
    if (!send(std::string{magic} + own))
      return false;
    const auto theirs = read(magic.size() + own.size());
    if (theirs.empty())
      return false;
    const auto proof =
        hmac_sha256(secret, "connects" + std::string(1, '\0') + end_point(socket_, ::getsockname) +
                                std::string(1, '\0') + end_point(socket_, ::getpeername) +
                                std::string(1, '\0') + own + theirs.substr(magic.size()));
    return send(proof) && !read(proof.size()).empty();
  }

private:
  ssize_t read_some(char* into, std::size_t count) {
    if (tls_ == nullptr)
      return ::recv(socket_, into, count, 0);
    ERR_clear_error();
    return SSL_read(tls_, into, static_cast<int>(count));
  }

  int socket_;
  SSL* tls_ = nullptr;
};

intruder::intruder(cluster_knowledge known, std::uint64_t seed)
    : known_{std::move(known)}, random_{seed} {
  std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to connections that nodes have closed.
  if (!known_.secret.empty())
    return;
  as_member_.reset(new_context(&known_.member));
  as_other_.reset(new_context(&known_.other));
  as_nobody_.reset(new_context(nullptr));
}

std::string intruder::noise(std::size_t most) {
  std::string out(1 + below(most), '\0');
  for (auto& each : out)
    each = static_cast<char>(random_());
  return out;
}

std::string intruder::greeting() { return std::string{magic} + random_bytes(32); }

std::string intruder::mutated(std::string bytes) {
  for (auto changes = 1 + below(4); changes != 0; --changes)
    bytes[below(bytes.size())] = static_cast<char>(random_());
  if (below(4) == 0)
    bytes.resize(below(bytes.size()));
  return bytes;
}

void intruder::knock(std::uint16_t port) { connection{port, below(50)}; }

bool intruder::say(std::uint16_t port, const std::string& bytes) {
  connection to{port, below(50)};
  to.send(bytes);
  return to.closed();
}

bool intruder::say_as_member(std::uint16_t port, const std::string& bytes) {
  connection to{port, below(50)};
  const bool proven = known_.secret.empty() ? to.start_tls(as_member_.get())
                                            : to.prove(known_.secret, random_bytes(32));
  if (!proven)
    throw std::runtime_error{"intruder: the proof was not accepted"};
  to.send(bytes);
  return to.closed();
}

void intruder::call(std::uint16_t port) {
  constexpr std::size_t open_at_once = 16;
  recent_.push_back(std::make_shared<connection>(port, below(50)));
  if (recent_.size() > open_at_once)
    recent_.pop_front();
  auto& to = *recent_.back();
  if (below(5) == 0)
    call_as_member(to);
  else
    without_proof(to);
  if (below(4) == 0)
    recent_.pop_back();
}

void intruder::without_proof(connection& to) {
  switch (below(9)) {
  case 0: return;
  case 1: to.send(fatal_handshake()); break;
  case 2: to.send(noise(4096)); break;
  case 3: to.send(std::string(1 + below(100'000), static_cast<char>(random_()))); break;
  case 4: to.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"); break;
  case 5: to.send(mutated(greeting())); break;
  case 6: to.send(greeting() + noise(64)); break;
  case 7: to.send("\x16\x03\x01" + noise(600)); break;
  default:
    if (as_other_ != nullptr && to.start_tls(below(2) == 0 ? as_other_.get() : as_nobody_.get()))
      to.send(noise(100));
  }
}

/// Reads a node's hello: its name, the program and the id of its handshake acceptor.
void intruder::call_as_member(connection& to) {
  const bool proven = known_.secret.empty() ? to.start_tls(as_member_.get())
                                            : to.prove(known_.secret, random_bytes(32));
  if (!proven)
    return;
  const auto head = to.read(header_bytes);
  const auto rest = to.read(node_bytes + 1 + text("boxoffice").size() + 8 + 1);
  if (head.empty() || rest.empty())
    return;
  ++proven_;
  std::uint64_t acceptor = 0;
  for (char each : rest.substr(rest.size() - 9, 8))
    acceptor = acceptor << 8U | static_cast<unsigned char>(each);
  const auto own = rest.substr(0, 8) + random_bytes(node_bytes - 8);
  const auto met = header(1, own.size()) + own;
  const auto hello =
      message("boxoffice.hello",
              number(below(5), 4) + text(noise(30)) + text("north") + number(below(100), 8) + own,
              acceptor, request);
  const auto frames = member_frames(acceptor);
  switch (below(5)) {
  case 0: to.send(frames); break;
  case 1: to.send(mutated(met + hello)); break;
  case 2: to.send(met + mutated(hello)); break;
  default: to.send(met + frames); break;
  }
}

std::string intruder::member_frames(std::uint64_t acceptor) {
  const auto near_by = acceptor - 5 + below(10); // Links are made at about the same time.
  switch (below(14)) {
  case 0: return fatal_handshake();
  case 1: return header(0, 0, 3);
  case 2: return header(1, 0);
  case 3: return noise(header_bytes);
  case 4: return header(2, 0xFFFF'FFFF, plain, 7, acceptor) + noise(4096);
  case 5: return header(2, 200'000'000, plain, 7, acceptor) + noise(4096);
  case 6: return message("@exit", noise(50), near_by, plain);
  case 7: return message("@atom+@strong_actor_ptr", noise(50), near_by, plain);
  case 8: return message("boxoffice.asks", text(noise(300)), near_by, plain);
  case 9: return message("boxoffice.asks", noise(300), near_by, plain);
  case 10: return message("@error", noise(20), acceptor, plain);
  case 11: return header(3, 100, plain, 7, acceptor) + noise(99) + 'x';
  case 12: return header(4, 64, 0, 0, near_by) + noise(63) + 'x';
  default: return header(5, 90, 0, near_by) + noise(89) + 'x';
  }
}

} // namespace boxoffice::tests
