// Snapshots of shows, and their past from the log.
#include "actors/log/log_writer.hpp"
#include "events/codec/snapshot.hpp"
#include "storage/rocksdb/log.hpp"
#include "storage/rocksdb/open.hpp"
#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

#include <filesystem>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// Seq of the show's snapshot in the log; 0: none.
std::uint64_t snapshot_of(node& box, const std::string& show) {
  auto row = box.log().get(storage::table::snapshots, show).value();
  return row ? snapshot_seq(bytes_of(*row), {show}).value_or(0) : 0;
}

seat_map seats_then(node& box, std::optional<std::uint64_t> seq, std::optional<time_ms> at = {}) {
  return box.ask_now<seat_map>(get_past_seats{{"noir"}, {seq, at}});
}

refusal refused_past(node& box, const std::string& show, const storage::stream_point& when) {
  return box.ask_now<refusal>(get_past_seats{{show}, when});
}

std::vector<std::uint64_t> seqs(const events_page& page) {
  std::vector<std::uint64_t> all;
  for (const auto& each : page.events)
    all.push_back(each.record.seq);
  return all;
}

} // namespace

TEST_CASE("snapshot: a show that leaves memory writes one, and is recovered from it") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  auto paid = box.book_now("noir", {"A1"});
  box.pass(1s);
  box.ask_now<payment_view>("noir", pay(paid, "p1", box.now()));
  CHECK(snapshot_of(box, "noir") == 0);
  box.pass(until_idle * 3 / 2);
  REQUIRE(box.shows_in_memory() == 0);
  CHECK(snapshot_of(box, "noir") == box.last_seq("noir"));
  CHECK(box.recovered("noir").snapshot_seq == box.last_seq("noir"));
  CHECK(box.status_now("noir", paid) == booking_status::paid);
  box.book_now("noir", {"A2"});
  CHECK(box.recovered("noir").state.find(paid.number)->status == booking_status::paid);
}

TEST_CASE("snapshot: a show that was only read leaves without writing") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  box.pass(until_idle * 3 / 2);
  auto kept = snapshot_of(box, "noir");
  CHECK(kept == 1);
  box.log().forget_batches();
  box.ask_now<seat_map>("noir", get_seats{});
  box.pass(until_idle * 3 / 2);
  CHECK(box.shows_in_memory() == 0);
  CHECK(box.log().batches().empty());
}

TEST_CASE("snapshot: a busy show writes one again and again, in the batch of its events") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto sell_on_and_off_until = [&](std::uint64_t seq) {
    while (box.last_seq("noir") < seq)
      if (box.last_seq("noir") % 2 == 1)
        box.ask_now<show_view>("noir", pause_sales{});
      else
        box.ask_now<show_view>("noir", resume_sales{});
  };
  auto apart = events_until_snapshot(box.recovered("noir").state);
  sell_on_and_off_until(apart - 1);
  CHECK(snapshot_of(box, "noir") == 0);
  sell_on_and_off_until(apart);
  CHECK(snapshot_of(box, "noir") == apart);
  sell_on_and_off_until(2 * apart + 1);
  CHECK(snapshot_of(box, "noir") == 2 * apart);
  box.restart();
  box.ask_now<show_view>("noir", pause_sales{});
  CHECK(box.last_seq("noir") == 2 * apart + 2);
  CHECK(box.types("noir").back() == "SalesPaused");
}

TEST_CASE("past: the seats after each event are those that were seen then") {
  node box;
  box.ask_now<show_view>("noir", open());
  std::vector<seat_map> seen{box.ask_now<seat_map>("noir", get_seats{})};
  auto look = [&] { seen.push_back(box.ask_now<seat_map>("noir", get_seats{})); };
  auto paid = box.book_now("noir", {"A1", "A2"});
  look();
  box.pass(1s);
  look();
  box.ask_now<payment_view>("noir", pay(paid, "p1", box.now()));
  look();
  for (const auto& then : seen) {
    auto map = seats_then(box, then.version);
    CHECK(map.version == then.version);
    CHECK(map.seats == then.seats);
    CHECK(map.plan->body == then.plan->body);
  }
  CHECK(seats_then(box, {}, noon + 500).seats == seen[1].seats);
  CHECK(seats_then(box, {}, noon + 1'000'000'000).seats == seen.back().seats);
}

TEST_CASE("past: a moment that never was is refused with its reason") {
  node box;
  box.ask_now<show_view>("noir", open());
  CHECK(refused_past(box, "noir", {0, {}}).code == errc::invalid_request);
  auto beyond = refused_past(box, "noir", {2, {}});
  CHECK(beyond.code == errc::invalid_request);
  REQUIRE(beyond.errors.size() == 1);
  CHECK(beyond.errors[0].field == "seq");
  CHECK(refused_past(box, "noir", {{}, noon - 1}).code == errc::show_not_found);
  CHECK(refused_past(box, "nobody", {1, {}}).code == errc::show_not_found);
}

TEST_CASE("past: only what is durable is returned") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booked = box.ask("noir", book({"A1"}));
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(booked));
  auto request = box.ask(get_events{{"noir"}, 0, 10});
  box.run_without<log_writer>();
  CHECK(seqs(box.reply_to<events_page>(request)) == std::vector<std::uint64_t>{1});
}

TEST_CASE("past: events are listed in pages, and the last page has no next one") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("noir", pause_sales{});
  box.ask_now<show_view>("noir", resume_sales{});
  auto page = [&](std::uint64_t after, std::size_t limit) {
    return box.ask_now<events_page>(get_events{{"noir"}, after, limit});
  };
  CHECK(seqs(page(0, 2)) == std::vector<std::uint64_t>{1, 2});
  CHECK(page(0, 2).next == 2U);
  CHECK(seqs(page(2, 2)) == std::vector<std::uint64_t>{3});
  CHECK_FALSE(page(2, 2).next);
  CHECK_FALSE(page(0, 3).next);
  CHECK(page(3, 2).events.empty());
  CHECK(page(0, 9).events.back().hash == box.recovered("noir").head);
  CHECK(box.ask_now<refusal>(get_events{{"nobody"}, 0, 9}).code == errc::show_not_found);
}

TEST_CASE("backup: it has what was acknowledged before it, and a failure has its reason") {
  node box;
  boxoffice::tests::temporary_directory place;
  box.ask_now<show_view>("noir", open());
  auto made = box.ask_now<backed_up>(back_up{place.path() / "copy"});
  CHECK_FALSE(made.failed);
  auto copy = storage::open_rocksdb_log({.directory = place.path() / "copy"}).value();
  CHECK(copy->last_seq({"noir"}).value() == 1);
  auto again = box.ask_now<backed_up>(back_up{place.path() / "copy"});
  REQUIRE(again.failed);
  CHECK(again.failed->what == storage::storage_error::kind::exists);
  CHECK(box.failures().empty());
  box.book_now("noir", {"A1"});
}

} // namespace boxoffice::actors::tests
