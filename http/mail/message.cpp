#include "http/mail/message.hpp"

#include "events/base64.hpp"
#include "events/mail.hpp"
#include "events/time_text.hpp"

#include <algorithm>
#include <array>

namespace boxoffice::http {

namespace {

constexpr std::size_t most_plain_subject = 60;
constexpr std::size_t bytes_of_encoded_word = 42; ///< 56 of base64; at most 75 with its frame
constexpr std::size_t columns_of_base64 = 76;     ///< RFC 2045, 6.8
constexpr events::time_ms ms_of_day = 86'400'000;

bool is_ascii_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// `dot-atom` of RFC 5322, 3.2.3, with the extension of RFC 6532.
bool is_dot_atom(std::string_view text) {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
  auto fits = [&](char c) {
    return is_ascii_letter_or_digit(c) || is_beyond_ascii(c) ||
           others.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos && std::ranges::all_of(text, fits);
}

std::string quoted_local_part(std::string_view text) {
  std::string out = "\"";
  for (auto c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_domain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return is_ascii_letter_or_digit(c) || is_beyond_ascii(c) || c == '-' || c == '.';
  });
}

bool is_visible_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

/// The end of the part from `begin` that has at most so many bytes and whole characters of UTF-8.
std::size_t end_of_part(std::string_view text, std::size_t begin, std::size_t most) {
  auto end = std::min(text.size(), begin + most);
  auto is_within = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  auto whole = end;
  while (whole > begin && is_within(whole))
    --whole;
  return whole > begin ? whole : end;
}

/// `Thu, 24 Dec 2026 18:30:00 +0000`.
std::string mail_date(events::time_ms at) {
  constexpr std::array days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"}; // From 1970-01-01.
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto text = events::to_rfc3339(at); // 2026-12-24T18:30:00.000Z
  auto day = static_cast<std::size_t>(events::parse_rfc3339(text).value_or(0) / ms_of_day);
  auto month = static_cast<std::size_t>((text[5] - '0') * 10 + (text[6] - '0') - 1);
  return std::string{days[day % days.size()]} + ", " + text.substr(8, 2) + ' ' + months[month] +
         ' ' + text.substr(0, 4) + ' ' + text.substr(11, 8) + " +0000";
}

std::string encoded_body(std::string_view text) {
  std::string lines;
  for (auto c : text)
    lines.append(c == '\n' ? "\r\n" : std::string(1, c));
  const auto code = events::to_base64(events::bytes_of(lines));
  std::string out;
  for (std::size_t at = 0; at < code.size(); at += columns_of_base64)
    out.append(code, at, columns_of_base64).append("\r\n");
  return out;
}

} // namespace

std::optional<std::string> address_in_header(std::string_view address) {
  auto at = address.rfind('@');
  if (!events::is_mail(address) || !is_domain(address.substr(at + 1)))
    return std::nullopt;
  auto local = address.substr(0, at);
  auto before = is_dot_atom(local) ? std::string{local} : quoted_local_part(local);
  return '<' + before + std::string{address.substr(at)} + '>';
}

std::string text_in_header(std::string_view text) {
  if (text.size() <= most_plain_subject && is_visible_text(text) &&
      text.find("=?") == std::string_view::npos)
    return std::string{text};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto end = end_of_part(text, at, bytes_of_encoded_word);
    out.append(out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?")
        .append(events::to_base64(events::bytes_of(text.substr(at, end - at))))
        .append("?=");
    at = end;
  }
  return out;
}

std::optional<std::string> message_of(const outgoing_mail& what, const std::string& from,
                                      events::time_ms at, const std::string& id) {
  auto sender = address_in_header(from);
  auto receiver = address_in_header(what.to);
  if (!sender || !receiver)
    return std::nullopt;
  return "From: " + *sender + "\r\nTo: " + *receiver +
         "\r\nSubject: " + text_in_header(what.subject) + "\r\nDate: " + mail_date(at) +
         "\r\nMessage-ID: <" + id + from.substr(from.rfind('@')) +
         ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n" +
         encoded_body(what.text);
}

} // namespace boxoffice::http
