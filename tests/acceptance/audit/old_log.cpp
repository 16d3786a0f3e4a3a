// A log of the version before price types, with every type of event of that time: 556 events of
// seven shows, a restart with other rules, a crash with claims under review.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <set>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

constexpr const char* summary_then = "whole: 7 streams, 556 events, ";
constexpr const char* paid_then = "evening.wiBNk2uvwFpJkbmI8gC5qw";

/// A server that is stopped, with a copy of the old log.
struct old_cinema : cinema_fixture {
  old_cinema() : cinema_fixture{server_binary(), quick_reviews()} {
    CHECK(server().terminate() == exit_status{0, 0});
    for (const auto& file : fs::directory_iterator{data_dir()})
      fs::remove_all(file.path());
    const auto from = fs::path{BOXOFFICE_SOURCE_DIR} / "tests/acceptance/audit/old_log";
    for (const auto& file : fs::directory_iterator{from}) {
      const auto to = data_dir() / file.path().filename();
      fs::copy_file(file.path(), to);
      fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
    }
  }
};

std::set<std::string> types_in(const std::string& events) {
  std::set<std::string> types;
  for (const auto& line : lines_of(events))
    types.insert(json::parse(line).at("type").get<std::string>());
  return types;
}

/// The body that the show was opened with.
json body_of(cinema_fixture& cinema, const std::string& show) {
  auto body = cinema.client().get("/api/movieshow/" + show).body;
  for (const auto* name : {"id", "status", "version"})
    body.erase(name);
  return body;
}

} // namespace

TEST_CASE("old log: it verifies and replays, and has every type of event of its time") {
  old_cinema cinema;
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with(summary_then));
  CHECK(types_in(printed_by(cinema.data_dir(), {"events"})).size() == 16);
  CHECK(printed_by(cinema.data_dir(), {"explain", paid_then}).find("is paid and has") !=
        std::string::npos);
  auto replayed =
      json::parse(printed_by(cinema.data_dir(), {"replay", "--show", "evening", "--json"}));
  CHECK(replayed.at("seats").at("A2") == "sold");
}

TEST_CASE("old log: a server goes on with it, and the whole verifies") {
  old_cinema cinema;
  cinema.start();
  const auto ticket = cinema.ticket(paid_then);
  CHECK(ticket.at("status") == "PAID");
  CHECK(ticket.at("lines").size() == 3);
  CHECK(ticket.at("lines").at(0) == json{{"seat", "A2"}, {"price", 20'000}});
  for (const std::string show : {"evening", "free", "gone"})
    CHECK(cinema.client()
              .put("/api/movieshow/" + show, body_of(cinema, show), as_operator())
              .status == 200);
  CHECK(cinema.seat("evening", "F1") == "available");
  cinema.paid("evening", {"F1"}, "new-1");
  // It costs nothing, which older versions left unpaid.
  auto free = cinema.book("free", {"A3"});
  CHECK(cinema.once(free.at("reqId"), "PAID").at("amount").at("value") == 0);
  cinema.restart();
  CHECK(cinema.seat("evening", "F1") == "sold");
  CHECK(cinema.seat("free", "A3") == "sold");
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: 7 streams, "));
}

} // namespace boxoffice::tests
