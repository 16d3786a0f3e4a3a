// The sales report: what each event adds to which figure, of which line.
#include "events/report/sales_report.hpp"

#include "tests/events/facts.hpp"

#include <limits>

namespace boxoffice::events::tests {

namespace {

constexpr time_ms day = 24LL * 3'600'000;

std::vector<recorded> recorded_of(const std::vector<moment>& moments) {
  std::vector<recorded> all;
  auto now = noon;
  for (const auto& each : moments) {
    now = each.at.value_or(now);
    all.push_back({all.size() + 1, now, each.fact});
  }
  return all;
}

sales_report report_of(const std::vector<moment>& moments, const sales_query& query = {}) {
  sales_fold fold{{"noir"}, query};
  for (const auto& each : recorded_of(moments))
    if (!fold.take(each))
      break;
  sales_report report{query};
  report.add(fold.finish());
  return report;
}

/// The figures of the only line.
sales_figures figures_of(const std::vector<moment>& moments) {
  auto report = report_of(moments);
  REQUIRE(report.rows().size() == 1);
  CHECK(report.rows().begin()->first == std::pair<std::string, std::string>{"noir", "INR"});
  return report.rows().begin()->second.figures;
}

/// `key currency` of each line.
names keys_of(const sales_report& report) {
  names out;
  for (const auto& [of, line] : report.rows())
    out.push_back(of.first + ' ' + of.second);
  return out;
}

booking_paid at_the_counter(payment_method method, std::int64_t amount) {
  auto fact = bought(2, "till", amount);
  fact.method = method;
  fact.by = "token";
  return fact;
}

/// Booking 2 has B1 and B2 and is PAID with p1 at 2,000 ms.
std::vector<moment> sold(const std::vector<moment>& more = {}) {
  auto request = requested(2, {"B1", "B2"});
  std::vector<moment> all{opened(), at(10, request), at(1'000, confirmed(2)),
                          at(2'000, bought(2, "p1", 30'000))};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

} // namespace

TEST_CASE("sales: a show without sales has a line of zeros in its currency") {
  CHECK(figures_of({opened()}) == sales_figures{});
}

TEST_CASE("sales: a paid booking counts its seats and its amount, an unpaid one nothing") {
  auto request = requested(2, {"B1", "B2"});
  CHECK(figures_of({opened(), request, confirmed(2)}) == sales_figures{});
  sales_figures expected;
  expected.seats_sold = 2;
  expected.revenue = 30'000;
  expected.types = {{"", 2, 30'000}};
  expected.methods = {{"ONLINE", 2, 30'000}};
  CHECK(figures_of(sold()) == expected);
}

TEST_CASE("sales: revenue by price type is what each seat was sold at") {
  auto request = requested(2, {"A1", "B1", "B2"});
  request.types = {{"CHILD"}, {"ADULT"}, {"CHILD"}};
  request.amount = rupees(40'000);
  auto figures =
      figures_of({opened(priced_hall()), request, confirmed(2), bought(2, "p1", 40'000)});
  CHECK(figures.types == std::vector<sales_part>{{"ADULT", 1, 15'000}, {"CHILD", 2, 25'000}});
}

TEST_CASE("sales: at the counter revenue belongs to its method, and a complimentary seat costs 0") {
  auto request = requested(2, {"B1"});
  request.channel = sales_channel::counter;
  request.amount = rupees(0);
  auto free_one = figures_of(
      {opened(), request, confirmed(2), at_the_counter(payment_method::complimentary, 0)});
  CHECK(free_one.seats_sold == 1);
  CHECK(free_one.types == std::vector<sales_part>{{"", 1, 0}});
  CHECK(free_one.methods == std::vector<sales_part>{{"COMPLIMENTARY", 1, 0}});
  request.amount = rupees(15'000);
  auto cash =
      figures_of({opened(), request, confirmed(2), at_the_counter(payment_method::cash, 15'000)});
  CHECK(cash.methods == std::vector<sales_part>{{"CASH", 1, 15'000}});
}

TEST_CASE("sales: what a cancellation and a return give back stays in seats and revenue sold") {
  auto figures = figures_of(
      sold({returned(2, {"B1"}, 15'000), due(2, "p1", 15'000, refund_reason::seats_returned),
            cancelled(2, canceller::by_operator), due(2, "p1", 15'000, refund_reason::cancelled),
            refunded(2, "p1", 15'000)}));
  CHECK(figures.seats_sold == 2);
  CHECK(figures.revenue == 30'000);
  CHECK(figures.seats_returned == 2);
  CHECK(figures.refunds_due == 30'000);
  CHECK(figures.refunds_paid == 15'000);
  CHECK(figures.unallocated == 0);
}

TEST_CASE("sales: days are those of the latest time zone, also if it was changed after the time") {
  show_changed moved;
  moved.changes.time_zone = std::optional<std::string>{"Pacific/Pago_Pago"}; // UTC-11
  sales_query query;
  query.by = sales_grouping::day;
  query.to.at = noon + 3'000;
  auto all = sold({at(4'000, cancelled(2, canceller::by_operator)), at(5'000, moved)});
  auto report = report_of(all, query);
  CHECK(keys_of(report) == names{"2027-01-14 INR"});
  CHECK(report.rows().begin()->second.figures.seats_sold == 2);
  CHECK(report.rows().begin()->second.figures.seats_returned == 0);
  query.to.at.reset();
  CHECK(keys_of(report_of(all, query)) == names{"2027-01-14 INR"});
}

TEST_CASE("sales: a booking that is cancelled or returned unpaid counts nothing") {
  auto request = requested(2, {"B1", "B2"});
  CHECK(figures_of({opened(), request, confirmed(2), returned(2, {"B1"}, 15'000),
                    cancelled(2, canceller::by_customer)}) == sales_figures{});
}

TEST_CASE("sales: money that bought nothing is unallocated and due, whatever its reason") {
  for (auto reason : {refund_reason::already_paid, refund_reason::cancelled,
                      refund_reason::show_cancelled, refund_reason::too_late}) {
    auto figures = figures_of(sold({due(2, "p9", 500, reason)}));
    CHECK(figures.unallocated == 500);
    CHECK(figures.refunds_due == 500);
    CHECK(figures.revenue == 30'000);
  }
}

TEST_CASE("sales: seats whose hold ended unpaid are counted, those without a review are not") {
  auto request = requested(2, {"B1", "B2"});
  CHECK(figures_of({opened(), request, confirmed(2), unpaid(2)}).seats_expired == 2);
  CHECK(figures_of({opened(), request, unreviewed(2)}).seats_expired == 0);
  auto late = figures_of({opened(), request, confirmed(2), unpaid(2),
                          bought(2, "p1", 30'000, before_pay_by, paid_how::late_delivery)});
  CHECK(late.seats_expired == 2);
  CHECK(late.seats_sold == 2);
}

TEST_CASE("sales: what the provider took back is reversed, and its seats are returned") {
  auto figures =
      figures_of(sold({reversed(2, "p1", 30'000), cancelled(2, canceller::payment_reversed)}));
  CHECK(figures.reversed == 30'000);
  CHECK(figures.seats_returned == 2);
  CHECK(figures.refunds_due == 0);
}

TEST_CASE("sales: another currency has a line of its own") {
  auto wrong = due(2, "p9", 500, refund_reason::wrong_currency);
  wrong.amount.currency = "EUR";
  auto report = report_of(sold({wrong}));
  CHECK(keys_of(report) == names{"noir EUR", "noir INR"});
  CHECK(report.totals().at("EUR").unallocated == 500);
  CHECK(report.totals().at("INR").unallocated == 0);
}

TEST_CASE("sales: by day each event counts on its own day, in the time zone of the hall") {
  auto body = hall();
  body.time_zone = "Asia/Kolkata";
  auto moments = sold({at(day, cancelled(2, canceller::by_operator)),
                       at(day, due(2, "p1", 30'000, refund_reason::cancelled)),
                       at(3 * day, refunded(2, "p1", 30'000))});
  moments.front() = opened(body);
  sales_query query{sales_grouping::day};
  auto report = report_of(moments, query);
  local_days kolkata{"Asia/Kolkata"};
  auto first = kolkata.day_of(noon);
  CHECK(keys_of(report) == names{date_text(first) + " INR", date_text(first + 1) + " INR",
                                 date_text(first + 3) + " INR"});
  auto on = [&](local_day which) { return report.rows().at({date_text(which), "INR"}).figures; };
  CHECK(on(first).revenue == 30'000);
  CHECK(on(first).refunds_due == 0);
  CHECK(on(first + 1).seats_returned == 2);
  CHECK(on(first + 1).refunds_due == 30'000);
  CHECK(on(first + 3).refunds_paid == 30'000);

  query.from = report_bound{{}, first + 1};
  query.to = report_bound{{}, first + 3};
  CHECK(keys_of(report_of(moments, query)) == names{date_text(first + 1) + " INR"});
}

TEST_CASE("sales: by method the bounds are those of the event, the first moment included") {
  auto moments = sold({at(3'000, due(2, "p9", 500, refund_reason::already_paid))});
  sales_query query{sales_grouping::method};
  query.from = report_bound{noon + 2'000, {}};
  query.to = report_bound{noon + 3'000, {}};
  auto report = report_of(moments, query);
  CHECK(keys_of(report) == names{"ONLINE INR"});
  CHECK(report.totals().at("INR").revenue == 30'000);
  CHECK(report.totals().at("INR").refunds_due == 0);
  query.from = report_bound{noon + 2'001, {}};
  CHECK(keys_of(report_of(moments, query)).empty());
}

TEST_CASE("sales: a refund of a sale at the counter belongs to its method, whenever it was") {
  auto request = requested(2, {"B1"});
  request.channel = sales_channel::counter;
  std::vector<moment> moments{opened(),
                              at(10, request),
                              confirmed(2),
                              at_the_counter(payment_method::card, 15'000),
                              at(5'000, cancelled(2, canceller::by_operator)),
                              at(5'000, due(2, "till", 15'000, refund_reason::cancelled))};
  sales_query query{sales_grouping::method};
  query.from = report_bound{noon + 5'000, {}};
  auto report = report_of(moments, query);
  CHECK(keys_of(report) == names{"CARD INR"});
  CHECK(report.totals().at("INR").refunds_due == 15'000);
  CHECK(report.totals().at("INR").revenue == 0);
}

TEST_CASE("sales: by show, movie and hall the bounds are those of the start, with all events") {
  for (auto by : {sales_grouping::show, sales_grouping::movie, sales_grouping::hall}) {
    sales_query query{by};
    query.from = report_bound{noon + starts_after, {}};
    query.to = report_bound{noon + starts_after + 1, {}};
    auto report = report_of(sold(), query);
    REQUIRE(report.rows().size() == 1);
    CHECK(report.totals().at("INR").revenue == 30'000);
    query.from = report_bound{noon + starts_after + 1, {}};
    query.to = {};
    CHECK(report_of(sold(), query).rows().empty());
    query.from = {};
    query.to = report_bound{noon + starts_after, {}};
    CHECK(report_of(sold(), query).rows().empty());
  }
  CHECK(keys_of(report_of(sold(), {sales_grouping::movie})) == names{hall().movie + " INR"});
  CHECK(keys_of(report_of(sold(), {sales_grouping::hall})) == names{hall().hall + " INR"});
}

TEST_CASE("sales: shows add up by key, and a sum beyond 64 bits stays at the greatest number") {
  sales_report report{{sales_grouping::movie}};
  sales_fold fold{{"noir"}, report.query()};
  for (const auto& each : recorded_of(sold()))
    fold.take(each);
  report.add(fold.finish());
  report.add(fold.finish());
  CHECK(report.totals().at("INR").revenue == 60'000);
  CHECK(report.rows().begin()->second.figures.types == std::vector<sales_part>{{"", 4, 60'000}});
  auto sum = std::numeric_limits<std::int64_t>::max() - 1;
  add_to(sum, 5);
  CHECK(sum == std::numeric_limits<std::int64_t>::max());
}

} // namespace boxoffice::events::tests
