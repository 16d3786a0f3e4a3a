#include "storage/lists/booking_filter.hpp"
#include "storage/lists/sales.hpp"
#include "storage/lists/show_filter.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

#include <limits>

namespace boxoffice::storage::tests {

using namespace events;

namespace {

booking paid_booking() {
  booking booked;
  booked.number = 12;
  booked.secret = secret_of('a');
  booked.customer = secret_of('k');
  booked.status = booking_status::paid;
  booked.details.edit().payments.push_back({{"pay-1"}, payment_status::success, {}, {}, {}});
  return booked;
}

bool found_by(const std::string& text) {
  return matches(paid_booking(), {"noir"}, {std::nullopt, text, {}});
}

std::vector<std::string> ids_of(const page<show_summary>& of) {
  std::vector<std::string> ids;
  for (const auto& each : of.items)
    ids.push_back(each.id.text);
  return ids;
}

} // namespace

TEST_CASE("booking filter: a booking is found by the begin of its reqId or payment, or all else") {
  auto booked = paid_booking();
  auto id = to_text(request_id{{"noir"}, booked.secret});
  CHECK(found_by(""));
  CHECK(found_by("no"));
  CHECK(found_by(id));
  CHECK(found_by(id.substr(0, 8)));
  CHECK_FALSE(found_by(id + "x"));
  CHECK_FALSE(found_by("noir-1"));
  CHECK(found_by("12"));
  CHECK_FALSE(found_by("1"));
  CHECK(found_by("pay-"));
  CHECK_FALSE(found_by("ay-1"));
  CHECK(found_by(to_hex(booked.customer)));
  booked.customer = {};
  CHECK_FALSE(matches(booked, {"noir"}, {std::nullopt, to_hex(booked.customer), {}}));
  booked = paid_booking();
  CHECK(matches(booked, {"noir"}, {std::nullopt, "ann@x.org", {secret_of('k')}}));
  CHECK_FALSE(matches(booked, {"noir"}, {std::nullopt, "ann@x.org", {secret_of('l')}}));
  CHECK(matches(booked, {"noir"}, {booking_status::paid, "12", {}}));
  CHECK_FALSE(matches(booked, {"noir"}, {booking_status::expired, "12", {}}));
}

TEST_CASE("booking keys: they are in the order of shows and numbers, and are read back") {
  std::vector<std::string> keys;
  for (const auto* show : {"a", "a-b", "ab"}) {
    for (booking_number number : {std::uint64_t{2}, std::uint64_t{255}, std::uint64_t{256}})
      keys.push_back(booking_key({show}, number));
    keys.push_back(key_behind({show}));
  }
  CHECK(std::ranges::is_sorted(keys));
  auto place = parse_booking_key(booking_key({"a-b"}, 256)).value();
  CHECK(place.show.text == "a-b");
  CHECK(place.after == 256);
  CHECK(parse_booking_key(key_behind({"a"})).value().after ==
        std::numeric_limits<booking_number>::max());
  CHECK(parse_booking_key("").value().show.text.empty());
  for (const std::string bad : {"a", "a\x01x", "\x01"})
    CHECK_FALSE(parse_booking_key(bad));
  CHECK_FALSE(parse_booking_key(std::string{"a\0b", 3}));
  CHECK_FALSE(parse_booking_key(std::string{"\0aaaaaaaa", 9}));
}

TEST_CASE("show filter: a page of a filtered list has shows that match only, without gaps") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* id : {"a", "b", "c", "d", "e"}) {
    staged_show show{id};
    auto opening = open_at(0);
    auto is_x = *id == 'b' || *id == 'd' || *id == 'e';
    opening.body.movie = is_x ? "Movie X" : "Movie Y";
    show.apply(*log, opening);
  }
  show_filter filter;
  filter.text = "movie x";
  auto now = start_of_script;
  auto first = list_shows(*log, {}, 2, filter, now).value();
  CHECK(ids_of(first) == std::vector<std::string>{"b", "d"});
  CHECK(first.next == "d");
  auto last = list_shows(*log, *first.next, 2, filter, now).value();
  CHECK(ids_of(last) == std::vector<std::string>{"e"});
  CHECK_FALSE(last.next);
  filter.text = "movie z";
  CHECK(list_shows(*log, {}, 2, filter, now).value().items.empty());
  CHECK_FALSE(list_shows(*log, {}, 2, filter, now).value().next);
}

TEST_CASE("show filter: a page that has looked at enough shows ends, and the next goes on behind") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* id : {"a", "b", "c", "d", "e"}) {
    staged_show show{id};
    show.apply(*log, open_at(0));
  }
  const show_choice choice{[](const show_summary& show) { return show.id.text == "d"; }, 3};
  auto first = list_shows(*log, {}, 10, choice).value();
  CHECK(first.items.empty());
  CHECK(first.next == "c");
  auto last = list_shows(*log, *first.next, 10, choice).value();
  CHECK(ids_of(last) == std::vector<std::string>{"d"});
  CHECK_FALSE(last.next);
}

TEST_CASE("show filter: CLOSED is by the time, and a cancelled show is never closed") {
  using enum listed_status;
  CHECK(listed_status_of(sales_status::open, 10, 9) == open);
  CHECK(listed_status_of(sales_status::open, 10, 10) == closed);
  CHECK(listed_status_of(sales_status::paused, 10, 9) == paused);
  CHECK(listed_status_of(sales_status::paused, 10, 10) == closed);
  CHECK(listed_status_of(sales_status::cancelled, 10, 10) == cancelled);
}

TEST_CASE("sales: pages of few events add up to the whole, whatever their size") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (const auto* id : {"a", "b", "c"}) {
    staged_show show{id};
    show.apply(*log, open_at(0));
    show.apply(*log, book_at(10, 'a', {"A1"}));
    show.apply(*log, review_at(1'000));
    show.apply(*log, pay_at(2'000, 'a', "p", 200));
  }
  for (std::size_t most : {1U, 5U, 1'000U}) {
    std::vector<std::string> ids;
    std::int64_t revenue = 0;
    std::string after;
    for (auto more = true; more;) {
      auto page = list_sales(*log, {}, after, most).value();
      for (const auto& each : page.items) {
        ids.push_back(each.show.text);
        revenue += each.rows.front().figures.revenue;
      }
      more = page.next.has_value();
      after = page.next.value_or("");
    }
    CHECK(ids == std::vector<std::string>{"a", "b", "c"});
    CHECK(revenue == 600);
  }
  sales_query later{sales_grouping::method};
  later.from = report_bound{start_of_script + 2'001, {}};
  CHECK(list_sales(*log, later, {}, 1'000).value().items.empty());
}

} // namespace boxoffice::storage::tests
