// The operator's lists of bookings: of a show, and of a customer over all shows.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

json numbers_of(const json& bookings) {
  auto out = json::array();
  for (const auto& each : bookings)
    out.push_back(each.at("number"));
  return out;
}

json found(cinema_fixture& cinema, const std::string& query) {
  return require_status(cinema.client().get("/api/movieshow/list/bookings" + query, as_operator()),
                        200, query)
      .body.at("bookings");
}

std::string by_mail(const std::string& mail) {
  return "/api/booking?mail=" + percent_encoded(mail);
}

/// A PAID booking of Ann, a CONFIRMED one of Bob, a cancelled one of Ann, a sale at the counter.
struct busy_show {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  json paid;
  json held;
  json over;
  json sale;

  busy_show() {
    cinema.open_show("list", hall(2, 5));
    paid = cinema.paid("list", {"A1", "A2"}, "pay-ann-1");
    held = cinema.decided(cinema.book("list", {"A3"}, "Bob@Example.com").at("reqId"));
    over = cinema.confirmed("list", {"A4"});
    REQUIRE(cinema.cancel(over.at("reqId")).status == 200);
    over = cinema.ticket(over.at("reqId"));
    sale = require_status(
               cinema.operate("/api/movieshow/list/sell",
                              {{"seats", {"B1"}}, {"method", "CASH"}, {"reference", "till-7"}}),
               201, "sale")
               .body;
  }
};

} // namespace

TEST_CASE("bookings: those of a show by number, each with its ticket, customer and payment") {
  busy_show with;
  const auto got = with.cinema.client().get("/api/movieshow/list/bookings", as_operator());
  REQUIRE(got.status == 200);
  CHECK(got.header("Cache-Control") == "no-store");
  CHECK_FALSE(got.body.contains("next"));
  auto all = got.body.at("bookings");
  REQUIRE(all.size() == 4);
  CHECK(all.at(0).at("userMail") == "ann@example.com");
  CHECK(all.at(0).at("paymentId") == "pay-ann-1");
  CHECK(all.at(0).at("movie") == "The Third Man");
  CHECK(all.at(1).at("userMail") == "bob@example.com");
  CHECK_FALSE(all.at(1).contains("paymentId"));
  CHECK(all.at(2).at("customer") == all.at(0).at("customer"));
  CHECK_FALSE(all.at(3).contains("userMail"));
  CHECK_FALSE(all.at(3).contains("customer"));
  CHECK(all.at(3).at("paymentId") == "till-7");
  for (auto& each : all)
    for (const auto* more : {"movie", "hall", "startsAt", "customer", "userMail", "paymentId"})
      each.erase(more);
  CHECK(all == json{with.paid, with.held, with.over, with.sale});
  for (const unsigned limit : {1U, 3U, 4U, 1000U})
    CHECK(all_pages(with.cinema.client(), "/api/movieshow/list/bookings", "bookings", limit,
                    as_operator()) == got.body.at("bookings"));
}

TEST_CASE("bookings: they are found by status, reqId, number, payment, mail and customer") {
  busy_show with;
  const auto of = [&](const json& ticket) { return json::array({ticket.at("number")}); };
  const auto query = [&](const std::string& text) {
    return numbers_of(found(with.cinema, "?q=" + percent_encoded(text)));
  };
  CHECK(numbers_of(found(with.cinema, "?status=CONFIRMED")) == of(with.held));
  CHECK(numbers_of(found(with.cinema, "?status=CANCELLED&limit=1")) == of(with.over));
  CHECK(found(with.cinema, "?status=REJECTED").empty());
  const auto req_id = with.held.at("reqId").get<std::string>();
  CHECK(query(req_id) == of(with.held));
  CHECK(query(req_id.substr(0, req_id.size() - 8)) == of(with.held));
  CHECK(query("list.").size() == 4);
  CHECK(query(with.held.at("number").dump()) == of(with.held));
  CHECK(query("pay-ann") == of(with.paid));
  CHECK(query("till-7") == of(with.sale));
  CHECK(query("BOB@example.COM") == of(with.held));
  CHECK(query("ann@example.com") == json{with.paid.at("number"), with.over.at("number")});
  CHECK(found(with.cinema, "?q=ann%40example.com&status=PAID").size() == 1);
  CHECK(query(found(with.cinema, "?status=CONFIRMED").at(0).at("customer")) == of(with.held));
  CHECK(query(std::string(32, '0')).empty()); // A sale at the counter has no customer.
  CHECK(query("nobody@example.com").empty());
  CHECK(query("nothing-of-the-kind").empty());
}

TEST_CASE("bookings: as CSV a page has a line each and a link to the next one") {
  busy_show with;
  auto headers = as_operator();
  headers.emplace_back("Accept", "text/csv");
  const auto first =
      with.cinema.client().get("/api/movieshow/list/bookings?limit=1&q=ann%40example.com", headers);
  REQUIRE(first.status == 200);
  CHECK(first.header("Content-Type") == "text/csv; charset=utf-8; header=present");
  const auto lines = lines_of(first.text);
  REQUIRE(lines.size() == 2);
  CHECK(lines.at(0) == "reqId,number,movieShowId,movie,hall,startsAt,status,reason,seats,amount,"
                       "currency,requestedAt,decidedAt,payBy,paidAt,customer,userMail,paymentId,"
                       "reference,checkoutUrl\r");
  CHECK(lines.at(1).starts_with(with.paid.at("reqId").get<std::string>() + ',' +
                                with.paid.at("number").dump() + ",list,The Third Man,Big hall,"));
  CHECK(lines.at(1).find(",PAID,,A1 A2,400.00,INR,") != std::string::npos);
  CHECK(lines.at(1).ends_with(",ann@example.com,pay-ann-1," +
                              with.paid.at("reference").get<std::string>() + ",\r"));
  CHECK(first.header("Link") ==
        "<?after=" + with.paid.at("number").dump() + "&limit=1&q=ann%40example.com>; rel=\"next\"");
  const auto second =
      with.cinema.client().get("/api/movieshow/list/bookings?limit=1&q=ann%40example.com&after=" +
                                   with.paid.at("number").dump(),
                               headers);
  CHECK(lines_of(second.text).size() == 2);
  CHECK(second.header("Link") == "");
}

