// What a node makes at its first start and keeps: the operator's token and the customers' key.
#pragma once

#include "storage/event_log.hpp"
#include "storage/membership.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::cli {

struct operator_token {
  std::string text;
  std::string told; ///< where it comes from, for the start-up line
};

/// As find_operator_token(), but makes none: nothing where there is none.
[[nodiscard]] storage::result<std::optional<operator_token>>
known_operator_token(const std::filesystem::path& data_dir);

/// From BOXOFFICE_ADMIN_TOKEN, else from `admin-token` in the data directory (mode 0600), which is
/// made where it is missing.
[[nodiscard]] storage::result<operator_token>
find_operator_token(const std::filesystem::path& data_dir);

/// Its row in table::node.
inline constexpr std::string_view customer_key_row = "customer-key";

/// The HMAC key of customers' pseudonyms: a row of the log, so that it goes where the log goes.
[[nodiscard]] storage::result<std::vector<std::uint8_t>> find_customer_key(storage::event_log& log);
/// The same where nodes share the log and may start at once: all find one key.
[[nodiscard]] storage::result<std::vector<std::uint8_t>>
settle_customer_key(storage::postgres_membership& database);

} // namespace boxoffice::cli
