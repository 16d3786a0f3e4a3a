#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

#include "cli/settings/settings.hpp"

namespace boxoffice::cli::tests {

/// A settings file that goes away with the test.
class settings_file {
public:
  explicit settings_file(const std::string& content) {
    static std::atomic<int> made{0};
    path_ =
        std::filesystem::temp_directory_path() /
        ("boxoffice-settings-" + std::to_string(getpid()) + "-" + std::to_string(++made) + ".toml");
    std::ofstream{path_} << content;
  }
  ~settings_file() { std::filesystem::remove(path_); }
  settings_file(const settings_file&) = delete;
  settings_file& operator=(const settings_file&) = delete;
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

using texts = std::vector<std::string>;
using loaded = boost::system::result<settings, std::vector<settings_error>>;

inline loaded from_set(const texts& options) { return load_settings(std::nullopt, {}, options); }

inline loaded from_environment(const texts& variables) {
  return load_settings(std::nullopt, variables, {});
}

inline loaded from_file(const std::string& content) {
  const settings_file file{content};
  return load_settings(file.path(), {}, {});
}

inline bool taken(const loaded& result) { return result.has_value(); }
inline bool refused(const loaded& result) { return result.has_error(); }

/// All errors, a line each; empty when there are none.
inline std::string errors_of(const loaded& result) {
  std::string lines;
  if (!result)
    for (const auto& error : result.error())
      lines += to_text(error) + "\n";
  return lines;
}

} // namespace boxoffice::cli::tests
