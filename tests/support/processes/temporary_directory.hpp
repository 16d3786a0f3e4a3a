#pragma once

#include <filesystem>

namespace boxoffice::tests {

/// A fresh directory under $TMPDIR (else /tmp), removed with all that is in it at the end.
/// With BOXTEST_KEEP set it is kept, for a look at what a failed test left behind.
class temporary_directory {
public:
  temporary_directory();
  ~temporary_directory();
  temporary_directory(const temporary_directory&) = delete;
  temporary_directory& operator=(const temporary_directory&) = delete;

  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace boxoffice::tests
