#include "storage/accounts.hpp"

#include "events/text.hpp"
#include "storage/side_rows.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::string_view account_suffix = "account";
constexpr std::string_view erased_suffix = "erased";
constexpr std::string_view row_version = "1 ";

std::optional<account> decode_account(std::string_view row) {
  if (!row.starts_with(row_version))
    return std::nullopt;
  row.remove_prefix(row_version.size());
  auto blank = row.find(' ');
  auto created_at = events::whole_number<events::time_ms>(row.substr(0, blank));
  if (blank == std::string_view::npos || !created_at)
    return std::nullopt;
  return account{*created_at, std::string{row.substr(blank + 1)}};
}

std::optional<events::time_ms> decode_erasure(std::string_view row) {
  if (!row.starts_with(row_version))
    return std::nullopt;
  return events::whole_number<events::time_ms>(row.substr(row_version.size()));
}

storage_error undecodable(const std::string& what) {
  return {storage_error::kind::corrupt,
          "table customers: the row of " + what + " cannot be decoded"};
}

std::string erasure_key(const events::customer_id& customer) {
  return std::string{row_key(customer)}.append(erased_suffix);
}

struct kept_account {
  events::customer_id under{};
  account what;
};

/// Looks all ids up, whichever has an account: both outcomes take the same work.
result<std::optional<kept_account>> newest_account(event_log& log,
                                                   std::span<const events::customer_id> customers) {
  std::optional<kept_account> newest;
  for (const auto& each : customers) {
    auto row = log.get(table::customers, account_key(each));
    if (!row)
      return row.error();
    if (!*row)
      continue;
    auto found = decode_account(**row);
    if (!found)
      return undecodable("an account");
    if (!newest || found->created_at > newest->what.created_at)
      newest = kept_account{each, std::move(*found)};
  }
  return newest;
}

} // namespace

std::string account_key(const events::customer_id& customer) {
  return std::string{row_key(customer)}.append(account_suffix);
}

row_change account_row(const events::customer_id& customer, const account& made) {
  return {table::customers, account_key(customer),
          std::string{row_version} + std::to_string(made.created_at) + ' ' + made.password_hash};
}

std::vector<row_change> erasure_rows(std::span<const events::customer_id> customers,
                                     events::time_ms at) {
  std::vector<row_change> rows;
  for (const auto& each : customers)
    rows.push_back(
        {table::customers, erasure_key(each), std::string{row_version} + std::to_string(at)});
  return rows;
}

result<std::optional<events::time_ms>>
last_erasure(event_log& log, std::span<const events::customer_id> customers) {
  std::optional<events::time_ms> last;
  for (const auto& each : customers) {
    auto row = log.get(table::customers, erasure_key(each));
    if (!row)
      return row.error();
    if (!*row)
      continue;
    auto at = decode_erasure(**row);
    if (!at)
      return undecodable("an erasure");
    last = std::max(last, at);
  }
  return last;
}

result<std::optional<account>> find_account(event_log& log,
                                            std::span<const events::customer_id> customers) {
  // Looked up without an account too: an unknown address takes the same work.
  auto erased = last_erasure(log, customers);
  if (!erased)
    return erased.error();
  auto newest = newest_account(log, customers);
  if (!newest)
    return newest.error();
  if (!*newest)
    return std::optional<account>{};
  auto& found = (*newest)->what;
  // A token from before the erasure may have booked meanwhile.
  if (*erased)
    found.bookings_from = std::max(found.created_at, **erased + 1);
  return std::optional{std::move(found)};
}

result<events::customer_id> account_place(event_log& log,
                                          std::span<const events::customer_id> customers) {
  auto newest = newest_account(log, customers);
  if (!newest)
    return newest.error();
  return *newest ? (*newest)->under : customers.front();
}

} // namespace boxoffice::storage
