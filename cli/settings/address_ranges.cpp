#include "cli/settings/address_ranges.hpp"

#include "cli/settings/comma_list.hpp"
#include "events/text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace boxoffice::cli {

namespace {

namespace ip = boost::asio::ip;

constexpr unsigned v4_bits = 32;
constexpr unsigned v6_bits = 128;
constexpr unsigned mapped_prefix = v6_bits - v4_bits;

/// Without a zone, which is not part of an address.
std::optional<ip::address> address_in(std::string_view text) {
  if (text.find_first_of(std::string_view{"%\0", 2}) != std::string_view::npos)
    return std::nullopt;
  boost::system::error_code error;
  auto address = ip::make_address(std::string{text}, error);
  return error ? std::nullopt : std::optional{address};
}

bool contains_all_of_ipv4(const ip::network_v6& range) {
  auto mapped = ip::make_address_v6(ip::v4_mapped, ip::address_v4::any());
  return range.prefix_length() <= mapped_prefix &&
         ip::network_v6{mapped, range.prefix_length()}.network() == range.network();
}

std::optional<ip::network_v6> range_in(std::string_view text) {
  auto slash = text.find('/');
  auto address = address_in(text.substr(0, slash));
  if (!address)
    return std::nullopt;
  auto most = address->is_v4() ? v4_bits : v6_bits;
  auto prefix = slash == std::string_view::npos
                    ? std::optional{most}
                    : events::whole_number<unsigned>(text.substr(slash + 1));
  if (!prefix || *prefix > most)
    return std::nullopt;
  ip::network_v6 range{address->is_v4() ? ip::make_address_v6(ip::v4_mapped, address->to_v4())
                                        : address->to_v6(),
                       static_cast<unsigned short>(*prefix + v6_bits - most)};
  if (range.network() != range.address() || contains_all_of_ipv4(range))
    return std::nullopt;
  return range;
}

} // namespace

value_result<std::vector<ip::network_v6>> read_address_ranges(std::string_view text) {
  std::vector<ip::network_v6> ranges;
  if (text.empty())
    return ranges;
  for (auto entry : comma_list(text)) {
    auto range = range_in(entry);
    if (!range)
      return bad_value{"wants addresses and ranges such as 10.0.0.7,10.1.0.0/16,2001:db8::/32; a "
                       "range has no bits behind its prefix and not all of IPv4 in it"};
    ranges.push_back(*range);
  }
  return ranges;
}

} // namespace boxoffice::cli
