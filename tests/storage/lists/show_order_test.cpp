#include "events/time_text.hpp"
#include "storage/lists/show_order.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

namespace boxoffice::storage::tests {

using namespace events;

namespace {

constexpr time_ms an_hour = 3'600'000;
constexpr time_ms a_day = 24 * an_hour;

/// A log whose shows are opened with what the caller changes of the usual body.
struct ordered_log {
  rocksdb_engine engine{};
  std::unique_ptr<event_log> log = engine.open();

  template <class Change>
  void open(const std::string& id, Change change) {
    staged_show show{id};
    auto opening = open_at(0);
    change(opening.body);
    opening.body.sales_close_at = opening.body.starts_at;
    show.apply(*log, opening);
  }
  void open_in(const std::string& id, time_ms after) {
    open(id, [&](show_body& body) { body.starts_at = start_of_script + after; });
  }
  [[nodiscard]] page<show_summary> by_start(std::string_view after, std::size_t limit,
                                            const show_filter& filter = {}) {
    return list_shows_by_start(*log, after, limit, filter, start_of_script).value();
  }
  [[nodiscard]] programme days(const show_filter& filter = {}, const std::string& zone = "UTC",
                               time_ms now = start_of_script) {
    return programme_of(*log, filter, zone, now).value();
  }
};

std::string ids_in(const page<show_summary>& of) {
  std::string ids;
  for (const auto& each : of.items)
    ids += each.id.text + ' ';
  return ids;
}

std::string text_of(const programme& all) {
  std::string text;
  for (const auto& each : all.days)
    text += each.day + '=' + std::to_string(each.shows) + ' ';
  for (const auto& hall : all.halls)
    text += hall + ';';
  return text;
}

} // namespace

TEST_CASE("show order: by start and id, a page at a time without gaps") {
  ordered_log with;
  with.open_in("a", 3 * an_hour);
  with.open_in("b", an_hour);
  with.open_in("c", 2 * an_hour);
  with.open_in("d", an_hour);
  with.open_in("e", 2 * an_hour);
  CHECK(ids_in(with.by_start("", 10)) == "b d c e a ");
  CHECK_FALSE(with.by_start("", 5).next);
  std::string all;
  std::optional<std::string> after{""};
  for (int pages = 0; after; ++pages) {
    REQUIRE(pages < 3);
    auto one = with.by_start(*after, 2);
    all += ids_in(one);
    after = one.next;
  }
  CHECK(all == "b d c e a ");
  auto first = with.by_start("", 1);
  CHECK(first.items.at(0).version == 1);
  CHECK(first.next == to_rfc3339(start_of_script + an_hour) + ",b");
}

TEST_CASE("show order: a filter counts, and a place behind all shows ends the list") {
  ordered_log with;
  with.open_in("a", 3 * an_hour);
  with.open_in("b", an_hour);
  show_filter late;
  late.from = start_of_script + 2 * an_hour;
  CHECK(ids_in(with.by_start("", 10, late)) == "a ");
  auto last = place_of(with.by_start("", 10).items.back(), show_order::start);
  CHECK(ids_in(with.by_start(last, 10)).empty());
}

TEST_CASE("show order: a place is an id, or a start and an id, in one spelling") {
  CHECK(is_place("", show_order::id));
  CHECK(is_place("noir", show_order::id));
  CHECK_FALSE(is_place("no ir", show_order::id));
  CHECK(is_place("", show_order::start));
  CHECK(is_place("2026-12-24T18:30:00.000Z,noir", show_order::start));
  for (const auto* bad : {"noir", ",noir", "2026-12-24T18:30:00.000Z", "2026-12-24T18:30:00.000Z,",
                          "2026-12-24T18:30:00Z,noir", "2026-12-24T18:30:00.000Z,no ir"})
    CHECK_MESSAGE(!is_place(bad, show_order::start), bad);
}

TEST_CASE("programme: the days of the halls' time zones with their shows, and the halls in order") {
  ordered_log with;
  const auto midnight = parse_rfc3339("2027-02-01T00:00:00Z").value();
  with.open("a", [&](show_body& body) {
    body.starts_at = midnight - an_hour;
    body.hall = "Studio";
  });
  with.open("b", [&](show_body& body) {
    body.starts_at = midnight - an_hour;
    body.time_zone = "Asia/Kolkata"; // Already the day after.
    body.hall = "Regal";
  });
  with.open("c", [&](show_body& body) {
    body.starts_at = midnight + an_hour;
    body.hall = "Studio";
  });
  CHECK(text_of(with.days()) == "2027-01-31=1 2027-02-01=2 Regal;Studio;");
  CHECK(text_of(with.days({}, "Europe/Berlin")) == "2027-02-01=3 Regal;Studio;");
  show_filter regal;
  regal.hall = "Regal";
  CHECK(text_of(with.days(regal)) == "2027-02-01=1 Regal;");
}

TEST_CASE("programme: cancelled shows and those that are over are not in it") {
  ordered_log with;
  with.open("a", [](show_body& body) { body.starts_at = start_of_script + an_hour; });
  with.open("b", [](show_body& body) {
    body.starts_at = start_of_script + an_hour;
    body.running_time = 90;
  });
  staged_show cancelled{"c"};
  cancelled.apply(*with.log, open_at(0));
  cancelled.apply(*with.log, cancel_show{start_of_script, {}});
  auto shows_at = [&](time_ms now, std::optional<time_ms> from) {
    show_filter filter;
    filter.from = from;
    std::int64_t shows = 0;
    for (const auto& each : with.days(filter, "UTC", start_of_script + now).days)
      shows += each.shows;
    return shows;
  };
  CHECK(shows_at(0, {}) == 2);
  CHECK(shows_at(an_hour, start_of_script) == 1); // It has a running time.
  CHECK(shows_at(an_hour * 5 / 2, start_of_script) == 0);
  CHECK(shows_at(an_hour + 1, {}) == 0); // Without `from` only shows to come.
}

TEST_CASE("programme: it has the first days, one more than a page, and the first halls") {
  programme first;
  programme second;
  const auto begin = start_of_script / a_day;
  for (std::int64_t day = 0; day < 300; ++day) {
    first.days.push_back({to_rfc3339((begin + 2 * day) * a_day).substr(0, 10), 1});
    second.days.push_back({to_rfc3339((begin + 3 * day) * a_day).substr(0, 10), 1});
  }
  for (int hall = 0; hall < 150; ++hall) {
    first.halls.push_back("A" + std::to_string(1'000 + hall));
    second.halls.push_back("B" + std::to_string(1'000 + hall));
  }
  auto both = merged({first, second});
  REQUIRE(both.days.size() == most_programme_days + 1);
  CHECK(both.days[0].shows == 2);
  CHECK(both.days[1].shows == 1);
  CHECK(std::ranges::is_sorted(both.days, {}, &programme_day::day));
  REQUIRE(both.halls.size() == most_programme_halls);
  CHECK(both.halls.back() == "B1049");
}

} // namespace boxoffice::storage::tests
