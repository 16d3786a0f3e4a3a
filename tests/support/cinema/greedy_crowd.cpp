#include "tests/support/cinema/greedy_crowd.hpp"

#include "tests/support/processes/limited_program.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

constexpr int small_buffer = 4'096; ///< bytes of the responses that the system takes
constexpr int look_again_ms = 20;

sockaddr_in endpoint(std::uint32_t address, std::uint16_t port) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(address);
  at.sin_port = htons(port);
  return at;
}

/// Connected and everything sent; -1 where that failed.
int open_greedy(std::uint32_t from, std::uint16_t port, const std::string& requests) {
  const auto socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0)
    return -1;
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &small_buffer, sizeof small_buffer);
  const linger reset{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  const auto own = endpoint(from, 0);
  const auto server = endpoint(INADDR_LOOPBACK, port);
  const auto connected =
      ::bind(socket, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0 &&
      ::connect(socket, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0 &&
      ::send(socket, requests.data(), requests.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
  if (connected)
    return socket;
  ::close(socket);
  return -1;
}

} // namespace

greedy_crowd::greedy_crowd(options how)
    : how_{std::move(how)}, sockets_(how_.addresses * how_.connections, -1) {
  allow_many_files();
  for (unsigned i = 0; i < how_.pipelined; ++i)
    requests_ += "GET " + how_.targets[i % how_.targets.size()] + " HTTP/1.1\r\nHost: x\r\n\r\n";
  open_missing();
  thread_ = std::thread{[this] { attend(); }};
}

greedy_crowd::~greedy_crowd() {
  leaving_ = true;
  thread_.join();
  for (const auto socket : sockets_)
    if (socket >= 0)
      ::close(socket);
}

void greedy_crowd::open_missing() {
  for (std::size_t i = 0; i < sockets_.size() && !leaving_; ++i) {
    if (sockets_[i] >= 0)
      continue;
    const auto host = static_cast<std::uint32_t>(i % how_.addresses);
    sockets_[i] = open_greedy(INADDR_LOOPBACK + 1 + host, how_.port, requests_);
    opened_ += sockets_[i] >= 0 ? 1 : 0;
  }
}

void greedy_crowd::attend() {
  while (!leaving_) {
    std::vector<pollfd> watched;
    for (const auto socket : sockets_)
      watched.push_back({socket, POLLRDHUP, 0});
    ::poll(watched.data(), watched.size(), look_again_ms);
    for (std::size_t i = 0; i < sockets_.size(); ++i)
      if (sockets_[i] >= 0 && watched[i].revents != 0) {
        ::close(sockets_[i]);
        sockets_[i] = -1;
      }
    open_missing();
  }
}

} // namespace boxoffice::tests
