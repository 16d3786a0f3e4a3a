#include "tests/support_self/sockets.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error{errno, std::generic_category(), what};
}

/// A socket belongs to the network that it was opened in, whoever uses it later.
int opened_in(const network_host& where, int type) {
  int made = -1;
  where.visit([&] { made = ::socket(AF_INET, type | SOCK_CLOEXEC, 0); });
  if (made < 0)
    fail("socket");
  return made;
}

sockaddr_in place(const std::string& address, std::uint16_t port) {
  sockaddr_in made{};
  made.sin_family = AF_INET;
  made.sin_port = htons(port);
  ::inet_pton(AF_INET, address.c_str(), &made.sin_addr);
  return made;
}

const sockaddr* raw(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

void bind_to(int descriptor, const std::string& address) {
  const auto any_port = place(address, 0);
  if (::bind(descriptor, raw(any_port), sizeof any_port) != 0)
    fail("bind to " + address);
}

std::uint16_t port_of(int descriptor) {
  sockaddr_in bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size) != 0)
    fail("getsockname");
  return ntohs(bound.sin_port);
}

} // namespace

socket_of::~socket_of() { ::close(descriptor_); }

bool socket_of::send(std::string_view text) const {
  return ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

std::string socket_of::receive(std::chrono::milliseconds within) const {
  std::array<char, 512> text{};
  if (!ready(POLLIN, within))
    return {};
  const auto count = ::recv(descriptor_, text.data(), text.size(), 0);
  return count > 0 ? std::string{text.data(), static_cast<std::size_t>(count)} : std::string{};
}

bool socket_of::ready(short events, std::chrono::milliseconds within) const {
  pollfd watched{descriptor_, events, 0};
  return ::poll(&watched, 1, static_cast<int>(within.count())) == 1;
}

letter_box::letter_box(const network_host& where)
    : socket_of{opened_in(where, SOCK_DGRAM)}, address_{where.address()} {
  bind_to(descriptor_, address_);
}

bool letter_box::reaches(const letter_box& other, std::chrono::milliseconds within) const {
  const auto to = place(other.address_, port_of(other.descriptor_));
  constexpr std::string_view letter = "letter";
  if (::sendto(descriptor_, letter.data(), letter.size(), 0, raw(to), sizeof to) < 0)
    fail("sendto " + other.address_); // What is cut must not be noticed by the sender.
  return other.receive(within) == letter;
}

listener::listener(const network_host& where)
    : socket_of{opened_in(where, SOCK_STREAM)}, address_{where.address()} {
  bind_to(descriptor_, address_);
  if (::listen(descriptor_, 8) != 0)
    fail("listen");
}

std::uint16_t listener::port() const { return port_of(descriptor_); }

socket_of listener::accept() const {
  const int made = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
  if (made < 0)
    fail("accept");
  return socket_of{made};
}

connecting::connecting(const network_host& from, const listener& to)
    : socket_of{opened_in(from, SOCK_STREAM | SOCK_NONBLOCK)} {
  const auto there = place(to.address(), to.port());
  if (::connect(descriptor_, raw(there), sizeof there) != 0 && errno != EINPROGRESS)
    fail("connect to " + to.address());
}

bool connecting::connected_within(std::chrono::milliseconds limit) const {
  return ready(POLLOUT, limit);
}

} // namespace boxoffice::tests
