#include "tests/support/processes/free_ports.hpp"

#include <random>
#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

namespace boxoffice::tests {

namespace {

using boost::asio::ip::address_v4;
using boost::asio::ip::tcp;
using boost::asio::ip::udp;

// Below the ports that the kernel gives to clients (net.ipv4.ip_local_port_range from 32768), so
// that no connection takes a port between its choice and its use.
constexpr std::uint16_t first_slice = 12'000;
constexpr std::uint16_t ports_of_a_slice = 500;
constexpr unsigned slices = 40;

/// Ports that no other test process uses: it holds the UDP port of the slice's number as a lock,
/// and hands out the TCP ports behind it in turn.
class port_slice {
public:
  port_slice() {
    std::random_device chance;
    for (unsigned tried = 0, next = chance(); tried < slices; ++tried, ++next) {
      first_ = static_cast<std::uint16_t>(first_slice + next % slices * ports_of_a_slice);
      if (locked())
        return;
    }
    throw std::runtime_error{"all slices of ports are taken by other test processes"};
  }

  std::uint16_t next_free() {
    for (unsigned tried = 0; tried < ports_of_a_slice; ++tried) {
      given_ = static_cast<std::uint16_t>(given_ % (ports_of_a_slice - 1) + 1);
      auto port = static_cast<std::uint16_t>(first_ + given_);
      if (is_free(port))
        return port;
    }
    throw std::runtime_error{"no free port in this process's slice"};
  }

private:
  bool locked() {
    boost::system::error_code failed;
    lock_.open(udp::v4());
    lock_.bind({address_v4::loopback(), first_}, failed);
    if (failed)
      lock_.close();
    return !failed;
  }
  bool is_free(std::uint16_t port) {
    boost::system::error_code failed;
    tcp::socket probe{io_, tcp::v4()};
    probe.bind({address_v4::loopback(), port}, failed);
    return !failed;
  }

  boost::asio::io_context io_;
  udp::socket lock_{io_};
  std::uint16_t first_ = 0;
  std::uint16_t given_ = 0;
};

} // namespace

std::vector<std::uint16_t> free_ports(std::size_t count) {
  static port_slice slice;
  std::vector<std::uint16_t> ports;
  while (ports.size() < count)
    ports.push_back(slice.next_free());
  return ports;
}

} // namespace boxoffice::tests
