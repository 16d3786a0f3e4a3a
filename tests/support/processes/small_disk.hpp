#pragma once

#include "tests/support/processes/temporary_directory.hpp"

#include <cstdint>
#include <filesystem>

namespace boxoffice::tests {

/// A tmpfs of that many bytes, unmounted at the end. Mounting needs root: without it the
/// constructor throws and says so, since a test that skips itself proves nothing.
class small_disk {
public:
  explicit small_disk(std::uint64_t bytes);
  ~small_disk();
  small_disk(const small_disk&) = delete;
  small_disk& operator=(const small_disk&) = delete;

  const std::filesystem::path& path() const { return directory_.path(); }
  std::uint64_t free_bytes() const;
  void fill_up_to(std::uint64_t left_free); ///< By one file of our own.
  void free_space();                        ///< Removes that file.
  void use_up_files();                      ///< Until no file can be made any more.

private:
  std::filesystem::path ballast() const { return path() / "ballast"; }

  temporary_directory directory_;
};

} // namespace boxoffice::tests
