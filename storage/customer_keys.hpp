// The HMAC keys of customers' pseudonyms, as rows of table::node:
//
//   customer-key           the log's own, 32 bytes
//   customer-key of SHOW   that of a show from another log, if it differs
//   customer-key from HEX  that of a log that accounts came from, if it differs; HEX are the first
//                          16 digits of its SHA-256
//
// These names never change.
#pragma once

#include "events/customer_keys.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::storage {

inline constexpr std::string_view customer_key_row = "customer-key";

[[nodiscard]] row_change customer_key_of_show(const show_id& show,
                                              const events::customer_keys::key& key);

[[nodiscard]] row_change customer_key_of_accounts(const events::customer_keys::key& key);

/// Nothing if the log has no key, which means that no server has used it yet.
[[nodiscard]] result<std::optional<events::customer_keys>> read_customer_keys(event_log& log);

} // namespace boxoffice::storage
