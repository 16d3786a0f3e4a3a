#include "cli/files/keys.hpp"

#include "tests/support/processes/temporary_directory.hpp"

#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace boxoffice::cli::tests {

namespace {

namespace fs = std::filesystem;

/// A data directory with a token file.
struct token_place {
  boxoffice::tests::temporary_directory directory;
  fs::path file = directory.path() / token_file;

  token_place() { ::unsetenv("BOXOFFICE_ADMIN_TOKEN"); }
  ~token_place() { ::unsetenv("BOXOFFICE_ADMIN_TOKEN"); }
  token_place(const token_place&) = delete;
  token_place& operator=(const token_place&) = delete;

  void write(const std::string& text, mode_t mode = 0600) const {
    std::ofstream{file} << text;
    ::chmod(file.c_str(), mode);
  }
  auto find() const { return find_operator_token(directory.path()); }
  [[nodiscard]] mode_t mode() const {
    struct ::stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    return found.st_mode & 07777U;
  }
};

} // namespace

TEST_CASE("operator token: a missing one is generated, and found from then on") {
  token_place place;
  auto made = place.find();
  REQUIRE(made.has_value());
  CHECK(made->text.size() == 64);
  CHECK(place.mode() == 0600);
  CHECK(place.find()->text == made->text);
}

TEST_CASE("operator token: surrounding white space is ignored") {
  token_place place;
  for (const auto* text : {"0123456789abcdef", "0123456789abcdef\n", "  0123456789abcdef\r\n",
                           "\t0123456789abcdef \n\n"}) {
    place.write(text);
    auto found = place.find();
    REQUIRE(found.has_value());
    CHECK(found->text == "0123456789abcdef");
    CHECK(found->remark == "");
  }
  ::setenv("BOXOFFICE_ADMIN_TOKEN", " fedcba9876543210\r", 1);
  CHECK(place.find()->text == "fedcba9876543210");
}

TEST_CASE("operator token: one that is short, blank or has a line break is refused") {
  token_place place;
  for (const auto* text : {"x", "\n", " \r\n", "0123456789abcde\n", "0123456789abcdef\n0123",
                           "0123456789abcdef\u00e9"}) {
    place.write(text);
    auto found = place.find();
    REQUIRE(found.has_error());
    CHECK(found.error().detail.find(place.file.string()) != std::string::npos);
    ::setenv("BOXOFFICE_ADMIN_TOKEN", text, 1);
    REQUIRE(place.find().has_error());
    CHECK(place.find().error().detail.find("BOXOFFICE_ADMIN_TOKEN") != std::string::npos);
    ::unsetenv("BOXOFFICE_ADMIN_TOKEN");
  }
}

TEST_CASE("operator token: an empty file is refused and stays as it is") {
  token_place place;
  place.write("");
  auto found = place.find();
  REQUIRE(found.has_error());
  CHECK(found.error().detail ==
        "the operator token in " + place.file.string() + " has fewer than 16 characters");
  CHECK(fs::file_size(place.file) == 0);
}

TEST_CASE("operator token: a file that others could read is closed to them, with a remark") {
  token_place place;
  place.write("0123456789abcdef\n", 0644);
  auto found = place.find();
  REQUIRE(found.has_value());
  CHECK(found->remark.find("could be read by other users") != std::string::npos);
  CHECK(place.mode() == 0600);
  CHECK(place.find()->remark == "");
}

TEST_CASE("operator token: a directory in its place is an error") {
  token_place place;
  fs::create_directory(place.file);
  auto found = place.find();
  REQUIRE(found.has_error());
  CHECK(found.error().detail == "cannot read " + place.file.string() + ": Is a directory");
}

TEST_CASE("operator token: a named pipe in its place is not read") {
  token_place place;
  REQUIRE(::mkfifo(place.file.c_str(), 0600) == 0);
  auto found = place.find();
  REQUIRE(found.has_error());
  CHECK(found.error().detail == "cannot read " + place.file.string() + ": not a regular file");
}

} // namespace boxoffice::cli::tests
