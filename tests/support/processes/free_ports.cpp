#include "tests/support/processes/free_ports.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace boxoffice::tests {

using boost::asio::ip::tcp;

std::vector<std::uint16_t> free_ports(std::size_t count) {
  boost::asio::io_context io;
  std::vector<tcp::acceptor> taken;
  std::vector<std::uint16_t> ports;
  for (std::size_t i = 0; i < count; ++i) {
    taken.emplace_back(io, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0});
    ports.push_back(taken.back().local_endpoint().port());
  }
  return ports;
}

} // namespace boxoffice::tests
