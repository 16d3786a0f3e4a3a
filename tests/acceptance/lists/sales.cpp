// The sales report, compared with a second implementation over `boxoffice events`.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

#include <fstream>

namespace boxoffice::tests {

namespace {

settings in_new_york() {
  auto all = quick_reviews();
  all["cinema.time_zone"] = "America/New_York";
  return all;
}

json with_types(json body) {
  body["timeZone"] = "Asia/Kolkata";
  body["priceTypes"] = {{{"id", "ADULT"}, {"name", "Adult"}, {"price", 0}},
                        {{"id", "CHILD"}, {"name", "Child"}, {"price", -5000}}};
  return body;
}

notice money_back(const json& ticket, const std::string& payment, std::int64_t value) {
  notice what;
  what.booking = ticket.at("reqId");
  what.payment = payment;
  what.status = "REFUNDED";
  what.value = value;
  what.currency = ticket.at("amount").at("currency");
  return what;
}

std::string call_of(const json& ticket, const std::string& call) {
  return "/api/ticket/" + ticket.at("reqId").get<std::string>() + call;
}

json sold(cinema_fixture& cinema, const std::string& show, const json& seats,
          const std::string& method) {
  const auto got =
      cinema.operate("/api/movieshow/" + show + "/sell", {{"seats", seats}, {"method", method}});
  return require_status(got, 201, "sale by " + method).body;
}

/// Every figure of a report is more than 0 in some row of each of its groupings.
void sell_an_evening(cinema_fixture& cinema) {
  cinema.open_show("a-1", with_types(hall(3, 6)));
  auto yen = hall(2, 6);
  yen["currency"] = "JPY";
  yen["movie"] = "=HYPERLINK(\"x\")";
  yen["hall"] = "Small, upper";
  cinema.open_show("b-1", yen);
  cinema.open_show("c-1", hall(1, 6));
  cinema.open_show("d-1", hall(1, 2));

  const auto family = cinema.paid("a-1", {{{"seat", "A1"}, {"type", "CHILD"}}, "A2", "A3"}, "p1");
  cinema.paid("a-1", {{{"seat", "B1"}, {"type", "CHILD"}}}, "p2");
  CHECK(cinema.operate(call_of(family, "/move"), {{"seats", {"C1", "C2", "C3"}}}).status == 200);
  CHECK(cinema.operate(call_of(family, "/cancel"), {{"seats", {"C1"}}}).status == 200);
  CHECK(cinema.notify(money_back(family, "p1", seat_price - 5'000)).status == 200);

  const auto cash = sold(cinema, "a-1", {{{"seat", "B3"}, {"type", "CHILD"}}, "B4"}, "CASH");
  sold(cinema, "a-1", {"B5"}, "COMPLIMENTARY");
  CHECK(cinema.operate(call_of(cash, "/cancel")).body.at("status") == "CANCELLED");
  sold(cinema, "b-1", {"A1"}, "CARD");

  const auto held = cinema.confirmed("b-1", {"A2"});
  auto in_euro = cinema.payment_for(held, "p3");
  in_euro.currency = "EUR";
  CHECK(cinema.notify(in_euro).body.at("outcome") == "REFUND_DUE");
  CHECK(cinema.notify(cinema.payment_for(held, "p4")).body.at("outcome") == "PAID");
  CHECK(cinema.notify(cinema.payment_for(held, "p5")).body.at("reason") == "already_paid");

  const auto disputed = cinema.paid("b-1", {"B1", "B2"}, "p6");
  CHECK(cinema.notify(money_back(disputed, "p6", 7)).status == 200);
  CHECK(cinema.notify(money_back(disputed, "p6", 2 * seat_price - 7)).status == 200);
  CHECK(cinema.ticket(disputed.at("reqId")).at("status") == "CANCELLED");

  cinema.paid("c-1", {"A1", "A2"}, "p7");
  CHECK(cinema.operate("/api/movieshow/c-1/cancel").status == 200);

  cinema.options().set["payment.window"] = "200ms";
  cinema.restart();
  cinema.once(cinema.book("a-1", {"A5", "A6"}).at("reqId"), "EXPIRED");
}

struct wanted {
  std::string by;
  std::string from;
  std::string to;

  [[nodiscard]] std::string target() const {
    return "/api/report/sales?by=" + by + "&from=" + from + "&to=" + to;
  }
  [[nodiscard]] std::vector<std::string> command(const std::string& form) const {
    std::vector<std::string> out{"report", "--by", by, form};
    if (!from.empty())
      out.insert(out.end(), {"--from", from});
    if (!to.empty())
      out.insert(out.end(), {"--to", to});
    return out;
  }
};

json by_reference(const std::filesystem::path& events, const wanted& what) {
  const auto script =
      std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "tests/acceptance/lists/sales_reference.py";
  const auto got = run_command({"/bin/sh",
                                {"-c", "exec /usr/bin/python3 \"$0\" \"$@\" < " + events.string(),
                                 script.string(), what.by, what.from, what.to, "America/New_York"},
                                {}},
                               std::chrono::seconds{60});
  REQUIRE_MESSAGE((got.status == exit_status{0, 0}), got.errors);
  return json::parse(got.output);
}

/// The bounds worth asking for: none, those that cut the evening in two, and some without sales.
std::vector<std::pair<std::string, std::string>> bounds_of(const std::vector<std::string>& events) {
  std::vector<std::string> times;
  for (const auto& line : events)
    times.push_back(json::parse(line).at("at"));
  std::sort(times.begin(), times.end());
  const auto middle = times.at(times.size() / 2);
  const auto today = middle.substr(0, 10);
  return {{"", ""},           {middle, ""}, {"", middle}, {"", "2000-01-01"},
          {"2000-01-01", ""}, {today, ""},  {"", today},  {times.front(), times.back()}};
}

} // namespace

TEST_CASE("report: every figure equals a fold over the events by a second implementation") {
  cinema_fixture cinema{server_binary(), in_new_york()};
  sell_an_evening(cinema);
  const auto events = printed_by(cinema.data_dir(), {"events"});
  const temporary_directory directory;
  std::ofstream{directory.path() / "events"} << events;
  auto csv = as_operator();
  csv.emplace_back("Accept", "text/csv");
  for (const auto* by : {"show", "movie", "hall", "day", "method"})
    for (const auto& [from, to] : bounds_of(lines_of(events))) {
      const wanted what{by, from, to};
      CAPTURE(what.target());
      const auto expected = by_reference(directory.path() / "events", what);
      const auto got = cinema.client().get(what.target(), as_operator());
      REQUIRE(got.status == 200);
      CHECK(got.header("Cache-Control") == "no-store");
      CHECK(got.body.at("rows") == expected.at("rows"));
      CHECK(got.body.at("totals") == expected.at("totals"));
      CHECK(printed_by(cinema.data_dir(), what.command("--json")) == got.text + '\n');
      const auto lines = cinema.client().get(what.target(), csv);
      CHECK(lines.header("Content-Type") == "text/csv; charset=utf-8; header=present");
      CHECK(printed_by(cinema.data_dir(), what.command("--csv")) == lines.text);
    }
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
}

TEST_CASE("report: different currencies are never added, and a show without sales is listed") {
  cinema_fixture cinema{server_binary(), in_new_york()};
  sell_an_evening(cinema);
  const auto got = cinema.client().get("/api/report/sales", as_operator()).body;
  std::vector<std::string> rows;
  for (const auto& row : got.at("rows"))
    rows.push_back(row.at("show").get<std::string>() + ' ' + row.at("currency").get<std::string>());
  CHECK(rows == std::vector<std::string>{"a-1 INR", "b-1 EUR", "b-1 JPY", "c-1 INR", "d-1 INR"});
  CHECK(got.at("totals").size() == 3);
  const auto& first = got.at("rows").at(0);
  CHECK(first.at("seatsSold") == 7);
  CHECK(first.at("seatsReturned") == 3);
  CHECK(first.at("seatsExpired") == 2);
  CHECK(first.at("revenue") == 6 * seat_price - 3 * 5'000);
  CHECK(first.at("refundsPaid") == seat_price - 5'000);
  const auto& euro = got.at("rows").at(1);
  CHECK(euro.at("unallocated") == seat_price);
  CHECK(euro.at("refundsDue") == seat_price);
  CHECK(euro.at("revenue") == 0);
  CHECK(got.at("rows").at(2).at("reversed") == 2 * seat_price);
  CHECK(got.at("rows").at(4).at("seatsSold") == 0);
}

TEST_CASE("report: CSV has decimals of the currency, and no text that a spreadsheet would run") {
  cinema_fixture cinema{server_binary(), in_new_york()};
  sell_an_evening(cinema);
  auto headers = as_operator();
  headers.emplace_back("Accept", "application/json;q=0.5, text/csv");
  const auto got = cinema.client().get("/api/report/sales", headers);
  CHECK(got.text.starts_with("show,movie,hall,startsAt,currency,seatsSold,seatsReturned,"
                             "seatsExpired,revenue,unallocated,refundsDue,refundsPaid,reversed,"
                             "seatsOfType:,revenueOfType:,seatsOfType:ADULT,revenueOfType:ADULT,"
                             "seatsOfType:CHILD,revenueOfType:CHILD,seatsByMethod:CARD,"));
  CHECK(got.text.find("\r\na-1,The Third Man,Big hall,") != std::string::npos);
  CHECK(got.text.find("\r\nb-1,\"'=HYPERLINK(\"\"x\"\")\",\"Small, upper\",") != std::string::npos);
  CHECK(got.text.find(",JPY,4,2,0,80000,") != std::string::npos);
  CHECK(got.text.find(",INR,7,3,2,1050.00,") != std::string::npos);
  CHECK(got.text.ends_with("\r\n"));
  headers.back().second = "application/json, text/csv;q=0.9";
  CHECK(cinema.client().get("/api/report/sales", headers).body.contains("rows"));
}

TEST_CASE("report: bad values are refused by the server and by the command line") {
  cinema_fixture cinema{server_binary(), in_new_york()};
  for (const auto* query :
       {"?by=week", "?from=yesterday", "?to=2026-13-01", "?from=2026-12-24T18:30",
        "?from=2026-12-24&to=2026-12-24", "?from=2026-12-24T18:30:00Z&to=2026-12-24T18:30:00Z"}) {
    CAPTURE(query);
    const auto got = cinema.client().get(std::string{"/api/report/sales"} + query, as_operator());
    CHECK(got.status == 422);
    CHECK(got.code() == "INVALID_REQUEST");
  }
  CHECK(cinema.client().get("/api/report/sales").status == 401);
  CHECK(cinema.client().get("/api/report/sales?by=&from=", as_operator()).body ==
        json{{"by", "show"}, {"rows", json::array()}, {"totals", json::array()}});
  check_refused(cinema.data_dir(), {"report", "--from", "yesterday"}, 2, "--from wants a date");
  check_refused(cinema.data_dir(), {"report", "--from", "2026-12-24", "--to", "2026-12-24"}, 2,
                "--to must be later than --from");
  check_refused(cinema.data_dir(), {"report", "--by", "week"}, 2, "--by");
  CHECK(printed_by(cinema.data_dir(), {"report"}) == "nothing in this time\n");
}

} // namespace boxoffice::tests
