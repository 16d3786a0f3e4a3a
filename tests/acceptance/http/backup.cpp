#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/control_client.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <sys/stat.h>

namespace boxoffice::tests {

namespace fs = std::filesystem;

namespace {

fs::path socket_of(const cinema_fixture& cinema) { return cinema.data_dir() / "control.sock"; }

json into(const fs::path& directory) { return {{"directory", directory.string()}}; }

} // namespace

TEST_CASE("control socket: the server has one in its data directory as long as it runs") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  for (const bool in_order : {false, true}) {
    struct ::stat found {};
    REQUIRE(::lstat(socket_of(cinema).c_str(), &found) == 0);
    CHECK(S_ISSOCK(found.st_mode));
    CHECK((found.st_mode & 07777U) == 0600U);
    control_client local{socket_of(cinema)};
    CHECK(local.get("/api/refund").status == 200);
    if (in_order)
      CHECK(cinema.server().terminate() == exit_status{0, 0});
    else
      cinema.crash();
  }
  CHECK_FALSE(fs::exists(fs::symlink_status(socket_of(cinema))));
}

TEST_CASE("backup: a running server copies its log to the given directory and goes on") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 9));
  const auto before = cinema.confirmed("s", {"A1"});
  temporary_directory directory;
  const auto copy = directory.path() / "copy";
  control_client local{socket_of(cinema)};
  const auto done = local.post("/api/backup", into(copy));
  CAPTURE(done.summary());
  CHECK(done.status == 200);
  CHECK(done.body == json::object());
  CHECK(fs::is_directory(copy));
  CHECK_FALSE(fs::is_empty(copy));
  cinema.confirmed("s", {"A2"});
  CHECK(cinema.ticket(before.at("reqId")) == before);
}

TEST_CASE("backup: an existing directory is refused with the reason, and nothing is written") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  temporary_directory directory;
  const auto there = directory.path() / "there";
  fs::create_directory(there);
  std::ofstream{there / "notes"} << "keep";
  control_client local{socket_of(cinema)};
  const auto refused = local.post("/api/backup", into(there));
  CAPTURE(refused.summary());
  CHECK(refused.status == 422);
  CHECK(refused.code() == "INVALID_REQUEST");
  CHECK(refused.body.at("errors").at(0).at("field") == "directory");
  CHECK(refused.text.find("there") != std::string::npos);
  CHECK(std::distance(fs::directory_iterator{there}, {}) == 1);
  CHECK(local.post("/api/backup", into(directory.path() / "none" / "copy")).status == 422);
  CHECK(local.post("/api/backup", into(directory.path() / "copy")).status == 200);
}

TEST_CASE("backup: the path does not exist over TCP, even for the operator") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  temporary_directory directory;
  for (const auto& headers : {header_list{}, as_operator()}) {
    const auto got = cinema.client().post("/api/backup", into(directory.path() / "copy"), headers);
    CHECK(got.status == 404);
    CHECK(got.code() == "NOT_FOUND");
  }
  CHECK(fs::is_empty(directory.path()));
}

} // namespace boxoffice::tests
