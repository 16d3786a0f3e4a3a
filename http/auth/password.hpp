// Passwords of customers: their rules and their hashes, argon2id by libsodium.
#pragma once

#include "events/mail.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// The form in which passwords are compared: Unicode NFC, because keyboards write the same letter
/// in different ways. Nothing if the text is not UTF-8 or has a control character.
[[nodiscard]] std::optional<std::string> normalized_password(std::string_view given);

/// Why a normalized password may not be chosen for this address; an empty text if it may. It needs
/// 8 to 256 code points of any kind (NIST SP 800-63B) and must not be the address.
[[nodiscard]] std::string error_in_password(std::string_view password,
                                            const events::mail_address& mail);

/// The hash with its salt and parameters, as text: 64 MiB of memory, two passes. Takes some 100 ms.
/// Nothing if there is no memory.
[[nodiscard]] std::optional<std::string> hash_of_password(const std::string& password);
/// Whether the hash is of this password. Takes as long as hash_of_password().
[[nodiscard]] bool is_password(const std::string& hash, const std::string& password);

} // namespace boxoffice::http
