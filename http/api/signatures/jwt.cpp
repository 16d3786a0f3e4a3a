#include "http/api/signatures/jwt.hpp"

#include "events/hash.hpp"
#include "http/api/json/json_tree.hpp"
#include "http/api/signatures/webhook.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

/// The bytes of base64url without padding (RFC 7515, 2), in the one way to write them.
std::optional<std::string> from_base64url(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (auto c : text) {
    auto digit = alphabet.find(c);
    if (digit == std::string_view::npos)
      return std::nullopt;
    bits = (bits << 6U | static_cast<std::uint32_t>(digit)) & 0xFFFFU;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>(bits >> held & 0xFFU);
    }
  }
  auto is_whole = held < 6 && (bits & ((1U << held) - 1U)) == 0;
  return is_whole ? std::optional{std::move(bytes)} : std::nullopt;
}

std::optional<json> object_in(std::string_view part) {
  auto text = from_base64url(part);
  if (!text)
    return std::nullopt;
  auto value = read_json(*text);
  if (!value || !value->is_object())
    return std::nullopt;
  return std::make_optional(std::move(*value));
}

const json* find(const json& in, const char* name) {
  auto found = in.find(name);
  return found == in.end() ? nullptr : &*found;
}

/// Whether the header asks for what is done here and for nothing else.
bool is_understood(const json& header) {
  const auto* algorithm = find(header, "alg");
  return algorithm != nullptr && *algorithm == "HS256" && find(header, "crit") == nullptr;
}

bool is_signed(std::string_view content, std::string_view signature, const std::string& secret) {
  auto given = from_base64url(signature);
  auto right = events::hmac_sha256(events::bytes_of(secret), content);
  return given && equal_in_constant_time(
                      *given, {reinterpret_cast<const char*>(right.data()), right.size()});
}

/// Times are NumericDates: seconds with or without a fraction.
bool is_in_time(const json& claims, std::int64_t now_s) {
  auto now = static_cast<double>(now_s);
  const auto* until = find(claims, "exp");
  auto end = until != nullptr ? number_in(*until) : std::nullopt;
  const auto* from = find(claims, "nbf");
  auto begin = from != nullptr ? number_in(*from) : std::optional{now};
  return end && begin && *begin <= now && now < *end;
}

} // namespace

std::optional<std::string> email_of(std::string_view token, const std::string& secret,
                                    std::int64_t now_s) {
  auto first = token.find('.');
  auto last = token.rfind('.');
  if (first == last || token.find('.', first + 1) != last)
    return std::nullopt;
  auto header = object_in(token.substr(0, first));
  // The header's word for the algorithm counts only where it is the one that we agreed on.
  if (!header || !is_understood(*header) ||
      !is_signed(token.substr(0, last), token.substr(last + 1), secret))
    return std::nullopt;
  auto claims = object_in(token.substr(first + 1, last - first - 1));
  if (!claims || !is_in_time(*claims, now_s))
    return std::nullopt;
  const auto* email = find(*claims, "email");
  if (email == nullptr || !email->is_string())
    return std::nullopt;
  const auto& text = email->get_ref<const std::string&>();
  return text.empty() || text.find('\0') != std::string::npos ? std::nullopt : std::optional{text};
}

} // namespace boxoffice::http
