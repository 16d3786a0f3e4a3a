// The chain of hosts that a request came through, as X-Forwarded-For and Forwarded (RFC 7239) state
// it. Each host appends the address that it received the request from. So only what trusted hosts
// appended is true, and that stands at the end: everything here is read from right to left.
#pragma once

#include <optional>
#include <string_view>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// An entry of a chain. Without an address it is malformed, `unknown`, or an obfuscated identifier.
using forwarded_hop = std::optional<boost::asio::ip::address>;

/// `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]`, each of them with a port but the second.
[[nodiscard]] forwarded_hop hop_of_node(std::string_view node);

/// `for=192.0.2.1;proto=https`, `For="[2001:db8::1]:4711"`.
[[nodiscard]] forwarded_hop hop_of_element(std::string_view element);

/// Removes the last element of a comma-separated list and returns it without white space around it.
/// Empty elements are skipped. Empty if there is none left.
[[nodiscard]] std::string_view take_last_node(std::string_view& list);
/// As take_last_node(), of a list whose elements may have quoted strings.
[[nodiscard]] std::string_view take_last_element(std::string_view& list);

} // namespace boxoffice::http
