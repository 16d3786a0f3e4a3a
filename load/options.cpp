#include "load/options.hpp"

#include <cstdlib>

namespace boxoffice::load {

std::string_view name(scenario what) {
  switch (what) {
  case scenario::spread: return "spread";
  case scenario::hot: return "hot";
  case scenario::contested: return "contested";
  case scenario::read: return "read";
  case scenario::mixed: return "mixed";
  }
  std::abort(); // All enumerators return above.
}

std::string_view name(call kind) {
  switch (kind) {
  case call::read: return "read";
  case call::book: return "book";
  case call::pay: return "pay";
  }
  std::abort(); // All enumerators return above.
}

std::string to_text(const server_address& address) {
  auto is_ipv6 = address.host.find(':') != std::string::npos;
  return (is_ipv6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

} // namespace boxoffice::load
