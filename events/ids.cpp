#include "events/ids.hpp"

#include "events/hash.hpp"
#include "events/text.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

constexpr std::string_view base64url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t secret_chars = 22; // 128 bits, six a character, rounded up

// Sets the hash apart from every other one.
constexpr std::string_view reference_domain = "boxoffice payment reference";

constexpr std::uint8_t no_digit = 0xFF;

/// The value of each base64url digit by its character.
constexpr auto digit_of = [] {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(no_digit);
  for (std::size_t i = 0; i < base64url.size(); ++i)
    digits[static_cast<std::uint8_t>(base64url[i])] = static_cast<std::uint8_t>(i);
  return digits;
}();

std::uint8_t digit(char c) { return digit_of[static_cast<std::uint8_t>(c)]; }

/// Ids are made of the digits of base64url.
bool is_id_char(char c) { return digit(c) != no_digit; }

void write_secret(const bytes16& secret, char* to) {
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (auto byte : secret) {
    bits = (bits << 8U) | byte;
    for (held += 8; held >= 6; held -= 6)
      *to++ = base64url[(bits >> (held - 6U)) & 63U];
  }
  *to = base64url[(bits << (6U - held)) & 63U];
}

std::optional<bytes16> parse_secret(std::string_view text) {
  if (text.size() != secret_chars)
    return std::nullopt;
  bytes16 secret{};
  std::uint32_t bits = 0;
  unsigned held = 0;
  std::size_t filled = 0;
  for (auto c : text) {
    if (digit(c) == no_digit)
      return std::nullopt;
    bits = (bits << 6U) | digit(c);
    held += 6;
    if (held >= 8) {
      held -= 8;
      secret[filled++] = static_cast<std::uint8_t>(bits >> held);
    }
  }
  // The last character has four bits too many. If they could vary, one booking had 16 reqIds.
  if ((bits & ((1U << held) - 1U)) != 0)
    return std::nullopt;
  return secret;
}

} // namespace

bool is_id(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), is_id_char);
}

std::string to_text(const request_id& id) {
  std::string text(text_size(id), '.');
  write_text(id, text.data());
  return text;
}

std::size_t text_size(const request_id& id) { return id.show.text.size() + 1 + secret_chars; }

void write_text(const request_id& id, char* to) {
  to = std::copy(id.show.text.begin(), id.show.text.end(), to);
  *to++ = '.';
  write_secret(id.secret, to);
}

std::optional<request_id> parse_request_id(std::string_view text) {
  auto dot = text.find('.');
  if (dot == std::string_view::npos || !is_id(text.substr(0, dot), most_show_id_chars))
    return std::nullopt;
  auto secret = parse_secret(text.substr(dot + 1));
  if (!secret)
    return std::nullopt;
  return request_id{show_id{std::string{text.substr(0, dot)}}, *secret};
}

payment_reference reference_of(const show_id& show, booking_number number, const bytes16& secret) {
  payment_reference reference{show, number, {}};
  auto hash = sha256({bytes_of(reference_domain), secret});
  std::copy_n(hash.begin(), reference.check.size(), reference.check.begin());
  return reference;
}

std::string to_text(const payment_reference& reference) {
  return reference.show.text + '-' + std::to_string(reference.number) + '-' +
         to_hex(reference.check);
}

std::optional<payment_reference> parse_payment_reference(std::string_view text) {
  constexpr auto check_digits = 2 * reference_check{}.size();
  if (text.size() < check_digits)
    return std::nullopt;
  auto check = parse_hex(text.substr(text.size() - check_digits));
  text.remove_suffix(check_digits);
  if (!check || !text.ends_with('-'))
    return std::nullopt;
  text.remove_suffix(1);
  auto dash = text.rfind('-');
  if (dash == std::string_view::npos || !is_id(text.substr(0, dash), most_show_id_chars))
    return std::nullopt;
  auto digits = text.substr(dash + 1);
  auto number = whole_number<booking_number>(digits);
  if (!number || std::to_string(*number) != digits) // One spelling for each reference.
    return std::nullopt;
  payment_reference reference{show_id{std::string{text.substr(0, dash)}}, *number, {}};
  std::copy(check->begin(), check->end(), reference.check.begin());
  return reference;
}

std::string to_hex(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4U];
    text += digits[bytes[i] & 15U];
  }
  return text;
}

std::optional<std::string> parse_hex(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    auto high = digits.find(text[i]);
    auto low = digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos)
      return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return text.size() % 2 == 0 ? std::optional{std::move(bytes)} : std::nullopt;
}

} // namespace boxoffice::events
