// Seats that were sold twice, in logs that somebody has changed.
#include "storage/side_rows.hpp"
#include "storage/verify/oversold_check.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

namespace boxoffice::storage::tests {

using namespace events;

namespace {

/// Collects what the check reports.
struct watched_check {
  oversold_probe probe;
  std::vector<std::string> lines;
  oversold_check check;

  explicit watched_check(event_log& log, oversold_options options = {})
      : check{log, probe, reporting_to(lines, std::move(options))} {}

  std::int64_t seats_after_pass() {
    CHECK(check.pass());
    return probe.seats.value();
  }

private:
  static oversold_options reporting_to(std::vector<std::string>& to, oversold_options options) {
    options.report = [&to](const std::string& line) { to.push_back(line); };
    return options;
  }
};

/// A stream of events that no decision stands behind.
class forged_stream {
public:
  explicit forged_stream(std::string id) : id_{std::move(id)} {
    add(show_opened{small_hall(), rules{}});
  }

  forged_stream& add(const event& fact) {
    ++seq_;
    records_.push_back(encode_record({seq_, start_of_script + time_ms(seq_), fact}, id_, head_));
    return *this;
  }
  /// Returns its number.
  booking_number request(const std::vector<std::string>& seats) {
    booking_requested fact{{id_, secret_of(static_cast<char>(seq_))}, {}, {}, {1, "INR"}, {}};
    for (const auto& seat : seats)
      fact.seats.push_back({seat});
    add(fact);
    return seq_;
  }
  void write_to(event_log& log) {
    auto first = seq_ + 1 - records_.size();
    REQUIRE(log.append({{{id_, first, std::exchange(records_, {})}}, {}}));
  }

private:
  show_id id_;
  bytes32 head_{};
  std::uint64_t seq_ = 0;
  std::vector<std::string> records_;
};

booking_confirmed confirmed(booking_number number) { return {number, {}, {}, {}, {}}; }
booking_paid paid(booking_number number) { return {number, {"p"}, {1, "INR"}, {}, {}}; }

/// A show in which bookings 2 and 3 want A1; 2 has it.
forged_stream contested(const std::string& id) {
  forged_stream show{id};
  auto winner = show.request({"A1", "A2"});
  show.request({"A1"});
  show.add(confirmed(winner)).add(paid(winner));
  return show;
}

} // namespace

LOG_CONTRACT("oversold: no seat of a log that was written by decisions is sold twice") {
  Engine engine;
  auto log = engine.open();
  staged_show show{"whole"};
  for (const auto& command : long_script())
    show.apply(*log, command);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 0);
  CHECK(check.probe.events.value() == show.state().seq);
  CHECK(check.probe.passes.value() == 1);
  CHECK(check.lines.empty());
}

LOG_CONTRACT("oversold: a second sale is found, with show, seat and bookings") {
  Engine engine;
  auto log = engine.open();
  auto show = contested("noir");
  show.add(confirmed(3)).add(paid(3));
  show.write_to(*log);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 1);
  CHECK(check.lines == std::vector<std::string>{
                           "show noir: seat A1 was sold twice: seq 6 gives it to booking 3, but "
                           "booking 2 has it"});
  CHECK(check.seats_after_pass() == 1);
  CHECK(check.lines.size() == 1);
}

TEST_CASE("oversold: a payment without a confirmation, and a second hold, are found as well") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto unconfirmed = contested("paid");
  unconfirmed.add(paid(3)).write_to(*log);
  auto held = contested("held");
  held.add(confirmed(3)).write_to(*log);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 2);
}

TEST_CASE("oversold: a seat that came back may be sold again") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto ended = std::vector<event>{booking_expired{2, {}, {}}, booking_cancelled{2, {}, {}},
                                  booking_rejected{2, {}, {}, {}, {}}};
  for (std::size_t i = 0; i < ended.size(); ++i) {
    auto show = contested("show" + std::to_string(i));
    show.add(ended[i]).add(confirmed(3)).add(paid(3)).write_to(*log);
  }
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 0);
}

