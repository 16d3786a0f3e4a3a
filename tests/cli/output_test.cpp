#include "cli/terminal/output.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <fcntl.h>

namespace boxoffice::cli::tests {

TEST_CASE("output: all text arrives in order, also text larger than the buffer") {
  boxoffice::tests::temporary_directory place;
  auto path = place.path() / "out";
  auto file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  std::string expected;
  output out{file};
  for (int i = 0; i < 50'000; ++i) {
    expected += std::to_string(i) + '\n';
    CHECK(out.print(std::to_string(i) + '\n'));
  }
  CHECK(out.finish() == 0);
  ::close(file);
  std::ifstream in{path};
  CHECK(std::string{std::istreambuf_iterator<char>{in}, {}} == expected);
}

TEST_CASE("output: a full disk is found at the end and in the middle of a large text") {
  auto full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  SUBCASE("at the end") {
    output out{full};
    CHECK(out.print("a line\n"));
    CHECK(out.finish() == 1);
  }
  SUBCASE("in the middle") {
    output out{full};
    CHECK(!out.print(std::string(1U << 20U, 'x')));
    CHECK(!out.print("more\n"));
    CHECK(out.finish() == 1);
  }
  ::close(full);
}

TEST_CASE("output: a closed pipe ends it with 1") {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  ::close(ends[0]);
  output out{ends[1]};
  out.print("a line\n");
  CHECK(out.finish() == 1);
  ::close(ends[1]);
}

} // namespace boxoffice::cli::tests
