#include "http/transport/proxy_header.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view signature{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::size_t most_rest = 4U << 10U; ///< bytes; without extensions it has at most 216

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

template <class Address>
ip::address address_in(std::string_view bytes) {
  typename Address::bytes_type raw{};
  std::copy_n(bytes.begin() + proxy_header_start, raw.size(), raw.begin());
  return Address{raw};
}

} // namespace

std::optional<std::size_t> rest_of_proxy_header(std::string_view start) {
  if (start.size() < proxy_header_start || !start.starts_with(signature))
    return std::nullopt;
  auto rest = byte_at(start, 14) * 256 + byte_at(start, 15);
  return rest > most_rest ? std::nullopt : std::optional<std::size_t>{rest};
}

std::optional<proxy_header> read_proxy_header(std::string_view whole) {
  auto rest = rest_of_proxy_header(whole);
  if (!rest || whole.size() != proxy_header_start + *rest)
    return std::nullopt;
  constexpr unsigned local_command = 0x20;
  constexpr unsigned proxied = 0x21;
  auto command = byte_at(whole, 12);
  if (command == local_command)
    return proxy_header{};
  if (command != proxied)
    return std::nullopt;
  switch (byte_at(whole, 13)) {
  case 0x00: return proxy_header{}; // unknown to the proxy
  case 0x11:                        // TCP over IPv4: two addresses, two ports
    return *rest < 12 ? std::nullopt
                      : std::optional{proxy_header{address_in<ip::address_v4>(whole)}};
  case 0x21: // TCP over IPv6
    return *rest < 36 ? std::nullopt
                      : std::optional{proxy_header{address_in<ip::address_v6>(whole)}};
  case 0x31: return *rest < 216 ? std::nullopt : std::optional{proxy_header{}}; // a Unix socket
  }
  return std::nullopt;
}

} // namespace boxoffice::http
