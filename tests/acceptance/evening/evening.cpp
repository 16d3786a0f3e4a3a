// An evening at a cinema over HTTP. At its end the customers' tickets, what they paid, the seats,
// the refunds and the sales report agree with a second implementation's fold over the log.
#include "tests/acceptance/evening/audience.hpp"
#include "tests/support/cinema/commands.hpp"

#include <algorithm>
#include <fstream>
#include <map>

namespace boxoffice::tests {

namespace {

constexpr unsigned evening_clients = 8;
constexpr unsigned bookings_of_each = 250;
constexpr unsigned sales_at_the_till = 150;

json seats_of_types(unsigned row, unsigned first, const std::vector<std::string>& types) {
  auto seats = json::array();
  for (const auto& type : types)
    seats.push_back({{"seat", seat_name(row, first++)}, {"type", type}});
  return {{"seats", std::move(seats)}};
}

std::vector<json> in_order(const json& list) {
  auto sorted = list.get<std::vector<json>>();
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

/// The bookings that the operator changes, and what happens to them.
class operator_story {
public:
  explicit operator_story(evening_cinema& cinema)
      : cinema_{cinema}, calls_{cinema.another_caller("operator")} {}

  /// Before the others come.
  void sell_first() {
    family_ = calls_.paid("studio-1", seats_of_types(5, 9, {"ADULT", "SENIOR", "CHILD", "CHILD"}),
                          "family@example.org", "op-family");
    friends_ = calls_.paid("grand-1", seats_of_types(3, 5, {"ADULT", "CHILD", "SENIOR", "ADULT"}),
                           "friends@example.org", "op-friends");
    early_ = calls_.paid("grand-2", seats_of_types(12, 3, {"ADULT"}), "early@example.org", "op-1");
    off_ = calls_.paid("studio-3", seats_of_types(2, 2, {"ADULT", "ADULT"}), "off@example.org",
                       "op-off");
    disputed_ = calls_.confirmed("grand-2", seats_of_types(14, 7, {"ADULT", "CHILD"}),
                                 "disputed@example.org");
    from_card_processor("checkout.session.completed", stripe::session(disputed_, "pi_1"), "PAID");
    cinema_.records.money.received(disputed_.at("reqId"), "pi_1", value_of(disputed_));
    const auto given = calls_.sell("grand-3", {{"seats", {"A1", "A2", "A3"}},
                                               {"method", "COMPLIMENTARY"},
                                               {"userMail", "critic@example.org"}});
    CHECK_MESSAGE(given.status == 201, given.summary());
    CHECK(given.body.at("amount").at("value") == 0);
    for (const auto* ticket : {&family_, &friends_, &early_, &off_, &disputed_})
      codes_.push_back(codes_of(*ticket));
  }

  /// While the others book.
  void change_everything() {
    move_show();
    change_hall();
    move_family();
    return_half();
    from_card_processor("charge.dispute.created",
                        stripe::dispute(disputed_, "pi_1", value_of(disputed_)), "RECORDED");
    cinema_.records.money.returned(disputed_.at("reqId"), value_of(disputed_));
    CHECK(calls_.ticket(disputed_.at("reqId")).at("reason") == "payment_reversed");
    const auto cancelled = calls_.operate("/api/movieshow/studio-3/cancel");
    REQUIRE_MESSAGE(cancelled.status == 200, cancelled.summary());
    CHECK(calls_.ticket(off_.at("reqId")).at("reason") == "show_cancelled");
  }

  /// The codes from before the changes, and the new ones.
  void admit() {
    const auto now = codes_of(family_);
    CHECK(scan(codes_.at(0).at("F9")) == "409 NOT_VALID SEAT_CHANGED");
    CHECK(scan(now.at("W1")) == "200  ");
    CHECK(scan(now.at("W1")) == "409 ALREADY_ADMITTED ");
    CHECK(scan(codes_.at(1).at("D5")) == "409 NOT_VALID SEAT_CHANGED");
    CHECK(scan(codes_.at(1).at("D7")) == "200  ");
    CHECK(scan(codes_.at(2).at("M3")) == "200  ");
    CHECK(scan(codes_.at(3).at("C2")) == "409 NOT_VALID CANCELLED");
    CHECK(scan(codes_.at(4).at("O7")) == "409 NOT_VALID CANCELLED");
  }

private:
  static std::int64_t value_of(const json& ticket) { return ticket.at("amount").at("value"); }

  void from_card_processor(const std::string& type, const json& object,
                           const std::string& outcome) {
    const auto got = cinema_.card_processor.send(calls_.client(), type, object);
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    CHECK(got.body.at("outcome") == outcome);
  }

  /// By seat.
  std::map<std::string, std::string> codes_of(const json& ticket) {
    const auto got = calls_.client().get(ticket_target(ticket, "/codes"));
    std::map<std::string, std::string> codes;
    for (const auto& each : require_status(got, 200, "codes").body)
      codes[each.at("seat")] = each.at("code");
    return codes;
  }

  std::string scan(const std::string& code) {
    const auto got =
        calls_.client().post("/api/admission", {{"code", code}, {"gate", "North"}}, as_operator());
    return std::to_string(got.status) + ' ' + got.code() + ' ' + got.body.value("reason", "");
  }

  void move_show() {
    const auto before = calls_.show("grand-2");
    const auto starts_at = parse_rfc3339(before.at("startsAt").get<std::string>());
    const auto later = rfc3339(starts_at + std::chrono::minutes{30});
    const auto moved = calls_.patch("grand-2", {{"startsAt", later}});
    REQUIRE_MESSAGE(moved.status == 200, moved.summary());
    CHECK(moved.body.at("startsAt") == later);
    CHECK(moved.body.at("salesCloseAt") == later);
    CHECK(calls_.ticket(early_.at("reqId")) == early_);
  }

  void change_hall() {
    const auto rows = calls_.show("studio-1").at("rows");
    auto without_family = rows;
    without_family.erase(5);
    const auto refused = calls_.patch("studio-1", {{"rows", without_family}});
    CHECK(refused.code() == "SEATS_IN_USE");
    const auto& used = refused.body.at("seats");
    CHECK(std::count(used.begin(), used.end(), json{{"seat", "F9"}, {"reason", "SOLD"}}) == 1);
    auto larger = rows;
    larger.back() = wheelchair_row(5);
    larger.push_back({{"row", "M"}, {"class", "GOLD"}, {"seats", 20}});
    const auto changed = calls_.patch("studio-1", {{"rows", larger}});
    REQUIRE_MESSAGE(changed.status == 200, changed.summary());
    const auto seats = calls_.seats("studio-1").at("seats");
    CHECK_FALSE(seats.contains("W6"));
    CHECK(seats.contains("M20"));
  }

  void move_family() {
    const json to{"W1", "W2", "W3", "W4"};
    const auto moved = calls_.operate(ticket_target(family_, "/move"), {{"seats", to}});
    REQUIRE_MESSAGE(moved.status == 200, moved.summary());
    CHECK(moved.body.at("seats") == to);
    CHECK(moved.body.at("amount") == family_.at("amount"));
    CHECK(moved.body.at("lines").at(3).at("type") == "CHILD");
  }

  void return_half() {
    const auto got = calls_.operate(ticket_target(friends_, "/cancel"), {{"seats", {"D5", "D6"}}});
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    CHECK(got.body.at("status") == "PAID");
    CHECK(got.body.at("seats") == json{"D7", "D8"});
    auto back = cinema_.payment_for(friends_, "op-friends");
    back.status = "REFUNDED";
    back.value = value_of(friends_) - value_of(got.body);
    back.paid_at.reset();
    CHECK(calls_.notify(back).at("outcome") == "RECORDED");
  }

  evening_cinema& cinema_;
  caller calls_;
  json family_;                                           ///< moved to the wheelchair spaces
  json friends_;                                          ///< half of them return their tickets
  json early_;                                            ///< of the show that is moved in time
  json off_;                                              ///< of the show that is cancelled
  json disputed_;                                         ///< charged back
  std::vector<std::map<std::string, std::string>> codes_; ///< in this order, from before changes
};

/// Holds that end unpaid: one for good, one whose payment comes late but was in time, one too late.
void let_holds_end(evening_cinema& cinema) {
  cinema.options().set["payment.window"] = "200ms";
  cinema.restart();
  auto calls = cinema.another_caller("after");
  const auto expired = [&](const std::string& mail) {
    const json two{{"bestAvailable", {{"count", 2}, {"types", {"ADULT", "CHILD"}}}}};
    const auto receipt = require_status(calls.ask("grand-3", two, mail), 202, "book").body;
    return calls.once(receipt.at("reqId"), "EXPIRED");
  };
  expired("forgotten@example.org");
  const auto paid_at = [&](const json& ticket, const std::string& payment,
                           std::chrono::milliseconds later) {
    auto what = cinema.payment_for(ticket, payment);
    what.paid_at = rfc3339(parse_rfc3339(ticket.at("payBy").get<std::string>()) + later);
    return calls.notify(what);
  };
  using std::chrono::milliseconds;
  const auto late = paid_at(expired("late@example.org"), "op-late", milliseconds{0});
  CHECK(late.at("outcome") == "PAID");
  CHECK(late.at("reason") == "late_delivery");
  const auto too_late = paid_at(expired("too-late@example.org"), "op-too-late", milliseconds{1});
  CHECK(too_late.at("reason") == "too_late");
}

/// The provider pays back every second of the refunds that are due.
void pay_back_half(evening_cinema& cinema) {
  auto calls = cinema.another_caller("provider");
  const auto due = cinema.refunds();
  for (std::size_t i = 0; i < due.size(); i += 2) {
    notice what;
    what.booking = due[i].at("reqId");
    what.payment = due[i].at("paymentId");
    what.status = "REFUNDED";
    what.value = due[i].at("amount").at("value");
    CHECK(calls.notify(what).at("outcome") == "RECORDED");
  }
}

/// Compares what the server answers with the fold.
class final_comparison {
public:
  final_comparison(evening_cinema& cinema, json expected)
      : cinema_{cinema}, expected_(std::move(expected)) {}

  void compare() {
    CHECK(expected_.at("wrong") == json::array());
    compare_tickets();
    compare_lists();
    compare_shows();
    CHECK(in_order(cinema_.refunds()) == in_order(expected_.at("refunds")));
    const auto reversed =
        all_pages(cinema_.client(), "/api/refund?reversed=true", "refunds", 1'000, as_operator());
    CHECK(in_order(reversed) == in_order(expected_.at("reversed")));
    CHECK(reversed.size() == 1);
    for (const auto& [by, report] : expected_.at("reports").items())
      compare_report(by, report);
    compare_money();
  }

private:
  json by_api(const std::string& target) {
    return require_status(cinema_.client().get(target, as_operator()), 200, target).body;
  }

  /// Each customer's, and no booking is in the log of which no client knows.
  void compare_tickets() {
    const auto& tickets = expected_.at("tickets");
    const auto known = cinema_.records.answers.bookings();
    CHECK(known.size() == tickets.size());
    for (const auto& booking : known) {
      REQUIRE(tickets.contains(booking));
      const auto got = cinema_.ticket(booking);
      CHECK_MESSAGE(got == tickets.at(booking), got.dump(), " and in the log ",
                    tickets.at(booking).dump());
    }
  }

  void compare_lists() {
    std::size_t listed = 0;
    for (const auto& offer : shows_of_the_evening()) {
      const auto target = "/api/movieshow/" + offer.id + "/bookings";
      for (auto each : all_pages(cinema_.client(), target, "bookings", 1'000, as_operator())) {
        ++listed;
        CHECK(each.at("startsAt") == expected_.at("bodies").at(offer.id).at("startsAt"));
        for (const auto* more : {"movie", "hall", "startsAt", "customer", "userMail", "paymentId"})
          each.erase(more);
        CHECK(each == expected_.at("tickets").at(each.at("reqId").get<std::string>()));
      }
    }
    CHECK(listed == expected_.at("tickets").size());
  }

  void compare_shows() {
    for (const auto& offer : shows_of_the_evening()) {
      CAPTURE(offer.id);
      const auto map = by_api("/api/movieshow/" + offer.id + "/seats");
      CHECK(map.at("version") == expected_.at("seats").at(offer.id).at("version"));
      CHECK(map.at("seats") == expected_.at("seats").at(offer.id).at("seats"));
      auto show = by_api("/api/movieshow/" + offer.id);
      show.erase("id");
      show.erase("version");
      CHECK(show == expected_.at("bodies").at(offer.id));
    }
  }

  void compare_report(const std::string& by, const json& expected) {
    CAPTURE(by);
    const auto target = "/api/report/sales?by=" + by;
    const auto got = require_status(cinema_.client().get(target, as_operator()), 200, target);
    CHECK(got.body.at("rows") == expected.at("rows"));
    CHECK(got.body.at("totals") == expected.at("totals"));
    CHECK(printed_by(cinema_.data_dir(), {"report", "--by", by, "--json"}) == got.text + '\n');
  }

  /// What the customers gave and got back buys their tickets, each and all together.
  void compare_money() {
    std::map<std::string, std::int64_t> due;
    std::int64_t due_in_all = 0;
    for (const auto& each : cinema_.refunds()) {
      const std::int64_t value = each.at("amount").at("value");
      due[each.at("reqId")] += value;
      due_in_all += value;
    }
    for (const auto& [booking, ticket] : expected_.at("tickets").items()) {
      const std::int64_t amount = ticket.at("amount").at("value");
      CHECK_MESSAGE(cinema_.records.money.left(booking) - due[booking] ==
                        (ticket.at("status") == "PAID" ? amount : 0),
                    ticket.dump());
    }
    const auto totals = by_api("/api/report/sales?by=show").at("totals");
    REQUIRE(totals.size() == 1);
    const auto sum = [&](const char* figure) { return totals[0].at(figure).get<std::int64_t>(); };
    CHECK(sum("revenue") + sum("unallocated") - sum("refundsPaid") - sum("reversed") ==
          cinema_.records.money.left());
    CHECK(sum("refundsDue") - sum("refundsPaid") == due_in_all);
    for (const auto* figure : {"seatsSold", "seatsReturned", "seatsExpired", "unallocated",
                               "refundsDue", "refundsPaid", "reversed"})
      CHECK_MESSAGE(sum(figure) > 0, figure);
    CHECK(totals[0].at("types").size() == 4); // With the show that has none.
    CHECK(totals[0].at("methods").size() == 4);
  }

  evening_cinema& cinema_;
  json expected_;
};

void check_counts(const audience_counts& counts) {
  CHECK(counts.accepted.load() == evening_clients * bookings_of_each);
  CHECK(counts.sold.load() == sales_at_the_till);
  CHECK(counts.rejected.load() > 20);
  CHECK(counts.refused.load() > 20);
  CHECK(counts.paid.load() > 500);
  CHECK(counts.cancelled.load() > 20);
}

} // namespace

TEST_CASE("evening: tickets, money, seats, refunds and report agree with a fold over the log") {
  evening_cinema cinema;
  operator_story story{cinema};
  story.sell_first();
  audience others{cinema, evening_clients, bookings_of_each, sales_at_the_till};
  others.wait_for_half();
  story.change_everything();
  others.finish();
  check_counts(others.counts());
  story.admit();
  let_holds_end(cinema);
  pay_back_half(cinema);
  auto last = cinema.another_caller("last");
  for (const auto& booking : cinema.records.answers.bookings())
    last.ticket(booking);
  cinema.crash();

  const auto events = cinema.file("events").string();
  std::ofstream{events} << printed_by(cinema.data_dir(), {"events"});
  final_comparison{cinema, printed_by_script("final_state.py", {events, evening_zone})}.compare();
  const auto compared = cinema.records.answers.compare(events);
  CHECK(compared.at("wrong") == json::array());
  CHECK(compared.at("checked").at("receipt").get<unsigned>() >= others.counts().accepted);
  CHECK(cinema.records.answers.unexpected_answers() == std::vector<std::string>{});
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

} // namespace boxoffice::tests
