#include "storage/log_copy.hpp"
#include "storage/payment/payment_rows.hpp"
#include "storage/rebuild_rows.hpp"
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::storage::tests {

using namespace events;

namespace {

using found_bookings = std::vector<std::string>;

/// `reqId number` of each booking of the payment.
found_bookings bookings_of(event_log& log, const std::string& payment) {
  found_bookings found;
  for (const auto& each : find_payment(log, {payment}).value())
    found.push_back(to_text(each.id) + ' ' + std::to_string(each.number));
  return found;
}

std::string booking_named(const std::string& show, char secret, booking_number number) {
  return to_text(request_id{{show}, secret_of(secret)}) + ' ' + std::to_string(number);
}

/// A seat that booking 2 pays with that payment; another payment of it is due back.
void sell_and_owe(event_log& log, const std::string& id, char secret, const std::string& payment) {
  staged_show show{id};
  show.apply(log, open_at(0));
  auto booking = book_at(10, secret, {"A1"});
  booking.id.show = {id};
  show.apply(log, booking);
  show.apply(log, review_at(1'000));
  show.apply(log, pay_at(2'000, secret, payment, 200));
  show.apply(log, pay_at(3'000, secret, payment + "-again", 200));
}

rows payment_rows_in(event_log& log) {
  rows found;
  CHECK(log.scan_prefix(table::node, payment_prefix, {},
                        [&](std::string_view key, std::string_view value) {
                          found.emplace_back(key, value);
                          return true;
                        }));
  return found;
}

void change_row(event_log& log, const std::string& key, std::optional<std::string> value) {
  CHECK(log.append({{}, {{table::node, key, std::move(value)}}}));
}

/// The first fault that verify() finds, or an empty text.
std::string payment_fault_in(event_log& log) {
  auto found = verify(log, {}).value().faults;
  return found.empty() ? "" : found.front().stream.text + ": " + found.front().what;
}

} // namespace

LOG_CONTRACT("payments: the bookings of a payment are found, also if it is due back") {
  Engine engine;
  auto log = engine.open();
  sell_and_owe(*log, "noir", 'a', "p1");
  sell_and_owe(*log, "blanc", 'b', "p10");
  CHECK(bookings_of(*log, "p1") == found_bookings{booking_named("noir", 'a', 2)});
  CHECK(bookings_of(*log, "p1-again") == found_bookings{booking_named("noir", 'a', 2)});
  CHECK(bookings_of(*log, "p10") == found_bookings{booking_named("blanc", 'b', 2)});
  CHECK(bookings_of(*log, "p").empty());
  CHECK(bookings_of(*log, "p2").empty());
  sell_and_owe(*log, "gris", 'c', "p1");
  CHECK(bookings_of(*log, "p1") ==
        found_bookings{booking_named("gris", 'c', 2), booking_named("noir", 'a', 2)});
}

TEST_CASE("payments: what a provider did not take has no row") {
  rocksdb_engine engine;
  auto log = engine.open();
  staged_show show{"noir"};
  show.apply(*log, open_at(0));
  sell_seats sale;
  sale.at = start_of_script + 10;
  sale.id = {{"noir"}, secret_of('a')};
  sale.seats = {{"A1"}};
  sale.method = payment_method::cash;
  sale.payment = {"till-1"};
  show.apply(*log, sale);
  show.apply(*log, cancel_at(20, 'a', canceller::by_operator));
  CHECK(show.state().find(booking_number{2})->details->refunds.size() == 1);
  auto booking = book_at(30, 'b', {"A2"});
  booking.id.show = {"noir"};
  show.apply(*log, booking);
  show.apply(*log, pay_at(40, 'b', "failed", 200, payment_status::failed));
  CHECK(payment_rows_in(*log).empty());
}

LOG_CONTRACT("payments: a log from before the rows gets them once") {
  Engine engine;
  auto log = engine.open();
  sell_and_owe(*log, "noir", 'a', "p1");
  sell_and_owe(*log, "blanc", 'b', "p2");
  auto whole = payment_rows_in(*log);
  REQUIRE(whole.size() == 4);
  for (const auto& [key, value] : whole)
    change_row(*log, key, std::nullopt);
  CHECK(payment_fault_in(*log) == "");
  CHECK(index_payments(*log));
  CHECK(payment_rows_in(*log) == whole);
  CHECK(log->get(table::node, payments_have_rows).value() == "1");
  CHECK(payment_fault_in(*log) == "");
  change_row(*log, whole.front().first, std::nullopt);
  CHECK(index_payments(*log));
  CHECK(payment_rows_in(*log).size() == 3);
}

LOG_CONTRACT("payments: each node of a shared log looks for payments without rows once") {
  Engine engine;
  auto log = engine.open();
  sell_and_owe(*log, "noir", 'a', "p1");
  CHECK(index_payments(*log, "north"));
  auto whole = payment_rows_in(*log);
  REQUIRE(whole.size() == 2);
  // What the other node did before its upgrade.
  change_row(*log, whole.front().first, std::nullopt);
  CHECK(index_payments(*log, "north"));
  CHECK(payment_rows_in(*log).size() == 1);
  CHECK(index_payments(*log, "south"));
  CHECK(payment_rows_in(*log) == whole);
  change_row(*log, std::string{payments_have_rows}, std::nullopt); // As after a migration.
  change_row(*log, whole.front().first, std::nullopt);
  CHECK(index_payments(*log, "south"));
  CHECK(payment_rows_in(*log) == whole);
}

TEST_CASE("payments: what is appended while a log is verified is no fault") {
  rocksdb_engine engine;
  auto log = engine.open();
  sell_and_owe(*log, "blanc", 'a', "p1");
  sell_and_owe(*log, "noir", 'b', "p2");
  CHECK(index_payments(*log));
  auto appended = false;
  verify_options options;
  options.progress = [&](auto, auto) {
    if (!std::exchange(appended, true)) // After the first show.
      sell_and_owe(*log, "zorn", 'c', "p3");
  };
  auto found = verify(*log, options).value();
  REQUIRE(appended);
  CHECK(found.streams == 3);
  CHECK(found.faults.empty());
}

TEST_CASE("payments: the rows must follow from the events, once the log has all of them") {
  rocksdb_engine engine;
  auto log = engine.open();
  sell_and_owe(*log, "noir", 'a', "p1");
  sell_and_owe(*log, "blanc", 'b', "p2");
  CHECK(index_payments(*log));
  REQUIRE(payment_fault_in(*log) == "");
  auto row = payment_rows_in(*log).front();
  SUBCASE("one is missing") { change_row(*log, row.first, std::nullopt); }
  SUBCASE("one is of another booking") {
    change_row(*log, row.first, to_text(request_id{{"noir"}, secret_of('z')}));
  }
  SUBCASE("one is of no payment") {
    auto key = row.first;
    key.replace(key.find("p1"), 2, "p9");
    change_row(*log, key, row.second);
  }
  CHECK(payment_fault_in(*log) == "noir: the rows of payments differ from the events");
  CHECK(rebuild_rows(*log));
  CHECK(payment_fault_in(*log) == "");
  CHECK(payment_rows_in(*log).size() == 4);
}

TEST_CASE("payments: a row of a show that the log does not have is a fault, and is removed") {
  rocksdb_engine engine;
  auto log = engine.open();
  sell_and_owe(*log, "noir", 'a', "p1");
  CHECK(index_payments(*log));
  auto row = payment_rows_in(*log).front();
  auto key = row.first;
  key.replace(key.find("noir"), 4, "gone");
  change_row(*log, key, row.second);
  CHECK(payment_fault_in(*log) == "gone: all records of the stream are missing");
  CHECK(rebuild_rows(*log));
  CHECK(payment_fault_in(*log) == "");
}

TEST_CASE("payments: the rows are copied with their shows, and looked through at the next start") {
  rocksdb_engine from, to;
  auto old = from.open();
  sell_and_owe(*old, "noir", 'a', "p1");
  sell_and_owe(*old, "blanc", 'b', "p2");
  CHECK(index_payments(*old));
  auto fresh = to.open();
  CHECK(index_payments(*fresh));
  CHECK(copy_log(*old, *fresh, [](const show_id& show) { return show.text == "noir"; }));
  CHECK(bookings_of(*fresh, "p1") == found_bookings{booking_named("noir", 'a', 2)});
  CHECK(bookings_of(*fresh, "p2").empty());
  CHECK_FALSE(fresh->get(table::node, payments_have_rows).value());
  CHECK(index_payments(*fresh));
  CHECK(payment_fault_in(*fresh) == "");
}

} // namespace boxoffice::storage::tests
