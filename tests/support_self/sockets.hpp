// Sockets of a network's hosts, in the test's own process.
#pragma once

#include "tests/support/processes/network.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::tests {

/// Owns a descriptor.
class socket_of {
public:
  explicit socket_of(int descriptor) : descriptor_{descriptor} {}
  ~socket_of();
  socket_of(const socket_of&) = delete;
  socket_of& operator=(const socket_of&) = delete;

  bool send(std::string_view text) const; ///< False if this machine refuses.
  /// Empty when nothing comes in time.
  std::string receive(std::chrono::milliseconds within) const;

protected:
  bool ready(short events, std::chrono::milliseconds within) const;

  int descriptor_;
};

/// A UDP socket on a free port of the host.
class letter_box : socket_of {
public:
  explicit letter_box(const network_host& where);

  /// Sends a letter once, and says whether it arrives.
  bool reaches(const letter_box& other, std::chrono::milliseconds within) const;

private:
  std::string address_;
};

/// A TCP socket that listens on a free port of the host.
class listener : socket_of {
public:
  explicit listener(const network_host& where);

  const std::string& address() const { return address_; }
  std::uint16_t port() const;
  socket_of accept() const; ///< Blocks.

private:
  std::string address_;
};

/// A TCP connection from a host that is being made.
class connecting : public socket_of {
public:
  connecting(const network_host& from, const listener& to);

  /// Made or refused.
  bool connected_within(std::chrono::milliseconds limit) const;
};

} // namespace boxoffice::tests
