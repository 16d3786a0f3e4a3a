#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

/// Two shows with some bookings; reqIds of the first.
std::vector<std::string> two_shows(cinema_fixture& cinema) {
  cinema.open_show("s-1", hall(1, 5));
  cinema.open_show("s-2", hall(1, 5));
  std::vector<std::string> bookings;
  bookings.push_back(cinema.paid("s-1", {"A1"}, "p1").at("reqId"));
  bookings.push_back(cinema.confirmed("s-1", {"A2", "A3"}).at("reqId"));
  CHECK(cinema.cancel(bookings.back()).status == 200);
  cinema.confirmed("s-2", {"A1"});
  return bookings;
}

command_result shell(const std::string& text) {
  return run_command({"/bin/sh", {"-c", text}, {}}, std::chrono::seconds{60});
}

} // namespace

TEST_CASE("events: each event of each show is a line, equal to that of the booking's history") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto bookings = two_shows(cinema);
  SUBCASE("while the server runs") {}
  SUBCASE("after it was killed") { cinema.server().kill(); }
  auto lines = lines_of(printed_by(cinema.data_dir(), {"events"}));
  std::map<std::string, std::uint64_t> last;
  std::map<std::string, json> by_hash;
  for (const auto& line : lines) {
    CHECK(line.starts_with(R"({"stream":"s-)"));
    auto event = json::parse(line);
    CHECK(event.at("seq") == ++last[event.at("stream")]);
    event.erase("stream");
    by_hash[event.at("hash")] = event;
  }
  if (!cinema.server().running())
    cinema.start();
  CHECK(last == std::map<std::string, std::uint64_t>{{"s-1", cinema.version("s-1")},
                                                     {"s-2", cinema.version("s-2")}});
  for (const auto& booking : bookings) {
    auto target = "/api/ticket/" + booking + "/history";
    auto history = require_status(cinema.client().get(target), 200, target).body.at("events");
    CHECK(history.size() >= 3);
    for (const auto& event : history)
      CHECK(by_hash.at(event.at("hash")) == event);
  }
}

TEST_CASE("events: --after N leaves out the first N of the show, or of each") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  two_shows(cinema);
  auto of_one = lines_of(printed_by(cinema.data_dir(), {"events", "--show", "s-1"}));
  auto of_two = lines_of(printed_by(cinema.data_dir(), {"events", "--show", "s-2"}));
  auto all = of_one;
  all.insert(all.end(), of_two.begin(), of_two.end());
  CHECK(lines_of(printed_by(cinema.data_dir(), {"events"})) == all);
  auto rest = lines_of(printed_by(cinema.data_dir(), {"events", "--show", "s-1", "--after", "3"}));
  CHECK(rest == std::vector<std::string>(of_one.begin() + 3, of_one.end()));
  rest.insert(rest.end(), of_two.begin() + 3, of_two.end());
  CHECK(lines_of(printed_by(cinema.data_dir(), {"events", "--after", "3"})) == rest);
  CHECK(printed_by(cinema.data_dir(), {"events", "--show", "s-1", "--after", "999"}) == "");
}

TEST_CASE("events: an output that broke off can be continued after its last line") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  two_shows(cinema);
  auto all = lines_of(printed_by(cinema.data_dir(), {"events"}));
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto last = json::parse(all[i]);
    auto point = last.at("stream").get<std::string>() + ':' + last.at("seq").dump();
    CHECK(lines_of(printed_by(cinema.data_dir(), {"events", "--after", point})) ==
          std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end()));
  }
}

TEST_CASE("events: wrong arguments and an unknown show are refused") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto& data = cinema.data_dir();
  check_refused(data, {"events", "--show", "x"}, 1, "boxoffice: the log has no show x\n");
  check_refused(data, {"events", "--after", "x"}, 2, "boxoffice: --after wants a number");
  check_refused(data, {"events", "--show", "s", "--after", "s:1"}, 2, "boxoffice: --after ID:N");
  check_refused(data / "nowhere", {"events"}, 1, "boxoffice: there is no log in ");
}

TEST_CASE("events: a full disk is an error, a closed pipe ends it silently") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(100, 100)); // One event larger than any pipe holds.
  auto command = server_binary().string() + " events --data-dir " + cinema.data_dir().string();
  auto full = shell(command + " > /dev/full");
  CHECK(full.status == exit_status{1, 0});
  CHECK(full.errors.find("boxoffice: cannot write the output: No space left") == 0);
  auto gone = shell("{ " + command + "; echo ended with $? >&2; } | head -c 10");
  CHECK(gone.errors == "ended with 1\n");
}

} // namespace boxoffice::tests
