#include "http/api/lists/next_link.hpp"

namespace boxoffice::http {

namespace {

/// Unreserved characters of RFC 3986 as they are, all others as `%XX`.
void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (auto c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos)
      out += c;
    else
      (out += '%').append({digits[byte >> 4U], digits[byte & 15U]});
  }
}

} // namespace

std::string next_link(const target& of, const std::string& next) {
  std::string out = "<?after=";
  append_encoded(out, next);
  for (const auto& [name, value] : of.query)
    if (name != "after") {
      append_encoded(out += '&', name);
      append_encoded(out += '=', value);
    }
  return out + ">; rel=\"next\"";
}

} // namespace boxoffice::http
