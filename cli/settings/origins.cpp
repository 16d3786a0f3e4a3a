#include "cli/settings/origins.hpp"

#include "cli/settings/comma_list.hpp"

#include <algorithm>
#include <charconv>

namespace boxoffice::cli {

namespace {

bool is_host(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  constexpr std::string_view in_brackets = "0123456789abcdef:";
  if (text.starts_with('['))
    return text.size() > 2 && text.ends_with(']') &&
           text.substr(1, text.size() - 2).find_first_not_of(in_brackets) == std::string_view::npos;
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

/// A port that is written is not the scheme's own.
bool is_port(std::string_view text, unsigned of_scheme) {
  unsigned port = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && !text.starts_with('0') &&
         port <= 65'535 && port != of_scheme;
}

bool is_origin(std::string_view text) {
  constexpr std::string_view secure = "https://";
  constexpr std::string_view plain = "http://";
  auto is_secure = text.starts_with(secure);
  if (!is_secure && !text.starts_with(plain))
    return false;
  text.remove_prefix(is_secure ? secure.size() : plain.size());
  auto colon = text.ends_with(']') ? std::string_view::npos : text.rfind(':');
  if (colon == std::string_view::npos)
    return is_host(text);
  return is_host(text.substr(0, colon)) && is_port(text.substr(colon + 1), is_secure ? 443 : 80);
}

} // namespace

value_result<std::vector<std::string>> read_origins(std::string_view text) {
  std::vector<std::string> origins;
  if (text.empty())
    return origins;
  for (auto entry : comma_list(text)) {
    if (!is_origin(entry) && text != "*")
      return bad_value{"wants origins as browsers write them, such as "
                       "https://www.example.org,http://localhost:3000: no path, no capitals, no "
                       "port 443 or 80 of the scheme; or * alone"};
    origins.emplace_back(entry);
  }
  return origins;
}

} // namespace boxoffice::cli
