// Lists of IP addresses and ranges, as settings name them.
#pragma once

#include "cli/settings/settings_values.hpp"

#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace boxoffice::cli {

/// `10.0.0.7,10.1.0.0/16,2001:db8::/32`, or an empty text for none. IPv4 addresses are returned as
/// they are mapped into IPv6. A range with bits behind its prefix, or with all of IPv4 or IPv6 in
/// it, is refused, because it is probably a mistake.
value_result<std::vector<boost::asio::ip::network_v6>> read_address_ranges(std::string_view text);

} // namespace boxoffice::cli
