// The directory of a log that is not open, to be damaged by a test.
#pragma once

#include "storage/witness/witness.hpp"
#include "tests/storage/log_contract.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace boxoffice::storage::tests {

/// Names and contents of a directory's files, without the lock file.
using directory_content = std::map<std::string, std::string>;
[[nodiscard]] directory_content content_of(const std::filesystem::path& directory);
/// Replaces a directory by these files.
void put_content(const std::filesystem::path& directory, const directory_content& content);

/// The write-ahead logs, by number.
[[nodiscard]] std::vector<std::string> wals_in(const directory_content& content);

/// Resets the witness to the one of an empty log.
void forget_what_the_witness_knows(const std::filesystem::path& directory);

/// Every record and side row of a log as a text.
[[nodiscard]] std::vector<std::string> everything_in(event_log& log);

} // namespace boxoffice::storage::tests
