// Accounts of customers who sign in with a password: rows of table::customers beside the rows with
// the mail addresses.
//
//   the 16 bytes of the customer id, "account"
//   -> "1 ", the time of the sign-up in Unix milliseconds, " ", the password's hash as libsodium
//      writes it: "1 1790000000000 $argon2id$v=19$..."
//
// The form never changes; another one gets another number in front.
#pragma once

#include "storage/event_log.hpp"

#include <optional>
#include <span>
#include <string>

namespace boxoffice::storage {

struct account {
  events::time_ms created_at{};
  std::string password_hash;
  bool operator==(const account&) const = default;
};

[[nodiscard]] std::string account_key(const events::customer_id& customer);
[[nodiscard]] row_change account_row(const events::customer_id& customer, const account& made);

/// The account of the owner of these ids. Error: `corrupt` if its row cannot be decoded.
[[nodiscard]] result<std::optional<account>>
find_account(event_log& log, std::span<const events::customer_id> customers);

} // namespace boxoffice::storage