TEST_CASE("oversold: a booking that moves onto a sold seat is found, and so is what it left") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto onto = contested("onto");
  auto third = onto.request({"B1"});
  onto.add(confirmed(third)).add(booking_moved{third, {{"B1"}}, {{"A2"}}}).write_to(*log);
  auto away = contested("away");
  away.add(booking_moved{2, {{"A1"}, {"A2"}}, {{"B1"}, {"B2"}}}).add(confirmed(3)).add(paid(3));
  away.write_to(*log);
  auto back = contested("back");
  back.add(booking_moved{2, {{"A1"}, {"A2"}}, {{"B1"}, {"A2"}}});
  auto late = back.request({"B1"});
  back.add(confirmed(late)).write_to(*log);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 2);
  REQUIRE(check.lines.size() == 2);
  CHECK(check.lines[0].find("show back: seat B1 was sold twice") != std::string::npos);
  CHECK(check.lines[1].find("show onto: seat A2 was sold twice") != std::string::npos);
}

TEST_CASE("oversold: a seat that was returned may be sold again, one that was kept may not") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto show = contested("noir");
  show.add(seats_returned{2, {{"A1"}}, {1, "INR"}}).add(confirmed(3)).add(paid(3));
  auto last = show.request({"A2"});
  show.add(confirmed(last)).write_to(*log);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 1);
  CHECK(check.lines == std::vector<std::string>{
                           "show noir: seat A2 was sold twice: seq 10 gives it to booking 9, but "
                           "booking 2 has it"});
}

TEST_CASE("oversold: a later pass reads only what is new and finds a sale that spans both") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto show = contested("noir");
  show.write_to(*log);
  auto quiet = contested("quiet");
  quiet.write_to(*log);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 0);
  CHECK(check.probe.events.value() == 10);
  show.add(confirmed(3)).write_to(*log);
  CHECK(check.seats_after_pass() == 1);
  CHECK(check.probe.events.value() == 11);
}

TEST_CASE("oversold: a show that is not remembered is read again, and found once") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto show = contested("noir");
  show.add(confirmed(3)).write_to(*log);
  oversold_options options;
  options.memory = 0;
  watched_check check{*log, std::move(options)};
  CHECK(check.seats_after_pass() == 1);
  show.add(paid(3)).write_to(*log);
  CHECK(check.seats_after_pass() == 1);
  CHECK(check.probe.events.value() == 6 + 7);
  CHECK(check.lines.size() == 1);
}

TEST_CASE("oversold: it rests after so many events, and a rest can end it") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto show = contested("noir");
  show.add(confirmed(3)).write_to(*log);
  int rests = 0;
  bool go_on = true;
  oversold_options options;
  options.events_between_rests = 2;
  options.rest = [&] {
    ++rests;
    return go_on;
  };
  watched_check check{*log, std::move(options)};
  go_on = false;
  CHECK_FALSE(check.check.pass());
  CHECK(rests == 1);
  CHECK(check.probe.events.value() == 2);
  CHECK(check.probe.passes.value() == 0);
  go_on = true;
  CHECK(check.seats_after_pass() == 1);
  CHECK(rests == 1 + 3);
}

TEST_CASE("oversold: only the shows of this node are read") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* id : {"here", "there"}) {
    auto show = contested(id);
    show.add(confirmed(3)).write_to(*log);
  }
  oversold_options options;
  options.is_ours = [](const show_id& show) { return show.text == "here"; };
  watched_check check{*log, std::move(options)};
  CHECK(check.seats_after_pass() == 1);
  CHECK(check.probe.events.value() == 6);
}

TEST_CASE("oversold: records that nobody can read do not hide the others") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto show = contested("noir");
  show.write_to(*log);
  REQUIRE(log->append({{{{"noir"}, 6, {"too short", std::string(40, 'x')}}}, {}}));
  auto other = contested("other");
  other.add(confirmed(3)).write_to(*log);
  watched_check check{*log};
  CHECK(check.seats_after_pass() == 1);
}

} // namespace boxoffice::storage::tests
