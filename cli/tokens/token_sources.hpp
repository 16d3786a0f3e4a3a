// Where the operator's named tokens are kept, and how a running server learns of changes: with
// RocksDB a file in the data directory of each node, with PostgreSQL a row that all nodes share.
#pragma once

#include "cli/settings/settings.hpp"
#include "cli/tokens/operator_tokens.hpp"
#include "http/auth/token_set.hpp"
#include "storage/event_log.hpp"

namespace boxoffice::cli {

/// The tokens of the node's engine. Errors: see cli/tokens/operator_tokens.hpp and
/// storage/postgres/token_document.hpp.
[[nodiscard]] storage::result<http::token_set> kept_tokens(const settings& chosen);

/// Changes them, whether a server runs or not. The change is durable when it returns.
[[nodiscard]] storage::status change_tokens(const settings& chosen, const token_change& change);

/// The tokens for the gateway. Its first result is whole, else this returns the error. A change of
/// the file holds for the next request; a change in the database is read within half a second, by a
/// thread of its own, which ends with the source. If they cannot be read later, those of before
/// remain in force and a warning is logged once.
[[nodiscard]] storage::result<http::token_source> watch_tokens(const settings& chosen);

} // namespace boxoffice::cli
