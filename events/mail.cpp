#include "events/mail.hpp"

#include "events/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

namespace boxoffice::events {

namespace {

constexpr std::size_t most_mail_chars = 254;

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
  // Most addresses are ASCII, and the search for each of the others costs as much as the rest.
  return !ascii && std::any_of(std::begin(wide_spaces), std::end(wide_spaces), [&](auto space) {
    return text.find(space) != std::string_view::npos;
  });
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Calls a function of ICU that writes at most `room` units of text, and again if it needs more.
template <class Text, class Write>
std::optional<Text> written(std::size_t room, Write write) {
  for (auto tries = 0; tries < 2; ++tries) {
    Text text(room, {});
    auto failed = U_ZERO_ERROR;
    auto size = write(text.data(), static_cast<std::int32_t>(room), &failed);
    if (U_SUCCESS(failed)) {
      text.resize(static_cast<std::size_t>(size));
      return text;
    }
    if (failed != U_BUFFER_OVERFLOW_ERROR)
      return std::nullopt;
    room = static_cast<std::size_t>(size) + 1;
  }
  return std::nullopt;
}

std::int32_t size_of(const std::u16string& text) { return static_cast<std::int32_t>(text.size()); }

/// Nothing for text that is not UTF-8.
std::optional<std::u16string> to_utf16(std::string_view text) {
  return written<std::u16string>(text.size() + 1, [&](char16_t* to, std::int32_t room, auto* why) {
    std::int32_t size = 0;
    u_strFromUTF8(to, room, &size, text.data(), static_cast<std::int32_t>(text.size()), why);
    return size;
  });
}

std::string to_utf8(const std::u16string& text) {
  auto bytes =
      written<std::string>(text.size() * 3 + 1, [&](char* to, std::int32_t room, auto* why) {
        std::int32_t size = 0;
        u_strToUTF8(to, room, &size, text.data(), size_of(text), why);
        return size;
      });
  return bytes.value_or("");
}

using normalizer = const UNormalizer2* (*)(UErrorCode*);

std::u16string normalized(const std::u16string& text, normalizer form) {
  auto failed = U_ZERO_ERROR;
  const auto* by = form(&failed);
  if (U_FAILURE(failed))
    std::abort(); // Without ICU's data no two addresses can be compared.
  auto done =
      written<std::u16string>(text.size() * 2 + 1, [&](char16_t* to, std::int32_t room, auto* why) {
        return unorm2_normalize(by, text.data(), size_of(text), to, room, why);
      });
  return done.value_or(text);
}

std::u16string nfc(const std::u16string& text) { return normalized(text, unorm2_getNFCInstance); }

/// NFC of the full case folding; canonical caseless matching wants it of the decomposed text.
std::u16string folded(const std::u16string& text) {
  auto apart = normalized(text, unorm2_getNFDInstance);
  auto done = written<std::u16string>(
      apart.size() * 3 + 1, [&](char16_t* to, std::int32_t room, auto* why) {
        return u_strFoldCase(to, room, apart.data(), size_of(apart), U_FOLD_CASE_DEFAULT, why);
      });
  return nfc(done.value_or(apart));
}

const UIDNA* idna() {
  static const UIDNA* const by = [] {
    auto failed = U_ZERO_ERROR;
    auto* opened =
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                            UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                        &failed);
    if (U_FAILURE(failed))
      std::abort();
    return opened;
  }();
  return by;
}

/// By uidna_nameToASCII or uidna_nameToUnicode; nothing for a domain that IDNA refuses.
template <class Convert>
std::optional<std::u16string> converted(const std::u16string& domain, Convert convert) {
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  auto done = written<std::u16string>(
      domain.size() * 4 + 64, [&](char16_t* to, std::int32_t room, auto* why) {
        info = UIDNA_INFO_INITIALIZER;
        return convert(idna(), domain.data(), size_of(domain), to, room, &info, why);
      });
  return done && info.errors == 0 ? done : std::nullopt;
}

struct halves {
  std::u16string local;
  std::u16string domain;
};

/// Nothing for text that is not UTF-8.
std::optional<halves> halves_of(std::string_view mail) {
  auto text = to_utf16(mail);
  if (!text)
    return std::nullopt;
  auto at = text->find(u'@');
  if (at == std::u16string::npos)
    return halves{std::move(*text), {}};
  return halves{text->substr(0, at), text->substr(at + 1)};
}

/// What IDNA takes for a dot.
bool is_dot(char16_t c) { return c == u'.' || c == u'\u3002' || c == u'\uFF0E' || c == u'\uFF61'; }

/// Whether a dot ends the domain that could as well be left out. `domain` is ASCII or UTF-16.
template <class Text>
bool has_final_dot(const Text& domain) {
  auto size = domain.size();
  return size > 1 && is_dot(static_cast<char16_t>(domain[size - 1])) &&
         !is_dot(static_cast<char16_t>(domain[size - 2]));
}

template <class Text>
bool has_empty_label(const Text& domain) {
  auto size = domain.size() - (has_final_dot(domain) ? 1 : 0);
  auto is_start = true;
  for (std::size_t i = 0; i < size; ++i) {
    auto dot = is_dot(static_cast<char16_t>(domain[i]));
    if (is_start && dot)
      return true;
    is_start = dot;
  }
  return is_start;
}

constexpr UChar32 non_joiner = 0x200C;
constexpr UChar32 joiner = 0x200D;

/// Whether nobody sees this character, so that two addresses with and without it look the same.
bool is_invisible(UChar32 c) {
  auto category = u_charType(c);
  return category == U_FORMAT_CHAR || category == U_CONTROL_CHAR ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

/// The two joiners are visible in some scripts, between letters that they change: there IDNA allows
/// them.
bool has_joiner_out_of_place(const std::u16string& text) {
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  auto done = written<std::u16string>(
      text.size() * 4 + 64, [&](char16_t* to, std::int32_t room, auto* why) {
        info = UIDNA_INFO_INITIALIZER;
        return uidna_nameToUnicode(idna(), text.data(), size_of(text), to, room, &info, why);
      });
  return !done || (info.errors & UIDNA_ERROR_CONTEXTJ) != 0;
}

bool has_invisible_character(const std::u16string& text) {
  auto has_joiner = false;
  for (std::int32_t at = 0; at < size_of(text);) {
    UChar32 c = 0;
    U16_NEXT(text.data(), at, size_of(text), c);
    auto joins = c == joiner || c == non_joiner;
    has_joiner = has_joiner || joins;
    if (!joins && is_invisible(c))
      return true;
  }
  return has_joiner && has_joiner_out_of_place(text);
}

std::string joined(const std::u16string& local, const std::u16string& domain) {
  return to_utf8(local) + '@' + to_utf8(domain);
}

/// All letters small or all large, by the rules of no particular language.
template <class Change>
std::u16string in_case(const std::u16string& text, Change change) {
  auto done =
      written<std::u16string>(text.size() * 3 + 1, [&](char16_t* to, std::int32_t room, auto* why) {
        return change(to, room, text.data(), size_of(text), "", why);
      });
  return nfc(done.value_or(text));
}

std::string canonical_mail(std::string_view mail) {
  // For ASCII text, A-labels too, folding and IDNA give the same as lower case.
  if (is_ascii(mail)) {
    auto at = mail.find('@');
    auto final = at != std::string_view::npos && has_final_dot(mail.substr(at + 1));
    return lower_case(mail.substr(0, mail.size() - (final ? 1 : 0)));
  }
  auto parts = halves_of(mail);
  if (!parts)
    return lower_case(mail);
  if (has_final_dot(parts->domain))
    parts->domain.pop_back();
  auto domain = converted(parts->domain, uidna_nameToASCII);
  return joined(folded(parts->local), domain ? *domain : folded(parts->domain));
}

} // namespace

bool may_be_stored(std::string_view mail) {
  auto at = mail.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < mail.size() &&
         mail.find('@', at + 1) == std::string_view::npos && code_points(mail) <= most_mail_chars &&
         !has_white_space(mail);
}

bool is_mail(std::string_view mail) {
  if (!may_be_stored(mail))
    return false;
  if (is_ascii(mail)) // Its control characters are white space above.
    return !has_empty_label(mail.substr(mail.find('@') + 1));
  auto parts = halves_of(mail);
  return parts && !has_empty_label(parts->domain) && !has_invisible_character(parts->local) &&
         !has_invisible_character(parts->domain);
}

mail_address::mail_address(std::string_view given)
    : given_{given}, canonical_{canonical_mail(given)} {}

std::string mail_address::stored() const { return lower_case(given_); }

std::vector<std::string> mail_address::former_spellings() const {
  std::vector<std::string> found;
  auto has_dot = given_.ends_with('.');
  if (is_ascii(given_) && !has_dot && canonical_.find("xn--") == std::string::npos)
    return found;
  auto add = [&](std::string_view spelling) {
    auto text = lower_case(spelling);
    // A large dotless i is the large i, which is another letter.
    auto same = canonical_mail(text) == canonical_;
    if (same && text != canonical_ && std::ranges::find(found, text) == found.end())
      found.push_back(std::move(text));
  };
  add(given_);
  if (has_dot) // Once a part of the canonical form.
    add(canonical_ + '.');
  auto parts = halves_of(given_);
  if (!parts)
    return found;
  auto small = in_case(parts->local, u_strToLower);
  add(joined(nfc(parts->local), nfc(parts->domain)));
  add(joined(small, in_case(parts->domain, u_strToLower)));
  add(joined(in_case(parts->local, u_strToUpper), in_case(parts->domain, u_strToUpper)));
  if (auto domain = converted(parts->domain, uidna_nameToUnicode))
    add(joined(small, *domain));
  if (auto domain = converted(parts->domain, uidna_nameToASCII))
    add(joined(small, *domain));
  return found;
}

} // namespace boxoffice::events
