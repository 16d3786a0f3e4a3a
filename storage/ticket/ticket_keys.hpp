// The keys of ticket codes, as rows of table::node:
//
//   ticket-key               the log's own Ed25519 seed, 32 bytes
//   former-ticket-key HEX    the public key of a log that shows were copied from, 32 bytes; HEX are
//                            its digits
//
// These names never change.
#pragma once

#include "events/signing/ticket_code.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <string_view>

namespace boxoffice::storage {

inline constexpr std::string_view ticket_key_row = "ticket-key";

/// Nothing if the log has no key, which means that no server of this version has used it yet.
/// Error: `corrupt` if a key has another size.
[[nodiscard]] result<std::optional<events::ticket_keys>> read_ticket_keys(event_log& log);

/// Lets `to` accept the codes of `from`, whose shows are copied into it. A log without a key takes
/// that of the first log that is copied into it. Rows of former keys are copied like other rows.
status copy_ticket_key(event_log& from, event_log& to);

} // namespace boxoffice::storage
