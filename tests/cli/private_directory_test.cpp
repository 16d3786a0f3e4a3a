#include "cli/files/private_directory.hpp"

#include "cli/files/keys.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace boxoffice::cli::tests {

namespace {

namespace fs = std::filesystem;

mode_t mode_of(const fs::path& file) {
  struct ::stat found {};
  REQUIRE(::stat(file.c_str(), &found) == 0);
  return found.st_mode & 07777U;
}

/// A directory inside a temporary directory.
struct place {
  boxoffice::tests::temporary_directory env;
  fs::path directory = env.path() / "data";

  explicit place(mode_t mode) {
    fs::create_directory(directory);
    ::chmod(directory.c_str(), mode);
  }
  void add(const std::string& name, mode_t mode = 0644) const {
    std::ofstream{directory / name} << "x";
    ::chmod((directory / name).c_str(), mode);
  }
};

} // namespace

TEST_CASE("data directory: a missing one needs no change") {
  place one{0700};
  auto kept = keep_private(one.directory / "none");
  REQUIRE(kept.has_value());
  CHECK_FALSE(kept->has_value());
}

TEST_CASE("data directory: one that is open to others is closed with its files, with a remark") {
  for (auto mode : {mode_t{0755}, mode_t{0750}, mode_t{0770}, mode_t{0701}}) {
    place one{mode};
    one.add("CURRENT");
    one.add("000007.sst", 0664);
    fs::create_symlink(one.env.path() / "elsewhere", one.directory / "link");
    auto kept = keep_private(one.directory);
    REQUIRE(kept.has_value());
    REQUIRE(kept->has_value());
    CHECK((*kept)->find("is open to other users") != std::string::npos);
    CHECK(mode_of(one.directory) == 0700);
    CHECK(mode_of(one.directory / "CURRENT") == 0600);
    CHECK(mode_of(one.directory / "000007.sst") == 0600);
    CHECK_FALSE(keep_private(one.directory)->has_value());
  }
}

TEST_CASE(
    "data directory: files in a private one are closed too, because a copy may keep their mode") {
  place one{0700};
  one.add("000007.sst");
  auto kept = keep_private(one.directory);
  REQUIRE(kept.has_value());
  CHECK_FALSE(kept->has_value());
  CHECK(mode_of(one.directory / "000007.sst") == 0600);
}

TEST_CASE("data directory: a tokens file keeps its mode if others may write it, to be refused") {
  place one{0755};
  one.add("CURRENT");
  one.add(operator_tokens_file, 0644);
  REQUIRE(keep_private(one.directory).has_value());
  CHECK(mode_of(one.directory / operator_tokens_file) == 0600);
  for (auto mode : {mode_t{0666}, mode_t{0620}, mode_t{0602}}) {
    ::chmod((one.directory / operator_tokens_file).c_str(), mode);
    REQUIRE(keep_private(one.directory).has_value());
    CHECK(mode_of(one.directory / operator_tokens_file) == mode);
  }
}

TEST_CASE("data directory: the root of a new file system may be one") {
  place one{0755};
  fs::create_directory(one.directory / "lost+found");
  CHECK(keep_private(one.directory)->has_value());
  CHECK(mode_of(one.directory) == 0700);
}

TEST_CASE("data directory: an open one with other files is refused and not changed") {
  place one{01777};
  one.add("somebody's");
  auto kept = keep_private(one.directory);
  REQUIRE(kept.has_error());
  CHECK(kept.error().detail.find("(mode 1777) and holds other files") != std::string::npos);
  CHECK(usable_as_data_directory(one.directory).error().detail == kept.error().detail);
  CHECK(mode_of(one.directory) == 01777);
  CHECK(mode_of(one.directory / "somebody's") == 0644);
}

TEST_CASE("data directory: a file in its place is an error") {
  place one{0700};
  one.add("file");
  auto kept = keep_private(one.directory / "file");
  REQUIRE(kept.has_error());
  CHECK(kept.error().detail.find("Not a directory") != std::string::npos);
}

} // namespace boxoffice::cli::tests
