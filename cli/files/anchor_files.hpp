// Anchors (storage/verify/anchor.hpp) and their keys in files.
#pragma once

#include "storage/verify/anchor.hpp"

#include <filesystem>

namespace boxoffice::cli {

/// Reads an anchor and checks its signature: by the key in `key`, a private or public one, or,
/// where that is empty, only by the key that the anchor itself names.
[[nodiscard]] storage::result<storage::anchor> read_anchor_file(const std::filesystem::path& file,
                                                                const std::filesystem::path& key);

/// The private key in `file`. Where that is missing a key is made, with the public key beside it as
/// `FILE.pub`; both are readable by their owner only, as all that boxoffice writes.
[[nodiscard]] storage::result<storage::signing_key>
find_signing_key(const std::filesystem::path& file);

/// `exists` where there is a file already: it may be an earlier anchor.
[[nodiscard]] storage::status write_anchor_file(const std::filesystem::path& file,
                                                events::time_ms at,
                                                std::span<const storage::stream_head> heads,
                                                const storage::signing_key& key);

/// Short and unmistakable, to compare by eye: the first 64 bits of the public key in hex.
[[nodiscard]] std::string fingerprint(const storage::public_key& key);

} // namespace boxoffice::cli
