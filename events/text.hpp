// Texts as numbers and as UTF-8: names of movies, halls, rows and classes, mail addresses.
#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace boxoffice::events {

/// ASCII letters in lower case; other bytes stay.
[[nodiscard]] std::string lower_case(std::string_view text);

/// The form in which texts are compared if case and the like make no difference: NFKC_Casefold of
/// Unicode. Text that is not UTF-8 has its ASCII letters in lower case.
[[nodiscard]] std::string caseless(std::string_view text);

/// The text without spaces and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Scheme, host, port and path of a URL: user and password, query and fragment may be secrets. Text
/// that is no URL, such as a file's path, is unchanged.
[[nodiscard]] std::string without_url_secrets(std::string_view url);

/// Whether it is a URL that begins with `https://` and a host, of visible ASCII characters that
/// URLs may have, without user and password.
[[nodiscard]] bool is_https_url(std::string_view url);

/// Whether it looks like a BCP 47 language tag: parts of 1 to 8 letters or digits, joined by `-`,
/// the first of 2 or more letters.
[[nodiscard]] bool has_language_form(std::string_view tag);
/// Whether it is a well-formed BCP 47 language tag, such as `en-GB`.
[[nodiscard]] bool is_language_tag(std::string_view tag);

/// Everything but the unreserved characters of RFC 3986 as %HH.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// A host as URLs have it: an IPv6 address stands in brackets.
[[nodiscard]] std::string host_in_url(std::string_view host);

/// The decimal integer that is the whole text; nothing for any other text, or beyond T.
template <class T>
[[nodiscard]] std::optional<T> whole_number(std::string_view text) {
  T number{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  auto whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

/// Code points of valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// How many code points `text` has; nothing if it is not UTF-8 (RFC 3629) or has a control
/// character (Unicode's category Cc).
[[nodiscard]] std::optional<std::size_t> plain_code_points(std::string_view text);

/// Whether `text` is 1 to `most` code points of UTF-8 without control characters.
[[nodiscard]] bool is_plain_text(std::string_view text, std::size_t most);

} // namespace boxoffice::events
