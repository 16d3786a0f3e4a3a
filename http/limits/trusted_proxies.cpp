#include "http/limits/trusted_proxies.hpp"

#include "http/limits/forwarded.hpp"

#include <algorithm>
#include <string_view>

#include <boost/beast/core/string.hpp>

namespace boxoffice::http {

namespace {

using boost::asio::ip::address;
using boost::beast::http::fields;

boost::asio::ip::address_v6 as_v6(const address& from) {
  return from.is_v6() ? from.to_v6() : make_address_v6(boost::asio::ip::v4_mapped, from.to_v4());
}

/// Follows the entries of all fields of that name from right to left, as long as they are trusted:
/// the first other one is the client. Behind an entry without an address nothing is known any more,
/// so the client is the host before. Nothing if there is no entry.
std::optional<address> follow(const fields& head, std::string_view name,
                              std::string_view (*take_last)(std::string_view&),
                              forwarded_hop (*hop_of)(std::string_view), const address& proxy,
                              const address_ranges& trusted) {
  std::optional<address> client;
  for (auto each = head.end(); each != head.begin();) {
    --each;
    if (!boost::beast::iequals(each->name_string(), {name.data(), name.size()}))
      continue;
    std::string_view list{each->value().data(), each->value().size()};
    for (auto entry = take_last(list); !entry.empty(); entry = take_last(list)) {
      auto hop = hop_of(entry);
      if (!hop)
        return client.value_or(proxy);
      client = hop;
      if (!contains(trusted, *hop))
        return client;
    }
  }
  return client;
}

} // namespace

bool contains(const address_ranges& ranges, const address& wanted) {
  if (ranges.empty())
    return false;
  auto one = as_v6(wanted);
  one.scope_id(0);
  return std::ranges::any_of(ranges, [&](const auto& range) {
    return boost::asio::ip::network_v6{one, range.prefix_length()}.network() == range.network();
  });
}

client_address trusted_proxies::forwarded_client(const fields& head, const client_address& proxy,
                                                 const address_ranges& trusted) {
  auto one = follow(head, "X-Forwarded-For", take_last_node, hop_of_node, proxy.address, trusted);
  auto other = follow(head, "Forwarded", take_last_element, hop_of_element, proxy.address, trusted);
  auto client = one ? one : other;
  // A proxy writes one of them and may pass on the other one as its client has sent it.
  auto is_disputed = one && other && as_v6(*one) != as_v6(*other);
  if (!client || is_disputed || as_v6(*client) == as_v6(proxy.address))
    return proxy;
  return {*client, false, false, true};
}

} // namespace boxoffice::http
