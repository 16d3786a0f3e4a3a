// A log's directory between two openings, as a crash or somebody else leaves it.
#pragma once

#include "storage/witness/witness.hpp"
#include "tests/storage/log_contract.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace boxoffice::storage::tests {

/// Names and contents of a directory's files, the lock aside.
using directory_content = std::map<std::string, std::string>;
[[nodiscard]] directory_content content_of(const std::filesystem::path& directory);
/// Makes a directory of them, in place of what is there.
void put_content(const std::filesystem::path& directory, const directory_content& content);

/// The write-ahead logs, by number.
[[nodiscard]] std::vector<std::string> wals_in(const directory_content& content);

/// The witness as if the process had ended before its first write.
void forget_what_the_witness_knows(const std::filesystem::path& directory);

/// All records and rows of a log, as one text for each.
[[nodiscard]] std::vector<std::string> everything_in(event_log& log);

} // namespace boxoffice::storage::tests
