#include "storage/side_rows.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <map>

namespace boxoffice::storage::tests {

using namespace events;

namespace {

using row_map = std::map<std::pair<table, std::string>, std::string>;

void change(row_map& rows, const std::vector<row_change>& changes) {
  for (const auto& each : changes) {
    if (each.value)
      rows[{each.in, each.key}] = *each.value;
    else
      rows.erase({each.in, each.key});
  }
}

/// The rows that the log alone gives: each record by itself, however it was appended.
row_map rows_from(const show_id& id, const std::vector<recorded>& history) {
  row_map rows;
  show_state state;
  state.id = id;
  for (const auto& record : history) {
    auto had_open_work = state.has_open_work();
    evolve(state, record);
    change(rows, rows_of({&record, 1}, state, had_open_work));
  }
  return rows;
}

row_map rows_in(event_log& log) {
  row_map found;
  for (auto in : {table::shows, table::open_work, table::refunds, table::node})
    for (auto& [key, value] : scan_all(log, in))
      found[{in, key}] = value;
  return found;
}

change_show change_at(time_ms after, std::int64_t price) {
  change_show command;
  command.at = start_of_script + after;
  command.changes.price = price;
  command.changes.hall = "Hall of " + std::to_string(price);
  return command;
}

/// Turns a random number into some command at a time of the script.
any_command random_command(time_ms after, std::uint8_t dice) {
  auto secret = static_cast<char>('a' + dice / 16);
  auto payment = "p" + std::to_string(dice / 64);
  switch (dice % 15) {
  case 0:
  case 1: return book_at(after, secret, {"A1", "A2"});
  case 2: return book_at(after, secret, {"A2"});
  case 3:
  case 4: return review_at(after);
  case 5: return pay_at(after, secret, payment, 400);
  case 6: return pay_at(after, secret, payment, 200);
  case 7: return pay_at(after, secret, payment, 400, payment_status::refunded);
  case 8: return cancel_at(after, secret, canceller::by_operator);
  case 9: return expire_holds{start_of_script + after};
  case 10: return pause_sales{start_of_script + after};
  case 11: return move_booking{start_of_script + after, secret_of(secret), {{"A3"}, {"A4"}}};
  case 12: return return_seats{start_of_script + after, secret_of(secret), {{"A2"}}};
  case 13: return change_at(after, 100 + dice / 64);
  default: return resume_sales{start_of_script + after};
  }
}

staged_show show_after(event_log& log, const std::string& id,
                       const std::vector<any_command>& script) {
  staged_show show{id};
  for (const auto& command : script)
    show.apply(log, command);
  return show;
}

} // namespace

TEST_CASE("side rows: after every command they equal those of a replay") {
  rocksdb_engine engine;
  auto log = engine.open();
  staged_show show{"show"};
  for (const auto& command : long_script()) {
    show.apply(*log, command);
    CHECK(rows_in(*log) == rows_from(show.state().id, show.history()));
  }
}

TEST_CASE("side rows: after any commands they equal those of a replay and agree with the state") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& dice) {
    staged_show show{"show"};
    row_map live;
    change(live, show.apply(open_at(0)).rows);
    time_ms after = 0;
    for (auto each : dice)
      change(live, show.apply(random_command(after += 400 * (each % 7), each)).rows);

    RC_ASSERT(live == rows_from(show.state().id, show.history()));
    RC_ASSERT(live.count({table::open_work, "show"}) == (show.state().has_open_work() ? 1U : 0U));
    auto reversed =
        static_cast<std::size_t>(std::ranges::count_if(show.history(), [](const recorded& each) {
          return std::holds_alternative<payment_reversed>(each.event);
        }));
    std::size_t due = 0;
    std::size_t received = 0;
    for (const auto& booked : show.state().bookings) {
      due += booked.details->refunds.size();
      received += static_cast<std::size_t>(std::ranges::count(
          booked.details->payments, payment_status::success, &payment_entry::status));
    }
    RC_ASSERT(live.size() ==
              1 + due + reversed + received + live.count({table::open_work, "show"}));
  }));
}

