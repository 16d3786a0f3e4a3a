#include "http/auth/password.hpp"

#include "events/text.hpp"

#include <cstdlib>

#include <sodium.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

namespace boxoffice::http {

namespace {

constexpr std::size_t least_password = 8;
constexpr std::size_t most_password = 256;
/// A password has no more bytes than this before it is normalized.
constexpr std::size_t most_password_bytes = 4'096;

void need_sodium() {
  static const auto ready = sodium_init();
  if (ready < 0)
    std::abort(); // The machine has no source of random bits.
}

} // namespace

std::optional<std::string> normalized_password(std::string_view given) {
  if (given.size() > most_password_bytes || !events::plain_code_points(given))
    return std::nullopt;
  // NFC has at most three UTF-16 units for each unit, and UTF-8 three bytes for each of these.
  std::u16string text(given.size() + 1, u'\0');
  std::int32_t size = 0;
  auto error = U_ZERO_ERROR;
  u_strFromUTF8(text.data(), static_cast<std::int32_t>(text.size()), &size, given.data(),
                static_cast<std::int32_t>(given.size()), &error);
  std::u16string composed(3 * text.size(), u'\0');
  auto length = unorm2_normalize(unorm2_getNFCInstance(&error), text.data(), size, composed.data(),
                                 static_cast<std::int32_t>(composed.size()), &error);
  std::string out(3 * composed.size(), '\0');
  u_strToUTF8(out.data(), static_cast<std::int32_t>(out.size()), &size, composed.data(), length,
              &error);
  if (U_FAILURE(error))
    return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string error_in_password(std::string_view password, const events::mail_address& mail) {
  auto length = events::code_points(password);
  if (length < least_password || length > most_password)
    return "must have 8 to 256 characters, and no control character";
  if (events::mail_address{password} == mail)
    return "must not be the mail address";
  return {};
}

std::optional<std::string> hash_of_password(const std::string& password) {
  need_sodium();
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return std::nullopt;
  return std::string{hash};
}

bool is_password(const std::string& hash, const std::string& password) {
  need_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

} // namespace boxoffice::http
