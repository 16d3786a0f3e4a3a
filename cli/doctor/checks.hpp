// The checks of `boxoffice doctor` and `boxoffice config check`. None of them changes anything but
// a temporary file in the data directory.
#pragma once

#include "cli/doctor/finding.hpp"
#include "cli/run.hpp"
#include "cli/settings/settings.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace boxoffice::cli {

/// Why every booking will expire unpaid; empty if customers can pay.
[[nodiscard]] std::string why_nobody_can_pay(const settings& chosen);

/// Files that settings name, and combinations that are allowed and rarely meant.
[[nodiscard]] findings check_settings(const settings& chosen);

/// The operator's token, and the named ones of a node's file.
[[nodiscard]] findings check_tokens(const settings& chosen);

/// How the server that runs on the data directory is; nothing if none does.
[[nodiscard]] std::optional<finding> running_server(const settings& chosen);

/// Whether the addresses to listen at are free, when no server runs.
[[nodiscard]] findings check_addresses(const settings& chosen);

/// Variables of the environment that look like settings and are none.
[[nodiscard]] findings check_environment(std::span<const std::string> environment);

/// Existence, owner, permissions and files of the data directory.
[[nodiscard]] findings check_directory(const std::filesystem::path& data_dir);

/// Free space, and the time of a sync.
[[nodiscard]] findings check_disk(const std::filesystem::path& data_dir);
/// Of a file system with so many bytes, of which so many are free.
[[nodiscard]] finding judge_space(std::uintmax_t free, std::uintmax_t capacity);
/// Of a device that takes so long for a write of 4 KiB with a sync.
[[nodiscard]] finding judge_sync(std::chrono::microseconds median);

/// Whether the system's clock is synchronized, and not behind the log.
[[nodiscard]] findings check_clock(const std::filesystem::path& data_dir);

/// The limit of open files.
[[nodiscard]] finding check_descriptors(const settings& chosen);

/// The log or the database, when no server runs: opens it for reading.
[[nodiscard]] findings check_log(const settings& chosen, const environment& env);

/// Whether the other nodes can be reached; nothing without a cluster.
[[nodiscard]] findings check_cluster(const settings& chosen);

} // namespace boxoffice::cli
