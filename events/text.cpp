#include "events/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uloc.h>

namespace boxoffice::events {

namespace {

constexpr char32_t no_code_point = 0xFFFF'FFFF;

/// The least value of a sequence by its bytes; smaller values need fewer bytes.
constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x1'0000};

std::size_t size_of_sequence(unsigned char first) {
  if (first < 0x80)
    return 1;
  if (first < 0xC0)
    return 0;
  if (first < 0xE0)
    return 2;
  return first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
}

/// Takes a code point off the front of a text that is not empty.
char32_t take(std::string_view& text) {
  auto first = static_cast<unsigned char>(text.front());
  auto size = size_of_sequence(first);
  if (size == 0 || size > text.size())
    return no_code_point;
  char32_t value = size == 1 ? first : first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U)
      return no_code_point;
    value = value << 6U | (next & 0x3FU);
  }
  text.remove_prefix(size);
  auto is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < least[size] || value > 0x10'FFFF || is_surrogate ? no_code_point : value;
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

} // namespace

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (auto& c : lower)
    c = static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
  return lower;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view plain = "-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (auto c : text) {
    auto byte = static_cast<unsigned char>(c);
    auto letter = (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
    if (letter || (byte >= '0' && byte <= '9') || plain.find(c) != std::string_view::npos)
      out += c;
    else
      out.append({'%', digits[byte >> 4U], digits[byte & 0xFU]});
  }
  return out;
}

bool is_https_url(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  constexpr std::string_view never = "\"<>\\^`{|}";
  if (!url.starts_with(scheme))
    return false;
  auto rest = url.substr(scheme.size());
  auto host = rest.substr(0, rest.find_first_of("/?#"));
  auto is_allowed = [&](char c) {
    return c > ' ' && c < '\x7F' && never.find(c) == std::string_view::npos;
  };
  return !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos &&
         std::ranges::all_of(rest, is_allowed);
}

bool has_language_form(std::string_view tag) {
  constexpr std::size_t most_part_chars = 8;
  for (auto is_first = true;; is_first = false) {
    auto end = tag.find('-');
    auto part = tag.substr(0, end);
    auto fits = is_first ? part.size() >= 2 && std::ranges::all_of(part, is_letter)
                         : !part.empty() && std::ranges::all_of(part, is_letter_or_digit);
    if (!fits || part.size() > most_part_chars)
      return false;
    if (end == std::string_view::npos)
      return true;
    tag.remove_prefix(end + 1);
  }
}

bool is_language_tag(std::string_view tag) {
  if (!has_language_form(tag))
    return false;
  const std::string text{tag};
  std::array<char, 256> id{};
  std::int32_t parsed = 0;
  auto failed = U_ZERO_ERROR;
  uloc_forLanguageTag(text.c_str(), id.data(), static_cast<std::int32_t>(id.size()), &parsed,
                      &failed);
  return U_SUCCESS(failed) != 0 && static_cast<std::size_t>(parsed) == text.size();
}

std::string host_in_url(std::string_view host) {
  return host.find(':') == std::string_view::npos ? std::string{host}
                                                  : '[' + std::string{host} + ']';
}

std::size_t code_points(std::string_view text) {
  auto begins = [](unsigned char c) { return (c & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(text, begins));
}

std::optional<std::size_t> plain_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count)
    if (auto value = take(text); value == no_code_point || is_control(value))
      return std::nullopt;
  return count;
}

bool is_plain_text(std::string_view text, std::size_t most) {
  auto count = plain_code_points(text);
  return count && *count >= 1 && *count <= most;
}

std::string without_url_secrets(std::string_view url) {
  constexpr std::string_view mark = "://";
  auto scheme = url.find(mark);
  if (scheme == std::string_view::npos)
    return std::string{url};
  auto shown = std::string{url.substr(0, scheme + mark.size())};
  auto rest = url.substr(shown.size());
  auto authority = rest.substr(0, rest.find_first_of("/?#"));
  // A password with a character that should have been encoded would look like host and path.
  if (rest.find('@', authority.size()) != std::string_view::npos)
    return shown + "(hidden)";
  if (auto at = authority.rfind('@'); at != std::string_view::npos)
    rest.remove_prefix(at + 1);
  return shown.append(rest.substr(0, rest.find_first_of("?#")));
}

std::string caseless(std::string_view text) {
  auto is_plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::ranges::all_of(text, is_plain) || !plain_code_points(text))
    return lower_case(text);
  auto failed = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFKCCasefoldInstance(failed);
  if (U_FAILURE(failed) != 0)
    std::abort(); // Without ICU's data no mail addresses can be compared either.
  std::string out;
  icu::StringByteSink<std::string> sink{&out};
  form->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                      failed);
  return U_FAILURE(failed) != 0 ? lower_case(text) : out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

} // namespace boxoffice::events
