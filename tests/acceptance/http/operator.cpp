#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <cctype>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <set>
#include <sys/stat.h>

namespace boxoffice::tests {

namespace fs = std::filesystem;

TEST_CASE("operator: every operator call needs the token") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const std::string booking = cinema.book("s", {"A1"}).at("reqId");
  const std::vector<std::pair<std::string, std::string>> calls = {
      {"PUT", "/api/movieshow/s"},
      {"POST", "/api/movieshow"},
      {"POST", "/api/movieshow/s/pause"},
      {"POST", "/api/movieshow/s/resume"},
      {"POST", "/api/movieshow/s/cancel"},
      {"POST", "/api/movieshow/s/block"},
      {"POST", "/api/movieshow/s/unblock"},
      {"POST", "/api/ticket/" + booking + "/cancel"},
      {"GET", "/api/refund"},
      {"DELETE", "/api/customer/ann%40example.com"}};
  const std::string token = operator_token;
  const std::vector<header_list> wrong = {{},
                                          bearer("wrong"),
                                          bearer(token + "x"),
                                          bearer(token.substr(1)),
                                          bearer(""),
                                          {{"Authorization", "Basic " + token}},
                                          {{"Authorization", token}}};
  for (const auto& [method, target] : calls)
    for (auto headers : wrong) {
      CAPTURE(method + " " + target);
      headers.emplace_back("Content-Type", "application/json");
      const auto got = cinema.client().send(method, target, method == "GET" ? "" : "{}", headers);
      CHECK(got.status == 401);
      CHECK(got.code() == "UNAUTHENTICATED");
    }
  CHECK(cinema.client().get("/api/movieshow/s").body.at("status") == "OPEN");
  CHECK(cinema.client().get("/api/refund", {{"authorization", "bearer " + token}}).status == 200);
}

TEST_CASE("operator: without a configured token the first start creates one and keeps it") {
  cinema_fixture cinema{server_binary()};
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().with_operator_token = false;
  std::string token;
  for (int start = 0; start < 2; ++start) {
    cinema.start();
    const auto said = cinema.server().output() + cinema.server().errors();
    fs::path file;
    for (const auto& entry : fs::directory_iterator{cinema.data_dir()})
      if (entry.is_regular_file() && said.find(entry.path().filename()) != std::string::npos)
        file = entry.path();
    REQUIRE_MESSAGE(!file.empty(), "the start-up line does not say where the token is: ", said);
    struct ::stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0600U);
    auto found = content_of(file);
    found.erase(found.find_last_not_of(" \r\n") + 1);
    CHECK(said.find(found) == std::string::npos);
    CHECK(cinema.client().get("/api/refund", bearer(found)).status == 200);
    CHECK(cinema.client().get("/api/refund", as_operator()).status == 401);
    if (start == 0)
      token = found;
    CHECK(found == token);
    CHECK(cinema.server().terminate() == exit_status{0, 0});
  }
}

TEST_CASE("operator: refunds still due are listed page by page, each once") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("many", hall(5, 20));
  cinema.open_show("more", hall(5, 20));
  std::set<std::string> due;
  const std::vector<json> held = {cinema.confirmed("many", {"A1"}),
                                  cinema.confirmed("more", {"A1"})};
  for (int i = 0; i < 120; ++i) {
    auto what = cinema.payment_for(held[static_cast<std::size_t>(i % 2)], "p" + std::to_string(i));
    what.value += 1;
    REQUIRE(cinema.notify(what).body.at("outcome") == "REFUND_DUE");
    due.insert(what.payment);
  }
  const auto first = cinema.client().get("/api/refund", as_operator());
  CHECK(first.body.at("refunds").size() == 100);
  CHECK(first.body.contains("next"));
  for (const unsigned limit : {1000U, 60U, 7U}) {
    const auto all = all_pages(cinema.client(), "/api/refund", "refunds", limit, as_operator());
    CHECK(all.size() == due.size());
    std::set<std::string> listed;
    for (const auto& item : all)
      listed.insert(item.at("paymentId"));
    CHECK(listed == due);
  }
  cinema.crash();
  CHECK(cinema.refunds().size() == due.size());
}

TEST_CASE("operator: an erased customer's mail is in no data file when the response is sent") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 9));
  const std::string mail = "Erase.Me.4711@example.com";
  std::vector<json> tickets;
  for (unsigned i = 1; i <= 3; ++i)
    tickets.push_back(cinema.decided(cinema.book("s", {seat_name(0, i)}, mail).at("reqId")));
  cinema.book("s", {"A9"}, "keep.me@example.com");
  const auto target = "/api/customer/" + percent_encoded(mail);
  const auto erased = cinema.client().del(target, as_operator());
  CHECK(erased.status == 200);
  CHECK(erased.body == json{{"erased", true}});
  for (const auto& file : files_with(cinema.data_dir(), mail))
    FAIL_CHECK("the mail is still in " << file);
  CHECK(cinema.client().del(target, as_operator()).body == json{{"erased", false}});
  for (const auto& ticket : tickets)
    CHECK(cinema.ticket(ticket.at("reqId")) == ticket);
  cinema.restart();
  CHECK(cinema.client().del(target, as_operator()).body == json{{"erased", false}});
  CHECK(files_with(cinema.data_dir(), mail).empty());
}

} // namespace boxoffice::tests
