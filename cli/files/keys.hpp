// What a node makes at its first start and keeps: the operator's token and the customers' key.
#pragma once

#include "events/customer_keys.hpp"
#include "storage/event_log.hpp"
#include "storage/postgres/membership.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boxoffice::cli {

/// The file of the token in the data directory; mode 0600.
inline constexpr const char* token_file = "admin-token";
inline constexpr const char* token_variable = "BOXOFFICE_ADMIN_TOKEN";

struct operator_token {
  std::string text;
  std::string source; ///< the variable or the file that it is from
  std::string remark; ///< a warning for the log; empty where there is none
};

/// As find_operator_token(), but makes none: returns nothing where there is none.
[[nodiscard]] storage::result<std::optional<operator_token>>
known_operator_token(const std::filesystem::path& data_dir);

/// From BOXOFFICE_ADMIN_TOKEN, else from `admin-token` in the data directory (mode 0600), which is
/// made where it is missing. White space around the token does not count. Errors: `io` where the
/// file cannot be read, `bad_format` where the token has fewer than 16 characters, more than 1,024,
/// or a control character.
[[nodiscard]] storage::result<operator_token>
find_operator_token(const std::filesystem::path& data_dir);

/// The HMAC keys of customers' pseudonyms: rows of the log, so that they go where the log goes. The
/// log's own is made where there is none.
[[nodiscard]] storage::result<events::customer_keys> find_customer_keys(storage::event_log& log);
/// The same where nodes share the log and may start at once: all find one key.
[[nodiscard]] storage::result<events::customer_keys>
ensure_customer_keys(storage::event_log& log, storage::postgres_membership& database);

} // namespace boxoffice::cli
