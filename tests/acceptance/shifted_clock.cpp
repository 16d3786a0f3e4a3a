// The real server under a wall clock that somebody sets while it runs, stops and starts.
#include "tests/support/shifted_clock.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <future>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using steady = std::chrono::steady_clock;

constexpr milliseconds window{2'000};
constexpr milliseconds review{300};
/// What a hold may take beyond its window, in steady time.
constexpr milliseconds grace{10'000};
constexpr milliseconds ten_years = 87'660h;
constexpr unsigned seats_per_row = 50;

milliseconds to_1970() { return 10s - wall_now().time_since_epoch(); }

settings quick(const settings& more = {}) {
  settings all{{"review.interval", "300ms"},
               {"review.contention_window", "100ms"},
               {"payment.window", "2s"},
               {"payment.sandbox", "true"}};
  for (const auto& [key, value] : more)
    all[key] = value;
  return all;
}

/// A server with a clock of its own; its shows start in thirty years.
class wrong_theatre {
public:
  explicit wrong_theatre(const settings& more = {}, milliseconds ahead = 0ms)
      : clock{BOXOFFICE_SHIFTED_CLOCK}, cinema{server_binary(), quick(more)} {
    clock.set(ahead);
    clock.apply_to(cinema.options());
    cinema.restart();
    cinema.open_show("noir", hall(20, seats_per_row, wall_now() + 3 * ten_years));
  }

  json next_seat() {
    const auto place = sold_++;
    return {seat_name(place / seats_per_row, place % seats_per_row + 1)};
  }
  /// Fails the test if the log is not whole or its times go back.
  void check_log() {
    CHECK(cinema.server().terminate() == exit_status{0, 0});
    CHECK(printed_by(cinema.data_dir(), {"verify"}).find("whole") == 0);
    std::string last;
    for (const auto& line : lines_of(printed_by(cinema.data_dir(), {"events", "--show", "noir"}))) {
      const std::string at = json::parse(line).at("at");
      CHECK_MESSAGE(last <= at, line);
      last = at;
    }
  }

  shifted_clock clock;
  cinema_fixture cinema;

private:
  unsigned sold_ = 0;
};

enum class meanwhile { runs, is_restarted, is_killed };

/// A booking that nobody pays.
struct unpaid {
  std::string id;
  std::string when;
  steady::time_point since;
  milliseconds most;
};

/// Sets the clock at every stage of bookings, and sees each of them end on time.
class walk {
public:
  explicit walk(meanwhile what, bool may_end_early, const settings& more)
      : what_{what}, may_end_early_{may_end_early}, at_{more} {}

  void set_clock(milliseconds ahead) {
    auto held = confirmed("held");
    auto to_pay = confirmed("paid later");
    auto requested = booked("under review");
    change_to(ahead);
    auto after = booked("booked afterwards");
    pay(to_pay);
    for (const auto& each : {held, requested, after})
      see_it_end(each, ahead);
    CHECK_MESSAGE(at_.cinema.ask("noir", at_.next_seat()).status == 202, "still on sale");
  }
  void end() { at_.check_log(); }

private:
  unpaid booked(const char* when) {
    auto since = steady::now();
    return {at_.cinema.book("noir", at_.next_seat()).at("reqId"), when, since,
            review + window + grace};
  }
  unpaid confirmed(const char* when) {
    std::string id = at_.cinema.confirmed("noir", at_.next_seat()).at("reqId");
    return {std::move(id), when, steady::now(), window + grace};
  }

  void change_to(milliseconds ahead) {
    switch (what_) {
    case meanwhile::runs: return at_.clock.set(ahead);
    case meanwhile::is_restarted:
      CHECK(at_.cinema.server().terminate() == exit_status{0, 0});
      at_.clock.set(ahead);
      return at_.cinema.start();
    case meanwhile::is_killed: at_.clock.set(ahead); return at_.cinema.crash();
    }
  }

  /// A clock that is believed may have ended the hold.
  void pay(const unpaid& booking) {
    auto received = at_.cinema.client().post("/api/sandbox/pay", {{"reqId", booking.id}});
    CHECK_MESSAGE(received.status == 200, received.summary());
    auto in_time = steady::now() - booking.since < window / 2;
    if (!may_end_early_ && in_time)
      CHECK_MESSAGE(received.body.value("outcome", "") == "PAID", received.text);
  }

  void see_it_end(const unpaid& booking, milliseconds ahead) {
    json seen;
    auto ended = [&] {
      seen = at_.cinema.ticket(booking.id);
      return seen.at("status") == "EXPIRED";
    };
    auto left = booking.most - std::chrono::floor<milliseconds>(steady::now() - booking.since);
    CHECK_MESSAGE(eventually(left, ended), booking.when, ", clock ahead by ", ahead.count(),
                  " ms: ", seen.dump());
  }

  meanwhile what_;
  bool may_end_early_;
  wrong_theatre at_;
};

void walk_through(meanwhile what, bool may_end_early, const settings& more) {
  walk one{what, may_end_early, more};
  const std::vector<milliseconds> places{1h, -1h, ten_years, to_1970()};
  for (auto place : places) {
    one.set_clock(place);
    one.set_clock(0ms);
  }
  if (long_form())
    for (auto from : places)
      for (auto to : places) {
        one.set_clock(from);
        one.set_clock(to);
      }
  one.end();
}

} // namespace

TEST_CASE("shifted clock: the server uses it, and dates its responses by it") {
  wrong_theatre at{{}, ten_years};
  auto year = rfc3339(wall_now() + ten_years).substr(0, 4);
  auto date = at.cinema.client().get("/healthz").header("Date");
  CHECK_MESSAGE(date.find(' ' + year + ' ') != std::string::npos, date);
  auto log = at.cinema.client().get("/api/movieshow/noir/events", as_operator());
  auto at_opening = log.body.at("events").at(0).at("at").get<std::string>();
  CHECK(at_opening.substr(0, 4) == year);
}

TEST_CASE("shifted clock: set to anything at any stage of a booking, every hold ends on time") {
  std::vector<std::future<void>> walks;
  for (auto what : {meanwhile::runs, meanwhile::is_restarted, meanwhile::is_killed})
    walks.push_back(
        std::async(std::launch::async, walk_through, what, what != meanwhile::runs, settings{}));
  walks.push_back(std::async(std::launch::async, walk_through, meanwhile::runs, true,
                             settings{{"clock.max_step", "1s"}, {"clock.settle", "500ms"}}));
  for (auto& each : walks)
    each.get();
}

TEST_CASE("shifted clock: an hour ahead at the start and then corrected, later holds end on time") {
  wrong_theatre at{{}, 1h};
  at.cinema.confirmed("noir", at.next_seat());
  at.clock.set(0ms);
  auto held = at.cinema.confirmed("noir", at.next_seat());
  const auto ticket = "/api/ticket/" + held.at("reqId").get<std::string>();
  CHECK(eventually(window + grace,
                   [&] { return at.cinema.client().get(ticket).body.at("status") == "EXPIRED"; }));
  auto story = at.cinema.client().get(ticket + "/history").body.at("events");
  const std::string pay_by = held.at("payBy");
  const std::string ended = story.back().at("at");
  CHECK_MESSAGE(pay_by <= ended, "it must not end early: ", story.dump());
  CHECK(at.cinema.seat("noir", held.at("seats").at(0)) == "available");
  CHECK(at.cinema.server().reports("stepped back"));
  at.check_log();
}

TEST_CASE("shifted clock: ten years ahead for a moment, nothing that happened then is of 2036") {
  wrong_theatre at{settings{{"payment.window", "1h"}}};
  at.cinema.open_show("soon", hall(1, 5)); // It starts in a day.
  at.clock.set(ten_years);
  auto held = at.cinema.confirmed("soon", {"A1"});
  CHECK(at.cinema.operate("/api/movieshow/soon/pause").status == 200);
  CHECK(at.cinema.operate("/api/movieshow/soon/resume").status == 200);
  // The provider's clock is right.
  CHECK(at.cinema.notify(at.cinema.payment_for(held, "p1")).body.value("outcome", "") == "PAID");
  auto waiting = at.cinema.confirmed("soon", {"A2"});
  at.clock.set(0ms);
  for (auto again : {false, true}) {
    if (again)
      at.cinema.restart();
    CHECK(parse_rfc3339(at.cinema.ticket(waiting.at("reqId")).at("payBy").get<std::string>()) <=
          wall_now() + 1h);
    auto show = at.cinema.client().get("/api/movieshow/soon").body;
    CHECK(show.at("status") == "OPEN");
    CHECK(at.cinema.ask("soon", {again ? "A3" : "A4"}).status == 202);
  }
  at.check_log();
}

TEST_CASE("shifted clock: a start says when its clock is behind the log, or far ahead of it") {
  wrong_theatre at;
  auto says = [&](const char* what) {
    return at.cinema.server().errors().find(what) != std::string::npos;
  };
  CHECK_FALSE(says("the clock"));
  at.cinema.restart();
  CHECK_FALSE(says("the clock"));
  at.clock.set(-1h);
  at.cinema.restart();
  CHECK(says("behind the log's last event"));
  at.clock.set(48h);
  at.cinema.crash();
  CHECK(says("more than a day ahead of the log's last event"));
}

TEST_CASE("shifted clock: many restarts behind the log make no hold last longer") {
  wrong_theatre at{settings{{"payment.window", "6s"}}};
  auto held = at.cinema.confirmed("noir", at.next_seat());
  auto since = steady::now();
  at.clock.set(-1h);
  json seen;
  while ((seen = at.cinema.ticket(held.at("reqId"))).at("status") == "CONFIRMED" &&
         steady::now() - since < 6s + grace)
    at.cinema.crash();
  CHECK_MESSAGE(seen.at("status") == "EXPIRED", seen.dump());
  at.check_log();
}

} // namespace boxoffice::tests
