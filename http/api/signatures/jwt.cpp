#include "http/api/signatures/jwt.hpp"

#include "events/base64.hpp"
#include "events/hash.hpp"
#include "http/api/json/json_tree.hpp"
#include "http/api/signatures/webhook.hpp"

namespace boxoffice::http {

namespace {

std::optional<json> object_in(std::string_view part) {
  auto text = events::from_base64url(part);
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

/// Whether the header names the supported algorithm and no critical extension.
bool is_understood(const json& header) {
  const auto* algorithm = find(header, "alg");
  return algorithm != nullptr && *algorithm == "HS256" && find(header, "crit") == nullptr;
}

bool is_signed(std::string_view content, std::string_view signature, const std::string& secret) {
  auto given = events::from_base64url(signature);
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
  // The header names the algorithm, but only the configured one is accepted.
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
