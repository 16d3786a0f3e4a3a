// A temporary directory for one run.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace boxoffice::bench {

/// In TMPDIR, which should be on the device to measure. The destructor removes it.
class scratch {
public:
  scratch() {
    auto name = (std::filesystem::temp_directory_path() / "boxoffice-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error{"cannot make a directory " + name};
    path_ = name;
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace boxoffice::bench
