// A network of the test's own, in which machines can be cut off from each other.
//
// The hosts are network namespaces without names, held by descriptors of this process and by what
// runs in them: after the test has ended, in whatever way, the kernel takes everything away.
#pragma once

#include "tests/support/processes/child_process.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::tests {

/// Every address of a `network`, and the range that servers in it let in.
inline constexpr const char* network_range = "10.77.0.0/24";

/// A machine of a `network`. It lives as long as the network does.
class network_host {
public:
  const std::string& name() const { return name_; }
  const std::string& address() const { return address_; } ///< IPv4, such as 10.77.0.2

  /// Runs it in this thread as if by a program of the host: a socket that is opened meanwhile
  /// stays one of the host. Threads and children that are started meanwhile are of the host too.
  void visit(const std::function<void()>& what) const;

private:
  friend class network;
  friend command_line inside(const network_host& where, command_line what);

  network_host(unsigned number, std::string name, int space);
  std::string port() const { return "port" + std::to_string(number_); } ///< The bridge's end.
  std::string space_path() const;

  unsigned number_;
  std::string name_;
  std::string address_;
  int space_; ///< Descriptor of the network namespace; the network closes it.
};

/// The same program in the network of that host. Process id, signals and the parent-death signal
/// stay those of the program itself, because nsenter only calls exec.
command_line inside(const network_host& where, command_line what);

/// Which packets a cut takes.
enum class way : bool { both, a_to_b };

/// A switch with the test itself at 10.77.0.1 and hosts at 10.77.0.2 and on. Only the thread that
/// makes it moves into it, with the threads and children that this one starts from then on; its
/// destructor, in the same thread, moves that thread back. Its hosts' programs must have ended by
/// then. Needs root: without it the constructor throws, since a test that skips itself proves
/// nothing. Not thread-safe.
class network {
public:
  network();
  ~network();
  network(const network&) = delete;
  network& operator=(const network&) = delete;

  const network_host& here() const { return *hosts_.front(); } ///< The test's own address.
  const network_host& add_host(const std::string& name);

  /// From now on IPv4 packets from a to b (and from b to a) are lost on the way, those of
  /// connections that exist too. There is no notice: a sender sees silence, never an error of its
  /// own machine, because addresses are still resolved. Programs within one host still reach each
  /// other.
  void cut(const network_host& a, const network_host& b, way which = way::both);
  /// Cuts a host off from all others, and from the test.
  void isolate(const network_host& one);
  void heal(const network_host& a, const network_host& b); ///< Both ways.
  void heal();                                             ///< All cuts.

private:
  using direction = std::pair<unsigned, unsigned>; ///< Numbers of the sender and the receiver.

  void build_switch();
  void attach(const network_host& one);
  void lose(const network_host& from, const network_host& to);
  void let_through(direction which);

  int before_; ///< The namespace that the thread came from.
  std::vector<std::unique_ptr<network_host>> hosts_;
  std::set<direction> cuts_;
};

} // namespace boxoffice::tests
