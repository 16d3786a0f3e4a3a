// The operator's token and the keys of pseudonyms and ticket codes, which a node generates once.
#pragma once

#include "events/customer_keys.hpp"
#include "events/signing/ticket_code.hpp"
#include "storage/event_log.hpp"
#include "storage/postgres/membership.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boxoffice::cli {

/// The file of the token in the data directory; mode 0600.
inline constexpr const char* token_file = "admin-token";
/// The file of the operator's named tokens (cli/tokens/operator_tokens.hpp) there; mode 0600.
inline constexpr const char* operator_tokens_file = "operator-tokens";
inline constexpr const char* token_variable = "BOXOFFICE_ADMIN_TOKEN";

struct operator_token {
  std::string text;
  std::string source; ///< the variable or the file that it is from
  std::string remark; ///< a warning for the log; empty if there is none
};

/// As find_operator_token(), but returns nothing instead of generating a token.
[[nodiscard]] storage::result<std::optional<operator_token>>
known_operator_token(const std::filesystem::path& data_dir);

/// Reads the token from BOXOFFICE_ADMIN_TOKEN, or else from `admin-token` in the data directory
/// (mode 0600), which is generated if it is missing. Surrounding white space is ignored. Errors:
/// `io` if the file cannot be read or is no regular one; `bad_format` if the token has fewer than
/// 16 or more than 1,024 characters or a control character.
[[nodiscard]] storage::result<operator_token>
find_operator_token(const std::filesystem::path& data_dir);

/// The keys of a node that are rows of its log, so that they are copied with it.
struct node_keys {
  events::shared_customer_keys customers; ///< of pseudonyms
  events::shared_ticket_keys tickets;     ///< of ticket codes
};
/// The log's own keys are generated if it has none.
[[nodiscard]] storage::result<node_keys> find_node_keys(storage::event_log& log);
/// The same for nodes that share the log: nodes that start at the same time agree on the keys.
[[nodiscard]] storage::result<node_keys> ensure_node_keys(storage::event_log& log,
                                                          storage::postgres_membership& database);

/// The key that signs the tokens of customers' accounts, if the settings have none; 32 bytes. It is
/// a row of the log, which is copied with it, and is generated if there is none.
[[nodiscard]] storage::result<std::string> find_token_key(storage::event_log& log);

} // namespace boxoffice::cli
