// Accounts of customers who sign in with a password: rows of table::customers beside the rows with
// the mail addresses.
//
//   the 16 bytes of the customer id, "account"
//   -> "1 ", the time of the sign-up in Unix milliseconds, " ", the password's hash as libsodium
//      writes it: "1 1790000000000 $argon2id$v=19$..."
//
//   the 16 bytes of the customer id, "erased"
//   -> "1 ", the time of the customer's last erasure in Unix milliseconds. It stays: the customer
//      id stays in events too, and the next account of the address must not inherit their bookings.
//
//   the 16 bytes of the customer id, "holder"
//   -> "1 ", a time in Unix milliseconds: the next account holds the bookings from then on. Written
//      when an account that was made after an erasure is reset; void after another erasure.
//
// The forms never change; another one gets another number in front.
#pragma once

#include "storage/event_log.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boxoffice::storage {

struct account {
  events::time_ms created_at{};
  std::string password_hash;
  /// Bookings requested before are not this account's: the address was erased before it was made. 0
  /// if it never was. Not stored with the account.
  events::time_ms bookings_from = 0;
  bool operator==(const account&) const = default;
};

[[nodiscard]] std::string account_key(const events::customer_id& customer);
[[nodiscard]] row_change account_row(const events::customer_id& customer, const account& made);

/// The rows that say that later accounts do not hold what the owner of these ids has booked up to
/// `at`. They must be durable before the owner is erased (side_rows.hpp, forget()).
[[nodiscard]] std::vector<row_change> erasure_rows(std::span<const events::customer_id> customers,
                                                   events::time_ms at);

/// When the owner of these ids was erased last; nothing if never. Error: `corrupt` if a row cannot
/// be decoded.
[[nodiscard]] result<std::optional<events::time_ms>>
last_erasure(event_log& log, std::span<const events::customer_id> customers);

/// The rows that remove the account of the owner of these ids; none if there is no account. The
/// next one holds the same bookings. Errors as find_account().
[[nodiscard]] result<std::vector<row_change>>
account_removal(event_log& log, std::span<const events::customer_id> customers);

/// The account of the owner of these ids; the newest, if logs that were copied into this one had
/// several. Error: `corrupt` if a row cannot be decoded.
[[nodiscard]] result<std::optional<account>>
find_account(event_log& log, std::span<const events::customer_id> customers);

/// The id under which the owner of these ids has that account, or a new one is kept: the first. A
/// log that came from another one has accounts under the ids of another key. Errors as
/// find_account().
[[nodiscard]] result<events::customer_id>
account_place(event_log& log, std::span<const events::customer_id> customers);

} // namespace boxoffice::storage
