#include "tests/support/processes/network.hpp"

#include "tests/support/eventually.hpp"
#include "tests/support/fail.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace boxoffice::tests {

namespace {

constexpr unsigned most_hosts = 200; // All within one /24.

/// The network namespace of this thread.
int open_space() {
  const int space = ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  if (space < 0)
    fail("/proc/thread-self/ns/net");
  return space;
}

void enter(int space) {
  if (::setns(space, CLONE_NEWNET) != 0)
    fail("setns");
}

/// Moves this thread to a new, empty network namespace.
void leave_for_new_space() {
  if (::unshare(CLONE_NEWNET) != 0)
    fail("this test needs network namespaces (run it as root)");
}

/// A further namespace; this thread stays where it is.
int make_space() {
  const int present = open_space();
  leave_for_new_space();
  const int made = open_space();
  enter(present);
  ::close(present);
  return made;
}

void must(const command_line& what) {
  const auto done = run_command(what, patience);
  if (done.status == exit_status{0, 0})
    return;
  std::string all = what.program.string();
  for (const auto& argument : what.arguments)
    all += " " + argument;
  throw std::runtime_error{all + ": " + done.output + done.errors};
}

command_line ip(std::vector<std::string> arguments) {
  return {"/usr/sbin/ip", std::move(arguments), {}};
}

void tc(std::vector<std::string> arguments) { must({"/usr/sbin/tc", std::move(arguments), {}}); }

/// A filter's place among those of its interface, so that it can be taken away alone. Of 16 bits.
std::string preference(std::pair<unsigned, unsigned> of) {
  return std::to_string(of.first * 256 + of.second);
}

/// Where the switch can see these packets: as they come out of the receiver's port, or, towards the
/// switch's own address, as they come in by the sender's.
std::vector<std::string> spot(std::pair<unsigned, unsigned> of) {
  if (of.second == 1)
    return {"dev", "port" + std::to_string(of.first), "ingress"};
  return {"dev", "port" + std::to_string(of.second), "egress"};
}

} // namespace

network_host::network_host(unsigned number, std::string name, int space)
    : number_{number},
      name_{std::move(name)},
      address_{"10.77.0." + std::to_string(number)},
      space_{space} {}

void network_host::visit(const std::function<void()>& what) const {
  struct excursion {
    int home = open_space();
    ~excursion() {
      if (::setns(home, CLONE_NEWNET) != 0)
        std::terminate(); // All that follows would use the wrong network.
      ::close(home);
    }
  } away;
  enter(space_);
  what();
}

std::string network_host::space_path() const {
  return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(space_);
}

command_line inside(const network_host& where, command_line what) {
  std::vector<std::string> arguments{"--net=" + where.space_path(), "--", what.program.string()};
  arguments.insert(arguments.end(), what.arguments.begin(), what.arguments.end());
  what.program = "/usr/bin/nsenter";
  what.arguments = std::move(arguments);
  return what;
}

network::network() : before_{open_space()} {
  try {
    leave_for_new_space();
    hosts_.emplace_back(new network_host{1, "here", open_space()});
    build_switch();
  } catch (...) {
    // Nobody calls the destructor of what was not made.
    ::setns(before_, CLONE_NEWNET);
    for (const auto& one : hosts_)
      ::close(one->space_);
    ::close(before_);
    throw;
  }
}

network::~network() {
  for (const auto& one : hosts_)
    ::close(one->space_);
  if (::setns(before_, CLONE_NEWNET) != 0)
    std::terminate(); // The next test would run in an empty network.
  ::close(before_);
}

void network::build_switch() {
  must(ip({"link", "set", "lo", "up"}));
  must(ip({"link", "add", "switch", "type", "bridge"}));
  must(ip({"address", "add", here().address() + "/24", "dev", "switch"}));
  must(ip({"link", "set", "switch", "up"}));
  // Where lost packets go: a cable with nobody at its other end. A filter could drop them by
  // itself, but not every kernel has that action, while all have the one that sends elsewhere.
  must(ip({"link", "add", "hole", "type", "veth", "peer", "name", "bottom"}));
  must(ip({"link", "set", "hole", "up"}));
  must(ip({"link", "set", "bottom", "up"}));
}

const network_host& network::add_host(const std::string& name) {
  if (hosts_.size() >= most_hosts)
    throw std::invalid_argument{"too many hosts in a network"};
  const auto number = static_cast<unsigned>(hosts_.size()) + 1;
  hosts_.emplace_back(new network_host{number, name, make_space()});
  attach(*hosts_.back());
  return *hosts_.back();
}

void network::attach(const network_host& one) {
  must(ip({"link", "add", one.port(), "type", "veth", "peer", "name", "eth0", "netns",
           one.space_path()}));
  must(ip({"link", "set", one.port(), "master", "switch", "up"}));
  tc({"qdisc", "add", "dev", one.port(), "clsact"});
  must(inside(one, ip({"link", "set", "lo", "up"})));
  must(inside(one, ip({"address", "add", one.address() + "/24", "dev", "eth0"})));
  must(inside(one, ip({"link", "set", "eth0", "up"})));
}

void network::cut(const network_host& a, const network_host& b, way which) {
  lose(a, b);
  if (which == way::both)
    lose(b, a);
}

void network::isolate(const network_host& one) {
  for (const auto& other : hosts_)
    if (other.get() != &one)
      cut(one, *other);
}

void network::heal(const network_host& a, const network_host& b) {
  let_through({a.number_, b.number_});
  let_through({b.number_, a.number_});
}

void network::heal() {
  while (!cuts_.empty())
    let_through(*cuts_.begin());
}

void network::lose(const network_host& from, const network_host& to) {
  const direction which{from.number_, to.number_};
  if (&from == &to)
    throw std::invalid_argument{from.name() + " cannot be cut off from itself"};
  if (!cuts_.insert(which).second)
    return;
  std::vector<std::string> arguments{"filter", "add"};
  std::ranges::copy(spot(which), std::back_inserter(arguments));
  // Of IPv4 only, so not of ARP: a sender that cannot find the other's address would get an error.
  for (const auto* word : {"protocol", "ip"})
    arguments.emplace_back(word);
  arguments.insert(arguments.end(), {"pref", preference(which), "u32"});
  arguments.insert(arguments.end(), {"match", "ip", "src", from.address() + "/32"});
  arguments.insert(arguments.end(), {"match", "ip", "dst", to.address() + "/32"});
  arguments.insert(arguments.end(), {"action", "mirred", "egress", "redirect", "dev", "hole"});
  tc(std::move(arguments));
}

void network::let_through(direction which) {
  if (cuts_.erase(which) == 0)
    return;
  std::vector<std::string> arguments{"filter", "del"};
  std::ranges::copy(spot(which), std::back_inserter(arguments));
  arguments.insert(arguments.end(), {"pref", preference(which)});
  tc(std::move(arguments));
}

} // namespace boxoffice::tests
