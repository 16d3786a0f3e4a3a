#include "storage/accounts.hpp"

#include "events/text.hpp"
#include "storage/side_rows.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::string_view account_suffix = "account";
constexpr std::string_view erased_suffix = "erased";
constexpr std::string_view holder_suffix = "holder";
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

std::optional<events::time_ms> decode_time(std::string_view row) {
  if (!row.starts_with(row_version))
    return std::nullopt;
  return events::whole_number<events::time_ms>(row.substr(row_version.size()));
}

storage_error undecodable(const std::string& what) {
  return {storage_error::kind::corrupt,
          "table customers: the row of " + what + " cannot be decoded"};
}

row_change time_row(const events::customer_id& customer, std::string_view suffix,
                    events::time_ms at) {
  return {table::customers, std::string{row_key(customer)}.append(suffix),
          std::string{row_version} + std::to_string(at)};
}

/// The latest time of these rows of all ids.
result<std::optional<events::time_ms>> latest_time(event_log& log,
                                                   std::span<const events::customer_id> customers,
                                                   std::string_view suffix) {
  std::optional<events::time_ms> last;
  for (const auto& each : customers) {
    auto row = log.get(table::customers, std::string{row_key(each)}.append(suffix));
    if (!row)
      return row.error();
    if (!*row)
      continue;
    auto at = decode_time(**row);
    if (!at)
      return undecodable("an erasure");
    last = std::max(last, at);
  }
  return last;
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
    rows.push_back(time_row(each, erased_suffix, at));
  return rows;
}

result<std::optional<events::time_ms>>
last_erasure(event_log& log, std::span<const events::customer_id> customers) {
  return latest_time(log, customers, erased_suffix);
}

result<std::vector<row_change>> account_removal(event_log& log,
                                                std::span<const events::customer_id> customers) {
  auto found = find_account(log, customers);
  if (!found)
    return found.error();
  std::vector<row_change> rows;
  if (!*found)
    return rows;
  for (const auto& each : customers)
    rows.push_back({table::customers, account_key(each), std::nullopt});
  if ((*found)->bookings_from != 0)
    rows.push_back(time_row(customers.front(), holder_suffix, (*found)->bookings_from));
  return rows;
}

result<std::optional<account>> find_account(event_log& log,
                                            std::span<const events::customer_id> customers) {
  // Looked up without an account too: an unknown address takes the same work.
  auto erased = last_erasure(log, customers);
  if (!erased)
    return erased.error();
  auto held_from = latest_time(log, customers, holder_suffix);
  if (!held_from)
    return held_from.error();
  auto newest = newest_account(log, customers);
  if (!newest)
    return newest.error();
  if (!*newest)
    return std::optional<account>{};
  auto& found = (*newest)->what;
  // A token from before the erasure may have booked until its account was looked up again.
  if (*erased)
    found.bookings_from =
        *held_from > *erased ? **held_from : std::max(found.created_at, **erased + 1);
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