TEST_CASE("bookings: a list has the checkout of those that wait for their payment, as the ticket") {
  auto with_checkout = quick_reviews();
  with_checkout["payment.checkout_url"] = "https://pay.example/?r={reference}&a={amount}";
  cinema_fixture cinema{server_binary(), with_checkout};
  cinema.open_show("list", hall(1, 3));
  const auto held = cinema.confirmed("list", {"A1"});
  const auto paid = cinema.paid("list", {"A2"}, "p1");
  require_status(
      cinema.operate("/api/movieshow/list/sell", {{"seats", {"A3"}}, {"method", "CASH"}}), 201,
      "sale");
  const auto listed = found(cinema, "");
  REQUIRE(listed.size() == 3);
  CHECK(listed.at(0).at("checkoutUrl") == held.at("checkoutUrl"));
  CHECK(listed.at(0).at("reference") == held.at("reference"));
  CHECK_FALSE(listed.at(1).contains("checkoutUrl"));
  CHECK(cinema.client()
            .get(by_mail("ann@example.com"), as_operator())
            .body.at("bookings")
            .at(0)
            .at("checkoutUrl") == held.at("checkoutUrl"));
  auto headers = as_operator();
  headers.emplace_back("Accept", "text/csv");
  const auto lines = lines_of(cinema.client().get("/api/movieshow/list/bookings", headers).text);
  REQUIRE(lines.size() == 4);
  CHECK(lines.at(1).ends_with(',' + held.at("reference").get<std::string>() + ',' +
                              held.at("checkoutUrl").get<std::string>() + '\r'));
  CHECK(lines.at(2).ends_with(',' + paid.at("reference").get<std::string>() + ",\r"));
  // Sold to nobody known: no customer and no mail address.
  CHECK(lines.at(3).find(",,,counter-") != std::string::npos);
}

TEST_CASE("bookings: those of a customer over all shows, also after the mail was erased") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  json own = json::array();
  for (const auto* show : {"s", "s-1", "s-2"}) {
    cinema.open_show(show, hall(1, 5));
    for (const auto* seat : {"A2", "A4"})
      own.push_back(
          cinema.decided(cinema.book(show, {seat}, "Ann@example.com").at("reqId")).at("reqId"));
    cinema.decided(cinema.book(show, {"A3"}, "bob@example.com").at("reqId"));
  }
  const auto ids = [&](const std::string& mail, unsigned limit) {
    auto out = json::array();
    for (const auto& each :
         all_pages(cinema.client(), by_mail(mail), "bookings", limit, as_operator()))
      out.push_back(each.at("reqId"));
    return out;
  };
  for (const unsigned limit : {1U, 2U, 4U, 1000U})
    CHECK(ids("ANN@example.com", limit) == own);
  CHECK(ids("bob@example.com", 100).size() == 3);
  CHECK(ids("nobody@example.com", 100).empty());
  cinema.cancel(own.at(2));
  const auto got = cinema.client().get(by_mail("ann@example.com"), as_operator());
  CHECK(got.header("Cache-Control") == "no-store");
  CHECK(got.body.at("bookings").at(2).at("status") == "CANCELLED");
  CHECK(cinema.client().del("/api/customer/ann%40example.com", as_operator()).status == 200);
  CHECK(ids("ann@example.com", 100) == own);
  const auto erased = cinema.client().get(by_mail("ann@example.com"), as_operator());
  CHECK_FALSE(erased.body.at("bookings").at(0).contains("userMail"));
  cinema.restart();
  CHECK(ids("ann@example.com", 1) == own);
}

TEST_CASE("bookings: bad values, unknown shows and strangers are refused") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("list", hall(1, 5));
  const std::string of_show = "/api/movieshow/list/bookings";
  for (const auto& target :
       {of_show + "?status=paid", of_show + "?limit=0", of_show + "?after=x", of_show + "?q=%07",
        of_show + "?q=" + std::string(256, 'x'), std::string{"/api/booking"}, by_mail("nobody"),
        by_mail("a@b.org") + "&after=zz", by_mail("a@b.org") + "&after=6162"}) {
    CAPTURE(target);
    const auto got = cinema.client().get(target, as_operator());
    CHECK(got.status == 422);
    CHECK(got.code() == "INVALID_REQUEST");
  }
  CHECK(cinema.client().get("/api/movieshow/none/bookings", as_operator()).code() ==
        "SHOW_NOT_FOUND");
  CHECK(cinema.client().get(of_show + "?status=&q=&after=", as_operator()).body ==
        json{{"bookings", json::array()}});
  CHECK(cinema.client().get(of_show).status == 401);
  CHECK(cinema.client().get(by_mail("a@b.org")).status == 401);
}

} // namespace boxoffice::tests
