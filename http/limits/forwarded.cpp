#include "http/limits/forwarded.hpp"

#include "events/text.hpp"

#include <algorithm>
#include <string>

#include <boost/beast/core/string.hpp>

namespace boxoffice::http {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Of a node: up to five digits, or an obfuscated port such as `_a1` (RFC 7239, 6.3).
bool is_node_port(std::string_view port) {
  constexpr std::size_t most_digits = 5;
  if (port.starts_with('_'))
    return port.size() > 1;
  return !port.empty() && port.size() <= most_digits && std::ranges::all_of(port, is_digit);
}

forwarded_hop plain_address(std::string_view text) {
  // A zone (fe80::1%eth0) means something on the host that wrote it only.
  if (text.find_first_of(std::string_view{"%\0", 2}) != std::string_view::npos)
    return std::nullopt;
  boost::system::error_code error;
  auto address = boost::asio::ip::make_address(std::string{text}, error);
  return error ? std::nullopt : forwarded_hop{address};
}

/// True if the quote at that place is behind an odd number of backslashes.
bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t slashes = 0;
  while (slashes < at && text[at - slashes - 1] == '\\')
    ++slashes;
  return slashes % 2 == 1;
}

/// The last `mark` that is outside of quoted strings, seen from the end of the text.
std::size_t last_unquoted(std::string_view text, char mark) {
  bool quoted = false;
  for (auto at = text.size(); at-- > 0;) {
    if (text[at] == '"' && !is_escaped(text, at))
      quoted = !quoted;
    else if (text[at] == mark && !quoted)
      return at;
  }
  return std::string_view::npos;
}

/// Removes what is behind the last `mark`, and the mark, and returns it.
std::string_view take_behind(std::string_view& text, std::size_t mark) {
  auto begin = mark == std::string_view::npos ? 0 : mark + 1;
  auto taken = events::trimmed(text.substr(begin));
  text = text.substr(0, begin == 0 ? 0 : mark);
  return taken;
}

/// The text of a token or quoted string; nothing if its quotes are wrong.
std::optional<std::string> unquoted(std::string_view value) {
  if (!value.starts_with('"'))
    return value.find('"') == std::string_view::npos ? std::optional{std::string{value}}
                                                     : std::nullopt;
  if (value.size() < 2 || !value.ends_with('"') || is_escaped(value, value.size() - 1))
    return std::nullopt;
  std::string plain;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    if (value[i] == '"')
      return std::nullopt;
    if (value[i] == '\\')
      ++i;
    plain += value[i];
  }
  return plain;
}

} // namespace

forwarded_hop hop_of_node(std::string_view node) {
  if (node.starts_with('[')) {
    auto end = node.find(']');
    if (end == std::string_view::npos)
      return std::nullopt;
    auto rest = node.substr(end + 1);
    if (!rest.empty() && !(rest.front() == ':' && is_node_port(rest.substr(1))))
      return std::nullopt;
    auto address = plain_address(node.substr(1, end - 1));
    return address && address->is_v6() ? address : std::nullopt;
  }
  auto colon = node.find(':');
  if (colon != std::string_view::npos && node.find(':', colon + 1) == std::string_view::npos) {
    if (!is_node_port(node.substr(colon + 1)))
      return std::nullopt;
    node = node.substr(0, colon);
  }
  return plain_address(node);
}

forwarded_hop hop_of_element(std::string_view element) {
  std::optional<std::string> node;
  while (!element.empty()) {
    auto pair = take_behind(element, last_unquoted(element, ';'));
    if (pair.empty())
      continue;
    auto name = pair.substr(0, pair.find('='));
    if (name.size() == pair.size())
      return std::nullopt;
    auto value = unquoted(pair.substr(name.size() + 1));
    auto names_client = boost::beast::iequals({name.data(), name.size()}, "for");
    if (!value || (names_client && node))
      return std::nullopt;
    if (names_client)
      node = std::move(value);
  }
  return node ? hop_of_node(*node) : std::nullopt;
}

std::string_view take_last_node(std::string_view& list) {
  std::string_view taken;
  while (taken.empty() && !list.empty())
    taken = take_behind(list, list.rfind(','));
  return taken;
}

std::string_view take_last_element(std::string_view& list) {
  std::string_view taken;
  while (taken.empty() && !list.empty())
    taken = take_behind(list, last_unquoted(list, ','));
  return taken;
}

} // namespace boxoffice::http
