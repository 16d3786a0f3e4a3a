#include "events/hash.hpp"

#include <algorithm>
#include <iterator>

namespace boxoffice::events {

namespace {

constexpr std::size_t most_mail_chars = 254;

/// Characters of UTF-8 text: bytes that do not go on with an earlier one.
std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (auto c : text)
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

/// Unicode's White_Space beyond ASCII, as UTF-8.
constexpr std::string_view wide_spaces[] = {"\u0085", "\u00A0", "\u1680", "\u2000", "\u2001",
                                            "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                                            "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
                                            "\u2029", "\u202F", "\u205F", "\u3000"};

bool has_white_space(std::string_view text) {
  bool ascii = true;
  for (auto c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7f) // control characters with it
      return true;
    ascii = ascii && byte < 0x80;
  }
  // Most mails are ASCII, and the search for each of the others costs as much as all the rest.
  return !ascii && std::any_of(std::begin(wide_spaces), std::end(wide_spaces), [&](auto space) {
    return text.find(space) != std::string_view::npos;
  });
}

} // namespace

bool is_mail(std::string_view mail) {
  auto at = mail.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < mail.size() &&
         mail.find('@', at + 1) == std::string_view::npos && characters(mail) <= most_mail_chars &&
         !has_white_space(mail);
}

} // namespace boxoffice::events
