// The files of boxoffice are for its own user only, whatever umask it was started with.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

/// A umask of 0 for this process and its children, as long as it lives.
struct no_umask {
  mode_t before = ::umask(0);
  no_umask() = default;
  ~no_umask() { ::umask(before); }
  no_umask(const no_umask&) = delete;
  no_umask& operator=(const no_umask&) = delete;
};

mode_t mode_of(const fs::path& file) {
  struct ::stat found {};
  REQUIRE(::lstat(file.c_str(), &found) == 0);
  return found.st_mode & 07777U;
}

/// Every file and directory there with rights for group or others.
std::vector<std::string> open_to_others(const fs::path& place) {
  std::vector<std::string> found;
  auto look = [&](const fs::path& file) {
    if (!fs::is_symlink(file) && (mode_of(file) & 077U) != 0)
      found.push_back(file.string());
  };
  look(place);
  if (fs::is_directory(place))
    for (const auto& entry : fs::recursive_directory_iterator{place})
      look(entry.path());
  return found;
}

const std::vector<std::string> none;

} // namespace

TEST_CASE("private: a log, its copies, anchors and keys are their owner's alone") {
  no_umask mask;
  temporary_directory place;
  server_options options;
  options.binary = server_binary();
  options.data_dir = place.path() / "data";
  options.with_operator_token = false;
  server_process server{options};
  CHECK(open_to_others(options.data_dir) == none);
  printed_by(options.data_dir, {"backup", place.path() / "live"});
  server.terminate();
  CHECK(open_to_others(options.data_dir) == none);
  printed_by(options.data_dir, {"backup", place.path() / "stopped"});
  printed_by(options.data_dir,
             {"verify", "--anchor", place.path() / "anchor", "--key", place.path() / "key"});
  fs::permissions(place.path() / "live" / "CURRENT", fs::perms::all);
  printed_by(place.path() / "restored", {"restore", place.path() / "live"});
  for (const auto* name : {"stopped", "restored", "anchor", "key", "key.pub"})
    CHECK_MESSAGE(open_to_others(place.path() / name) == none, name);
}

TEST_CASE("private: a data directory from before that others can read is closed, with a warning") {
  no_umask mask;
  temporary_directory place;
  server_options options;
  options.binary = server_binary();
  options.data_dir = place.path() / "data";
  options.with_operator_token = false;
  server_process{options}.terminate();
  fs::permissions(options.data_dir, static_cast<fs::perms>(0755));
  for (const auto& entry : fs::directory_iterator{options.data_dir})
    fs::permissions(entry.path(), static_cast<fs::perms>(0644));
  server_process server{options};
  CHECK(open_to_others(options.data_dir) == none);
  for (const auto* warning : {"is open to other users (mode 0755): it is closed to them now",
                              "could be read by other users of this machine"})
    CHECK_MESSAGE(server.reports(warning), server.errors());
}

TEST_CASE("operator: twenty wrong tokens leave a warning with the address") {
  cinema_fixture cinema{server_binary()};
  for (int i = 0; i < 20; ++i)
    CHECK(cinema.client()
              .get("/api/refund", {{"Authorization", "Bearer guess-" + std::to_string(i)}})
              .status == 401);
  CHECK(cinema.server().reports("20 wrong operator tokens from 127.0.0.1; "));
  CHECK(cinema.client().get("/api/refund", as_operator()).status == 200);
}

} // namespace boxoffice::tests
