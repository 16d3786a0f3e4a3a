#include "cli/settings/payment_values.hpp"

#include "events/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace boxoffice::cli {

namespace {

constexpr std::array<std::string_view, 6> placeholders{"{reference}", "{amount}",    "{currency}",
                                                       "{payBy}",     "{returnUrl}", "{signature}"};

bool is_visible_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// Whether it is an http or https URL of visible characters with a host before its path.
bool is_web_url(std::string_view text) {
  auto is_https = text.starts_with("https://");
  if (!is_visible_ascii(text) || (!is_https && !text.starts_with("http://")))
    return false;
  text.remove_prefix(is_https ? 8 : 7);
  auto host = text.substr(0, text.find_first_of("/?#"));
  return !host.empty() && host.find_first_of("{}@") == std::string_view::npos;
}

/// The first brace that belongs to no placeholder, with what follows up to its end.
std::optional<std::string_view> unknown_placeholder(std::string_view text) {
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string_view::npos;) {
    auto rest = text.substr(at);
    const auto* known = std::ranges::find_if(
        placeholders, [&](std::string_view each) { return rest.starts_with(each); });
    if (known == placeholders.end())
      return rest.substr(0, rest.find('}') == std::string_view::npos ? 1 : rest.find('}') + 1);
    at += known->size();
  }
  return std::nullopt;
}

} // namespace

value_result<std::string> read_checkout_url(std::string_view text) {
  if (!is_web_url(text))
    return bad_value{"wants an http or https URL with {reference}"};
  if (auto unknown = unknown_placeholder(text))
    return bad_value{"wants no other placeholders than {reference}, {amount}, {currency}, {payBy}, "
                     "{returnUrl} and {signature}, but has " +
                     std::string{*unknown}};
  if (text.find(placeholders.front()) == std::string_view::npos)
    return bad_value{"wants {reference}, without which no payment can be told from another"};
  return {boost::system::in_place_value, text};
}

value_result<std::string> read_cinema_url(std::string_view text) {
  auto path = text.find('/', std::min(text.size(), text.find("//") + 2));
  if (!is_web_url(text) || text.find_first_of("?#{}") != std::string_view::npos ||
      (path != std::string_view::npos && path + 1 != text.size()))
    return bad_value{"wants an http or https URL without path, query and fragment"};
  return {boost::system::in_place_value,
          std::string{text} + (path == std::string_view::npos ? "/" : "")};
}

value_result<std::string> read_return_url(std::string_view text) {
  if (!is_web_url(text) || text.find_first_of("#{}") != std::string_view::npos)
    return bad_value{"wants an http or https URL without a fragment"};
  return {boost::system::in_place_value, text};
}

value_result<secret> read_stripe_secret(std::string_view text) {
  constexpr std::string_view prefix = "whsec_";
  if (!text.starts_with(prefix) || text.size() == prefix.size() || !is_visible_ascii(text))
    return bad_value{"wants the signing secret of the endpoint: whsec_ and visible characters"};
  return {boost::system::in_place_value, std::string{text}};
}

value_result<std::string> read_instructions(std::string_view text) {
  constexpr std::size_t most = 1'000;
  auto size = events::plain_code_points(text).value_or(0);
  if (size == 0 || size > most)
    return bad_value{"wants a text of one line with up to 1000 characters"};
  return {boost::system::in_place_value, text};
}

} // namespace boxoffice::cli
