#include "storage/accounts.hpp"

#include "events/text.hpp"
#include "storage/side_rows.hpp"

namespace boxoffice::storage {

namespace {

constexpr std::string_view account_suffix = "account";
constexpr std::string_view account_version = "1 ";

std::optional<account> decode_account(std::string_view row) {
  if (!row.starts_with(account_version))
    return std::nullopt;
  row.remove_prefix(account_version.size());
  auto blank = row.find(' ');
  auto created_at = events::whole_number<events::time_ms>(row.substr(0, blank));
  if (blank == std::string_view::npos || !created_at)
    return std::nullopt;
  return account{*created_at, std::string{row.substr(blank + 1)}};
}

} // namespace

std::string account_key(const events::customer_id& customer) {
  return std::string{row_key(customer)}.append(account_suffix);
}

row_change account_row(const events::customer_id& customer, const account& made) {
  return {table::customers, account_key(customer),
          std::string{account_version} + std::to_string(made.created_at) + ' ' +
              made.password_hash};
}

result<std::optional<account>> find_account(event_log& log,
                                            std::span<const events::customer_id> customers) {
  for (const auto& each : customers) {
    auto row = log.get(table::customers, account_key(each));
    if (!row)
      return row.error();
    if (!*row)
      continue;
    auto found = decode_account(**row);
    if (!found)
      return storage_error{storage_error::kind::corrupt,
                           "table customers: the row of an account cannot be decoded"};
    return std::optional{std::move(*found)};
  }
  return std::optional<account>{};
}

} // namespace boxoffice::storage
