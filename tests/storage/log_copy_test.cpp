#include "storage/accounts.hpp"
#include "storage/customer_keys.hpp"
#include "storage/log_copy.hpp"
#include "storage/side_rows.hpp"
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

namespace boxoffice::storage::tests {

namespace {

using events::customer_keys;

customer_keys::key key_of(std::uint8_t byte) { return customer_keys::key(32, byte); }

/// A log with this key of pseudonyms and no show.
std::unique_ptr<event_log> log_with_key(rocksdb_engine& engine, std::uint8_t byte) {
  auto log = engine.open();
  auto key = key_of(byte);
  CHECK(log->append(
      {{}, {{table::node, std::string{customer_key_row}, std::string{key.begin(), key.end()}}}}));
  return log;
}

/// A show with a paid booking, and its customer's mail.
staged_show sell_a_seat(event_log& log, const std::string& show, char customer) {
  staged_show staged{show};
  staged.apply(log, open_at(0));
  auto command = book_at(1, customer, {"A1"});
  command.id.show = {show};
  CHECK(log.append({{}, {mail_row(command.customer, std::string{customer} + "@x.org")}}));
  staged.apply(log, command);
  staged.apply(log, review_at(1'500));
  staged.apply(log, pay_at(1'600, customer, "pay", 200));
  return staged;
}

/// The first fault that verify() finds, or an empty text.
std::string fault_in(event_log& log) {
  auto found = verify(log, {}).value().faults;
  return found.empty() ? "" : found.front().stream.text + ": " + found.front().what;
}

std::string why(const result<copied>& done) { return done ? "" : done.error().detail; }

} // namespace

TEST_CASE("copy: logs with different shows are merged, each show with its key of pseudonyms") {
  rocksdb_engine first, second, third;
  auto one = log_with_key(first, 1);
  auto two = log_with_key(second, 2);
  sell_a_seat(*one, "blanc", 'a');
  sell_a_seat(*two, "noir", 'b');
  auto all = third.open();
  CHECK(copy_log(*one, *all).value().events == 4);
  CHECK(copy_log(*two, *all).value().streams == 1);
  for (auto* each : {one.get(), two.get()})
    for (const auto& show : all_shows(*each).value())
      CHECK(read_all(*all, show.text) == read_all(*each, show.text));
  CHECK(fault_in(*all) == "");
  auto keys = read_customer_keys(*all).value();
  REQUIRE(keys);
  CHECK(keys->own() == key_of(1));
  CHECK(keys->of({"blanc"}) == key_of(1));
  CHECK(keys->of({"noir"}) == key_of(2));

  // And on from there: the key goes with the show.
  rocksdb_engine fourth;
  auto next = log_with_key(fourth, 1);
  CHECK(copy_log(*all, *next).value().streams == 2);
  CHECK(read_customer_keys(*next).value()->of({"noir"}) == key_of(2));
}

TEST_CASE("copy: a part of the shows is copied with its rows and mail addresses only") {
  rocksdb_engine from, to;
  auto old = log_with_key(from, 1);
  auto kept = sell_a_seat(*old, "noir", 'a');
  auto left = sell_a_seat(*old, "noir-2", 'b');
  left.apply(*old, cancel_at(1'700, 'b', events::canceller::by_operator)); // A refund is due.
  auto fresh = to.open();
  auto done = copy_log(*old, *fresh, [](const show_id& show) { return show.text == "noir"; });
  CHECK(done.value().streams == 1);
  CHECK(done.value().left_out == 1);
  CHECK(read_all(*fresh, "noir-2").empty());
  CHECK(all_shows(*fresh).value() == std::vector<show_id>{{"noir"}});
  CHECK(list_refunds(*fresh, {}, 10).value().items.empty());
  auto mail_of = [&](char who) {
    return fresh->get(table::customers, row_key(book_at(1, who, {"A1"}).customer)).value();
  };
  CHECK(mail_of('a') == "a@x.org");
  CHECK_FALSE(mail_of('b'));
  CHECK(fault_in(*fresh) == "");
}

TEST_CASE("copy: accounts and erasures are all copied, with the keys of their pseudonyms") {
  const events::mail_address ann{"ann@x.org"};
  auto id_by = [&](std::uint8_t key) { return events::customer_of(key_of(key), ann); };
  rocksdb_engine first, second, third, fourth;
  auto one = log_with_key(first, 1);
  auto two = log_with_key(second, 2);
  REQUIRE(two->append({{}, {account_row(id_by(2), {1'000, "hash"})}}));
  REQUIRE(two->append({{}, erasure_rows(std::vector{id_by(2)}, 500)}));
  auto no_show = [](const show_id&) { return false; };
  auto all = third.open();
  REQUIRE(copy_log(*one, *all, no_show));
  REQUIRE(copy_log(*two, *all, no_show));
  auto check_account_in = [&](event_log& log) {
    auto keys = read_customer_keys(log).value();
    REQUIRE(keys);
    CHECK(keys->own() == key_of(1));
    CHECK(keys->of({"noir"}) == key_of(1));
    auto found = find_account(log, keys->customers_of(ann)).value();
    REQUIRE(found);
    CHECK(found->password_hash == "hash");
    CHECK(found->bookings_from == 1'000);
  };
  check_account_in(*all);
  // And on from there.
  auto next = log_with_key(fourth, 1);
  REQUIRE(copy_log(*all, *next));
  check_account_in(*next);
}

TEST_CASE("copy: an interrupted copy is continued, and a show from two logs is refused") {
  rocksdb_engine from, to;
  auto old = log_with_key(from, 1);
  auto show = sell_a_seat(*old, "noir", 'a');
  auto fresh = to.open();
  SUBCASE("interrupted within the show") {
    auto begun = read_all(*old, "noir");
    CHECK(fresh->append({{{stream("noir"), 1, {begun[0].second, begun[1].second}}}, {}}));
    auto done = copy_log(*old, *fresh).value();
    CHECK(done.skipped == 2);
    CHECK(done.events == 2);
    CHECK(read_all(*fresh, "noir") == begun);
  }
  SUBCASE("repeated") {
    CHECK(copy_log(*old, *fresh));
    CHECK(copy_log(*old, *fresh).value().events == 0);
    CHECK(fault_in(*fresh) == "");
  }
  SUBCASE("the old log has more") {
    CHECK(copy_log(*old, *fresh));
    show.apply(*old, cancel_at(1'700, 'a', events::canceller::by_operator));
    CHECK(why(copy_log(*old, *fresh)).find("complete, but with fewer events") != std::string::npos);
  }
  SUBCASE("the new log has more") {
    CHECK(copy_log(*old, *fresh));
    show.apply(*fresh, cancel_at(1'700, 'a', events::canceller::by_operator));
    CHECK(why(copy_log(*old, *fresh)).find("with more events") != std::string::npos);
  }
  SUBCASE("another show of the same id") {
    rocksdb_engine other;
    auto third = log_with_key(other, 1);
    sell_a_seat(*third, "noir", 'b');
    CHECK(copy_log(*third, *fresh));
    CHECK(why(copy_log(*old, *fresh)).find("show noir is in the new log already") !=
          std::string::npos);
  }
}

} // namespace boxoffice::storage::tests
