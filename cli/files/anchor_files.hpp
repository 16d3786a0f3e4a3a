// Anchors (storage/verify/anchor.hpp) and their keys in files.
#pragma once

#include "storage/verify/anchor.hpp"

#include <filesystem>

namespace boxoffice::cli {

/// Reads an anchor and checks its signature with the private or public key in the file `key`, or,
/// if that is empty, with the key in the anchor itself.
[[nodiscard]] storage::result<storage::anchor> read_anchor_file(const std::filesystem::path& file,
                                                                const std::filesystem::path& key);

/// Reads the private key in `file`. If there is no such file, generates a key and writes it there,
/// and the public key to `FILE.pub`. Both are readable by their owner only.
[[nodiscard]] storage::result<storage::signing_key>
find_signing_key(const std::filesystem::path& file);

/// Error: `exists` if the file exists; it may be an earlier anchor.
[[nodiscard]] storage::status write_anchor_file(const std::filesystem::path& file,
                                                events::time_ms at,
                                                std::span<const storage::stream_head> heads,
                                                const storage::signing_key& key);

/// The first 64 bits of the public key in hex, to compare by eye.
[[nodiscard]] std::string fingerprint(const storage::public_key& key);

} // namespace boxoffice::cli
