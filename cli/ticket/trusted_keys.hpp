// The public keys that a ticket code is checked with, from a file.
#pragma once

#include "events/signing/ed25519.hpp"
#include "storage/event_log.hpp"

#include <filesystem>
#include <vector>

namespace boxoffice::cli {

/// Reads the answer of GET /api/ticket-key (a JSON Web Key Set, by the rules of
/// http/json/json_tree.hpp), or a public key in PEM. Keys of a set that are not Ed25519 are
/// ignored. Errors: those of read_file(); `corrupt` if there is none.
[[nodiscard]] storage::result<std::vector<events::public_key>>
read_trusted_keys(const std::filesystem::path& file);

} // namespace boxoffice::cli