TEST_CASE("side rows: a changed show is listed as it is now, with its status") {
  rocksdb_engine engine;
  auto log = engine.open();
  show_after(*log, "a", {open_at(0), pause_sales{start_of_script + 1}, change_at(2, 700)});
  auto shows = list_shows(*log, {}, 10).value();
  REQUIRE(shows.items.size() == 1);
  CHECK(shows.items[0].sales == sales_status::paused);
  CHECK(shows.items[0].body.price == 700);
  CHECK(shows.items[0].body.hall == "Hall of 700");
  CHECK(shows.items[0].body.rows.empty());
}

TEST_CASE("side rows: open_work changes only when open work begins or ends") {
  staged_show show{"show"};
  auto changes = [&](const any_command& command) {
    std::vector<bool> puts;
    for (const auto& row : show.apply(command).rows)
      if (row.in == table::open_work)
        puts.push_back(row.value.has_value());
    return puts;
  };
  CHECK(changes(open_at(0)).empty());
  CHECK(changes(book_at(10, 'a', {"A1"})) == std::vector{true});
  CHECK(changes(book_at(20, 'b', {"A2"})).empty());
  CHECK(changes(review_at(1'000)).empty());
  CHECK(changes(pay_at(2'000, 'a', "p", 200)).empty());
  CHECK(changes(cancel_at(3'000, 'b', canceller::by_customer)) == std::vector{false});
}

TEST_CASE("lists: shows are listed by id with status, version and body without rows and classes") {
  rocksdb_engine engine;
  auto log = engine.open();
  show_after(*log, "b", {open_at(0), pause_sales{start_of_script + 1}});
  auto busy = show_after(*log, "a", {open_at(0), book_at(10, 'a', {"A1"}), review_at(1'000)});
  show_after(*log, "c", {open_at(0), cancel_show{start_of_script + 1}});
  show_after(*log, "d",
             {open_at(0), pause_sales{start_of_script + 1}, resume_sales{start_of_script + 2}});

  auto shows = list_shows(*log, {}, 10).value();
  REQUIRE(shows.items.size() == 4);
  CHECK_FALSE(shows.next);
  CHECK(shows.items[0].id == show_id{"a"});
  CHECK(shows.items[0].version == busy.state().seq);
  CHECK(shows.items[0].sales == sales_status::open);
  CHECK(shows.items[1].sales == sales_status::paused);
  CHECK(shows.items[1].version == 2);
  CHECK(shows.items[2].sales == sales_status::cancelled);
  CHECK(shows.items[3].sales == sales_status::open);
  auto head = small_hall();
  head.rows.clear();
  head.classes.clear();
  for (const auto& show : shows.items)
    CHECK(show.body == head);
}

TEST_CASE("lists: pages follow each other without a gap, and the last one has no next") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* id : {"a", "b", "c", "d"})
    show_after(*log, id, {open_at(0)});

  auto first = list_shows(*log, {}, 2).value();
  CHECK(first.items.back().id == show_id{"b"});
  CHECK(first.next == "b");
  auto second = list_shows(*log, *first.next, 2).value();
  CHECK(second.items.front().id == show_id{"c"});
  CHECK(second.items.size() == 2);
  CHECK_FALSE(second.next);
  CHECK(list_shows(*log, "d", 2).value().items.empty());
  CHECK(all_shows(*log).value() == std::vector<show_id>{{"a"}, {"b"}, {"c"}, {"d"}});
}

TEST_CASE("lists: refunds are listed while they are due, with their booking") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto script = long_script();
  script.resize(10); // Up to the second payment of a.
  auto show = show_after(*log, "show", script);

  auto first = list_refunds(*log, {}, 1).value();
  REQUIRE(first.items.size() == 1);
  REQUIRE(first.next);
  CHECK(first.items[0].id == request_id{{"show"}, secret_of('a')});
  CHECK(first.items[0].number == show.state().find(secret_of('a'))->number);
  CHECK(first.items[0].due.payment == payment_id{"p3"});
  CHECK(first.items[0].due.reason == refund_reason::already_paid);
  CHECK(first.items[0].since == start_of_script + 4'000);
  auto second = list_refunds(*log, *first.next, 1).value();
  REQUIRE(second.items.size() == 1);
  CHECK_FALSE(second.next);
  CHECK(second.items[0].id == request_id{{"show"}, secret_of('b')});
  CHECK(second.items[0].due.amount == money{200, "INR"});

  show.apply(*log, pay_at(5'000, 'b', "p2", 200, payment_status::refunded));
  CHECK(list_refunds(*log, {}, 10).value().items.size() == 1);
}

TEST_CASE("lists: several refunds of one payment are listed each, and reversals apart from them") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto show = show_after(*log, "show",
                         {open_at(0), book_at(10, 'a', {"A1", "A2", "A3"}), review_at(1'000),
                          pay_at(2'000, 'a', "p1", 600),
                          return_seats{start_of_script + 3'000, secret_of('a'), {{"A1"}}},
                          return_seats{start_of_script + 4'000, secret_of('a'), {{"A2"}}}});
  auto due = list_refunds(*log, {}, 1).value();
  REQUIRE(due.next);
  CHECK(due.items.at(0).due.amount == money{200, "INR"});
  CHECK(due.items.at(0).due.reason == refund_reason::seats_returned);
  CHECK(due.items.at(0).since == start_of_script + 3'000);
  CHECK(list_refunds(*log, *due.next, 1).value().items.at(0).since == start_of_script + 4'000);
  CHECK(list_refunds(*log, {}, 9, true).value().items.empty());

  show.apply(*log, pay_at(5'000, 'a', "p1", 200, payment_status::refunded));
  auto left = list_refunds(*log, {}, 9).value();
  REQUIRE(left.items.size() == 1);
  CHECK(left.items[0].since == start_of_script + 4'000);
  show.apply(*log, pay_at(6'000, 'a', "p1", 200, payment_status::refunded));
  CHECK(list_refunds(*log, {}, 9).value().items.empty());

  show.apply(*log, pay_at(7'000, 'a', "p1", 50, payment_status::refunded));
  show.apply(*log, pay_at(8'000, 'a', "p1", 150, payment_status::refunded));
  CHECK(list_refunds(*log, {}, 9).value().items.empty());
  auto reversed = list_refunds(*log, {}, 1, true).value();
  REQUIRE(reversed.next);
  CHECK(reversed.items.at(0).reversed);
  CHECK(reversed.items.at(0).id == request_id{{"show"}, secret_of('a')});
  CHECK(reversed.items.at(0).due.amount == money{50, "INR"});
  CHECK(reversed.items.at(0).since == start_of_script + 7'000);
  auto last = list_refunds(*log, *reversed.next, 1, true).value();
  CHECK(last.items.at(0).due.amount == money{150, "INR"});
  CHECK_FALSE(last.next);
}

TEST_CASE("lists: shows with open work are those with a booking under review or unpaid") {
  rocksdb_engine engine;
  auto log = engine.open();
  show_after(*log, "idle", {open_at(0)});
  show_after(*log, "review", {open_at(0), book_at(10, 'a', {"A1"})});
  show_after(*log, "unpaid", {open_at(0), book_at(10, 'a', {"A1"}), review_at(1'000)});
  show_after(
      *log, "paid",
      {open_at(0), book_at(10, 'a', {"A1"}), review_at(1'000), pay_at(2'000, 'a', "p", 200)});
  CHECK(shows_with_open_work(*log).value() == std::vector<show_id>{{"review"}, {"unpaid"}});
}

TEST_CASE("lists: an undecodable row is an error with its table and key") {
  rocksdb_engine engine;
  auto log = engine.open();
  CHECK(log->append(one_row(table::shows, "ab", "x and no status")));
  auto shows = list_shows(*log, {}, 10);
  REQUIRE_FALSE(shows);
  CHECK(shows.error().what == storage_error::kind::corrupt);
  CHECK(shows.error().detail == "table shows: the row with the key 6162 cannot be decoded");
  CHECK(log->append(one_row(table::refunds, "ab", "no reqId")));
  CHECK_FALSE(list_refunds(*log, {}, 10).has_value());
}

TEST_CASE("customers: a mail address is stored in lower case under the customer id") {
  auto row = mail_row(secret_of('k'), "Some.One@Example.COM");
  CHECK(row.in == table::customers);
  CHECK(row.key == std::string(16, 'k'));
  CHECK(row.value == "some.one@example.com");
}

} // namespace boxoffice::storage::tests
