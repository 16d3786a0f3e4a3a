#include "http/api/signatures/jwt.hpp"

#include "events/base64.hpp"
#include "http/json/json_tree.hpp"

#include <algorithm>

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

/// When the token expires, the leeway included; nothing if it is not valid now. Times are
/// NumericDates: seconds with or without a fraction.
std::optional<double> end_of_validity(const json& claims, double now_s, double leeway_s) {
  const auto* until = find(claims, "exp");
  auto end = until != nullptr ? number_in(*until) : std::nullopt;
  const auto* from = find(claims, "nbf");
  auto begin = from != nullptr ? number_in(*from) : std::optional{now_s};
  if (!end || !begin || *begin > now_s + leeway_s || now_s >= *end + leeway_s)
    return std::nullopt;
  return *end + leeway_s;
}

/// Whole milliseconds; what is further away than any clock is the greatest of them.
std::int64_t in_ms(double seconds) {
  constexpr double most = 9e15;
  return static_cast<std::int64_t>(std::min(seconds * 1'000, most));
}

bool is_from(const json& claims, const std::string& issuer) {
  const auto* given = text_at(claims, "iss");
  return issuer.empty() || (given != nullptr && *given == issuer);
}

/// `aud` is one text or an array of them.
bool is_for(const json& claims, const std::string& audience) {
  if (audience.empty())
    return true;
  const auto* given = find(claims, "aud");
  if (given == nullptr)
    return false;
  if (!given->is_array())
    return *given == audience;
  return std::ranges::any_of(*given, [&](const json& each) { return each == audience; });
}

/// Only the truth value `true` says that the address is verified (OpenID Connect Core, 5.1).
bool is_unverified(const json& claims) {
  const auto* verified = find(claims, "email_verified");
  return verified != nullptr && *verified != true;
}

} // namespace

std::optional<unverified_token> parse_token(std::string_view token) {
  auto first = token.find('.');
  auto last = token.rfind('.');
  if (first == last || token.find('.', first + 1) != last)
    return std::nullopt;
  auto header = object_in(token.substr(0, first));
  auto signature = events::from_base64url(token.substr(last + 1));
  if (!header || !signature || find(*header, "crit") != nullptr)
    return std::nullopt;
  const auto* algorithm = text_at(*header, "alg");
  const auto* key = text_at(*header, "kid");
  if (algorithm == nullptr || (header->contains("kid") && key == nullptr))
    return std::nullopt;
  if (key != nullptr && (key->empty() || key->size() > most_kid_chars))
    return std::nullopt;
  return unverified_token{*algorithm, key != nullptr ? std::optional{*key} : std::nullopt,
                          token.substr(0, last), token.substr(first + 1, last - first - 1),
                          std::move(*signature)};
}

std::optional<token_owner> owner_in(std::string_view claims, const auth_options& wanted,
                                    std::int64_t now_ms) {
  auto read = object_in(claims);
  if (!read)
    return std::nullopt;
  auto now_s = static_cast<double>(now_ms / 1'000);
  auto leeway_s = static_cast<double>(wanted.leeway.count()) / 1'000;
  auto until_s = end_of_validity(*read, now_s, leeway_s);
  if (!until_s || !is_from(*read, wanted.issuer) || !is_for(*read, wanted.audience) ||
      is_unverified(*read))
    return std::nullopt;
  const auto* email = text_at(*read, "email");
  if (email == nullptr || email->empty() || email->find('\0') != std::string::npos)
    return std::nullopt;
  token_owner owner{*email, in_ms(*until_s)};
  // Other issuers may use these names for something else.
  if (wanted.mode != auth_mode::accounts)
    return owner;
  if (const auto* from = find(*read, bookings_from_claim)) {
    if (!from->is_number_integer())
      return std::nullopt;
    owner.bookings_from = from->get<std::int64_t>();
  }
  if (const auto* mark = find(*read, account_claim)) {
    if (!mark->is_string())
      return std::nullopt;
    owner.account = mark->get<std::string>();
  }
  return owner;
}

} // namespace boxoffice::http
