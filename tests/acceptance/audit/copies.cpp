#include "tests/support/cinema/commands.hpp"
#include "tests/support/processes/temporary_directory.hpp"
#include "tests/support/review_settings.hpp"

#include <fstream>

namespace boxoffice::tests {

namespace {

/// A server with some bookings of one show.
struct booked_cinema : cinema_fixture {
  booked_cinema() : cinema_fixture{server_binary(), quick_reviews()} {
    open_show("s", hall(2, 5));
    paid("s", {"A1", "A2"}, "p1");
    confirmed("s", {"B1"});
  }
};

std::string all_events(const std::filesystem::path& data_dir) {
  return printed_by(data_dir, {"events"});
}

} // namespace

TEST_CASE("verify: a whole log is summed up in one line, with the server running or stopped") {
  booked_cinema cinema;
  SUBCASE("running") {}
  SUBCASE("stopped") { CHECK(cinema.server().terminate() == exit_status{0, 0}); }
  auto printed = printed_by(cinema.data_dir(), {"verify"});
  CHECK(printed.starts_with("whole: 1 stream, 6 events, "));
  CHECK(printed.ends_with(" events/s\n"));
  CHECK(lines_of(printed).size() == 1);
  check_refused(cinema.data_dir() / "nowhere", {"verify"}, 1, "boxoffice: there is no log in ");
  check_refused(cinema.data_dir(), {"verify", "--threads", "0"}, 2, "--threads");
}

TEST_CASE("verify: an anchor proves that the log only grew since") {
  booked_cinema cinema;
  temporary_directory place;
  auto at = [&](const char* name) { return (place.path() / name).string(); };
  check_refused(cinema.data_dir(), {"verify", "--anchor", at("a")}, 2, "--anchor wants --key FILE");
  printed_by(cinema.data_dir(), {"verify", "--anchor", at("a"), "--key", at("key")});
  check_refused(cinema.data_dir(), {"verify", "--anchor", at("a"), "--key", at("key")}, 1,
                "boxoffice: " + at("a") + " is there already");
  cinema.confirmed("s", {"B2"});
  auto printed =
      printed_by(cinema.data_dir(), {"verify", "--against", at("a"), "--key", at("key.pub")});
  CHECK(printed.find("\nall of the anchor of ") != std::string::npos);
  // Another log, in which the anchored events never were.
  booked_cinema other;
  auto ended = run_on(other.data_dir(), {"verify", "--against", at("a"), "--key", at("key")});
  CHECK(ended.status == exit_status{1, 0});
  CHECK(ended.output.starts_with("show s, seq "));
  check_refused(cinema.data_dir(), {"verify", "--against", at("none")}, 1, at("none"));
}

TEST_CASE("backup and restore: the copy has the same content, and a server continues with it") {
  booked_cinema cinema;
  temporary_directory place;
  auto copy = place.path() / "copy";
  SUBCASE("of a running server") {}
  SUBCASE("of a stopped server") { CHECK(cinema.server().terminate() == exit_status{0, 0}); }
  auto events = all_events(cinema.data_dir());
  CHECK(printed_by(cinema.data_dir(), {"backup", copy.string()}) ==
        "backed up to " + copy.string() + ": 1 stream, 6 events\n");
  auto fresh = place.path() / "fresh";
  CHECK(printed_by(fresh, {"restore", copy.string()}) ==
        "restored to " + fresh.string() + ": 1 stream, 6 events\n");
  CHECK(all_events(fresh) == events);
  auto seats = cinema.server().running() ? cinema.seats("s") : json{};
  if (cinema.server().running())
    CHECK(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().data_dir = fresh;
  cinema.start();
  CHECK(cinema.version("s") >= 6);
  CHECK(cinema.seat("s", "A1") == "sold");
  if (!seats.is_null())
    CHECK(cinema.seats("s") == seats);
  CHECK(cinema.paid("s", {"B5"}, "p2").at("status") == "PAID");
}

TEST_CASE("backup and restore: existing files are never overwritten") {
  booked_cinema cinema;
  temporary_directory place;
  auto copy = (place.path() / "copy").string();
  printed_by(cinema.data_dir(), {"backup", copy});
  check_refused(cinema.data_dir(), {"backup", copy}, 1, "boxoffice: " + copy + " is there already");
  check_refused(cinema.data_dir(), {"restore", copy}, 1, cinema.data_dir().string());
  CHECK(cinema.version("s") == 6);
  check_refused(place.path() / "fresh", {"restore", (place.path() / "none").string()}, 1,
                (place.path() / "none").string());
  CHECK(!std::filesystem::exists(place.path() / "fresh"));
  check_refused(place.path() / "none", {"backup", (place.path() / "x").string()}, 1,
                "boxoffice: there is no log in ");
}

TEST_CASE("restore: a backup with a damaged file is refused and nothing is left behind") {
  booked_cinema cinema;
  temporary_directory place;
  auto copy = place.path() / "copy";
  printed_by(cinema.data_dir(), {"backup", copy.string()});
  unsigned damaged = 0;
  for (const auto& entry : std::filesystem::directory_iterator{copy})
    if (entry.path().extension() == ".sst") {
      std::fstream file{entry.path(), std::ios::in | std::ios::out | std::ios::binary};
      file.seekp(20);
      file.write("damage", 6);
      ++damaged;
    }
  REQUIRE(damaged > 0);
  auto ended = run_on(place.path() / "fresh", {"restore", copy.string()});
  CHECK(ended.status == exit_status{1, 0});
  CHECK(ended.output == "");
  CHECK(ended.errors.starts_with("boxoffice: "));
  CHECK(!std::filesystem::exists(place.path() / "fresh"));
}

} // namespace boxoffice::tests
