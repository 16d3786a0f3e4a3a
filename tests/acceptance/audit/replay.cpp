#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

/// The bodies of GET …/seats, by the version of the show.
class seat_diary {
public:
  seat_diary(cinema_fixture& cinema, std::string show) : cinema_{cinema}, show_{std::move(show)} {
    look();
  }

  void look() {
    auto target = "/api/movieshow/" + show_ + "/seats";
    auto text = require_status(cinema_.client().get(target), 200, target).text;
    seat_maps_[json::parse(text).at("version")] = text;
  }
  [[nodiscard]] const std::map<std::uint64_t, std::string>& seat_maps() const { return seat_maps_; }

private:
  cinema_fixture& cinema_;
  std::string show_;
  std::map<std::uint64_t, std::string> seat_maps_;
};

/// A show with bookings in each state; the diary looks after each step.
std::vector<std::string> busy_evening(cinema_fixture& cinema, seat_diary& diary) {
  std::vector<std::string> bookings;
  auto keep = [&](const json& ticket) {
    bookings.push_back(ticket.at("reqId"));
    diary.look();
    return bookings.back();
  };
  keep(cinema.paid("s", {"A1", "A2"}, "p1"));
  auto cancelled = keep(cinema.confirmed("s", {"A3"}));
  CHECK(cinema.cancel(cancelled).status == 200);
  diary.look();
  keep(cinema.confirmed("s", {"B1"}));
  CHECK(cinema.operate("/api/movieshow/s/block", {{"seats", {"B5"}}}).status == 200);
  diary.look();
  CHECK(cinema.operate("/api/movieshow/s/pause").status == 200);
  diary.look();
  return bookings;
}

} // namespace

TEST_CASE("replay: --json prints at each version what the API returned, byte for byte") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(2, 5));
  seat_diary diary{cinema, "s"};
  auto bookings = busy_evening(cinema, diary);
  REQUIRE(diary.seat_maps().size() >= 6);
  SUBCASE("while the server runs") {}
  SUBCASE("after it ended") { CHECK(cinema.server().terminate() == exit_status{0, 0}); }
  SUBCASE("after it was killed") { cinema.server().kill(); }
  for (const auto& [version, text] : diary.seat_maps()) {
    auto replayed = printed_by(
        cinema.data_dir(), {"replay", "--show", "s", "--seq", std::to_string(version), "--json"});
    CHECK(replayed.starts_with(text.substr(0, text.size() - 1) + R"(,"bookings":[)"));
  }
  auto last = printed_by(cinema.data_dir(), {"replay", "--show", "s", "--json"});
  CHECK(last.starts_with(diary.seat_maps().rbegin()->second.substr(0, 40)));
  auto replayed = json::parse(last).at("bookings");
  if (!cinema.server().running())
    cinema.start();
  REQUIRE(replayed.size() == bookings.size());
  for (std::size_t i = 0; i < bookings.size(); ++i)
    CHECK(replayed[i] == cinema.ticket(bookings[i]));
}

TEST_CASE("replay: --at is the state after the last event at or before that time") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(2, 5));
  seat_diary diary{cinema, "s"};
  busy_evening(cinema, diary);
  std::map<std::string, std::uint64_t> last_seq_at;
  for (const auto& line : lines_of(printed_by(cinema.data_dir(), {"events", "--show", "s"}))) {
    auto event = json::parse(line);
    last_seq_at[event.at("at")] = event.at("seq");
  }
  REQUIRE(last_seq_at.size() >= 5);
  auto replay = [&](const std::string& option, const std::string& value) {
    return printed_by(cinema.data_dir(), {"replay", "--show", "s", option, value, "--json"});
  };
  for (const auto& [at, seq] : last_seq_at)
    CHECK(replay("--at", at) == replay("--seq", std::to_string(seq)));
  CHECK(replay("--at", "9999-12-31T23:59:59Z") ==
        replay("--seq", std::to_string(cinema.version("s"))));
  auto opened = parse_rfc3339(last_seq_at.begin()->first);
  check_refused(cinema.data_dir(),
                {"replay", "--show", "s", "--at", rfc3339(opened - std::chrono::milliseconds{1})},
                1, "boxoffice: show s was opened after ");
}

TEST_CASE("replay: without --json it prints a page for people") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", detailed_hall());
  auto sold = cinema.paid("s", {"A1"}, "p1");
  auto page = printed_by(cinema.data_dir(), {"replay", "--show", "s"});
  CHECK(page.find("\"Metropolis\", Small hall, 2099-12-24T18:30:00.000Z (show s)\nOPEN, version 4 "
                  "of ") == 0);
  CHECK(page.find("\n  A  #. .\n  B  ...\n") != std::string::npos);
  CHECK(page.find("15.00 EUR") != std::string::npos);
  CHECK(page.find(sold.at("payBy").get<std::string>()) != std::string::npos);
}

TEST_CASE("replay: what cannot be replayed ends with 1, wrong arguments with 2") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto& data = cinema.data_dir();
  check_refused(data, {"replay", "--show", "x"}, 1, "boxoffice: the log has no show x\n");
  check_refused(data, {"replay", "--show", "no id!"}, 1, "boxoffice: the log has no show no id!\n");
  check_refused(data, {"replay", "--show", "s", "--seq", "0"}, 1,
                "boxoffice: show s has no event with seq 0\n");
  check_refused(data, {"replay", "--show", "s", "--seq", "2"}, 1,
                "boxoffice: show s has no event with seq 2\n");
  check_refused(data, {"replay", "--show", "s", "--seq", "-1"}, 2, "--seq");
  check_refused(data, {"replay", "--show", "s", "--seq", "x"}, 2, "--seq");
  check_refused(data, {"replay", "--show", "s", "--at", "yesterday"}, 2,
                "boxoffice: --at wants a time such as ");
  check_refused(data, {"replay", "--show", "s", "--at", "2026-12-24T18:30:00Z", "--seq", "1"}, 2,
                " excludes ");
  check_refused(data, {"replay"}, 2, "--show");
  check_refused(data / "nowhere", {"replay", "--show", "s"}, 1,
                "boxoffice: there is no log in " + (data / "nowhere").string());
  CHECK(!std::filesystem::exists(data / "nowhere"));
}

} // namespace boxoffice::tests
