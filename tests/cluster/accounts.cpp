// Customers' accounts in a partitioned cluster: each is kept by one node and is known to all.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string password = "correct horse battery";

settings with_accounts(settings all) {
  all.merge(quick_reviews());
  all.merge(settings{{"auth.mode", "accounts"},
                     {"auth.jwt_secret", "a secret that all of the nodes share"}});
  return all;
}

/// Those of the nodes north, west, north, south, west, south.
std::vector<std::string> six_customers() {
  std::vector<std::string> all;
  for (int i = 0; i < 6; ++i)
    all.push_back("customer-" + std::to_string(i) + "@example.org");
  return all;
}

struct account_cluster {
  cluster_fixture cluster;

  /// Each node has a show, so that all have met once each serves them.
  explicit account_cluster(const settings& more = {}) : cluster{with_accounts(more)} {
    cluster.open(shows_named(4), 2, 9);
  }

  response sign_up(std::size_t node, const std::string& mail,
                   const std::string& chosen = password) {
    return cluster.client(node).post("/api/signup", {{"userMail", mail}, {"password", chosen}});
  }
  response sign_in(std::size_t node, const std::string& mail, const std::string& given = password) {
    return cluster.client(node).post("/api/signin", {{"userMail", mail}, {"password", given}});
  }
  header_list token_of(std::size_t node, const std::string& mail) {
    const auto got = sign_in(node, mail);
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    return bearer(got.body.at("token"));
  }
};

} // namespace

TEST_CASE("partitioned: who signed up at one node signs in and books at each") {
  account_cluster nodes;
  auto& cluster = nodes.cluster;
  const auto customers = six_customers();
  for (std::size_t i = 0; i < customers.size(); ++i)
    CHECK(nodes.sign_up(i % cluster.size(), customers[i]).status == 202);
  for (std::size_t i = 0; i < customers.size(); ++i)
    for (std::size_t node = 0; node < cluster.size(); ++node)
      CHECK(nodes.sign_in(node, customers[i]).status == 200);

  // A second sign-up, at another node and in another spelling, keeps the first password.
  CHECK(nodes.sign_up(1, "Customer-0@Example.org", "another password").status == 202);
  CHECK(nodes.sign_in(2, customers[0], "another password").status == 401);
  CHECK(nodes.sign_in(2, customers[0]).status == 200);
  CHECK(nodes.sign_in(2, "nobody@example.org").status == 401);

  const auto token = nodes.token_of(1, customers[3]);
  auto here = cluster.client(0);
  const auto booked =
      here.post("/api/ticket/book",
                {{"userMail", customers[3]}, {"movieShowId", "show-0"}, {"seats", {"A1"}}}, token);
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  const auto ticket = "/api/ticket/" + booked.body.at("reqId").get<std::string>();
  auto there = cluster.client(2);
  CHECK(there.get(ticket, token).status == 200);
  check_code(there.get(ticket, nodes.token_of(0, customers[4])), 403, "FORBIDDEN");

  // Erased at any node, the account is gone, and the next one of the address has no old booking.
  CHECK(there.del("/api/customer/" + customers[3], as_operator()).body.at("erased") == true);
  CHECK(nodes.sign_in(0, customers[3]).status == 401);
  CHECK(nodes.sign_up(2, customers[3], "another password").status == 202);
  const auto again = nodes.sign_in(1, customers[3], "another password");
  REQUIRE_MESSAGE(again.status == 200, again.summary());
  check_code(here.get(ticket, bearer(again.body.at("token"))), 403, "FORBIDDEN");
  CHECK(eventually(patience, [&] { return there.get(ticket, token).status == 401; }));
}

TEST_CASE("partitioned: an account is reset at any node, and its token ends at all") {
  account_cluster nodes;
  auto& cluster = nodes.cluster;
  for (const auto& each : six_customers()) {
    REQUIRE(nodes.sign_up(0, each).status == 202);
    const auto token = nodes.token_of(1, each);
    auto any = cluster.client(2);
    const auto booked = any.post(
        "/api/ticket/book",
        {{"userMail", each}, {"movieShowId", "show-0"}, {"bestAvailable", {{"count", 1}}}}, token);
    REQUIRE_MESSAGE(booked.status == 202, booked.summary());
    const auto ticket = "/api/ticket/" + booked.body.at("reqId").get<std::string>();
    const auto reset = any.post_nothing("/api/account/" + each + "/reset", as_operator());
    REQUIRE_MESSAGE(reset.status == 200, reset.summary());
    CHECK(reset.body.at("reset") == true);
    for (std::size_t node = 0; node < cluster.size(); ++node)
      CHECK(eventually(patience,
                       [&] { return cluster.client(node).get(ticket, token).status == 401; }));
    CHECK(nodes.sign_in(0, each).status == 401);
    CHECK(nodes.sign_up(1, each).status == 202);
    CHECK(any.get(ticket, nodes.token_of(2, each)).status == 200);
  }
}

TEST_CASE("partitioned: a token is believed while the node of its account is away") {
  account_cluster nodes;
  auto& cluster = nodes.cluster;
  const auto customer = six_customers()[3]; // Of node 1.
  REQUIRE(nodes.sign_up(0, customer).status == 202);
  const auto token = nodes.token_of(0, customer);
  std::string show = "show-0";
  for (unsigned i = 0; cluster.home_of(show) != 0; ++i) // All shows were opened by the fixture.
    show = "show-" + std::to_string(i);
  auto here = cluster.client(0);
  const auto booked =
      here.post("/api/ticket/book",
                {{"userMail", customer}, {"movieShowId", show}, {"seats", {"A1"}}}, token);
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  cluster.node(1).kill();
  // Node 2 has not looked it up before.
  const auto ticket = "/api/ticket/" + booked.body.at("reqId").get<std::string>();
  CHECK(cluster.client(2).get(ticket, token).status == 200);
  // Not of all nodes, so not at all.
  check_code(here.post_nothing("/api/account/" + customer + "/reset", as_operator()), 503,
             "UNAVAILABLE");
}

TEST_CASE("partitioned: accounts of a node that is away are 503, all others sign in") {
  account_cluster nodes;
  auto& cluster = nodes.cluster;
  const auto customers = six_customers();
  for (const auto& each : customers)
    REQUIRE(nodes.sign_up(0, each).status == 202);
  cluster.node(1).kill();
  auto statuses = [&] {
    std::string all;
    for (const auto& each : customers) {
      const auto got = nodes.sign_in(0, each);
      if (got.status == 503)
        CHECK(got.header("Retry-After") == "1");
      all += std::to_string(got.status) + ' ';
    }
    return all;
  };
  // Until node 0 has noticed, a question to the other is unanswered for five seconds.
  CHECK(statuses() == "200 200 200 503 200 503 ");
  check_code(nodes.sign_up(2, customers[5]), 503, "UNAVAILABLE");
  cluster.start(1);
  CHECK(eventually(patience, [&] { return statuses() == "200 200 200 200 200 200 "; }));
}

TEST_CASE("partitioned: attempts for one mail address are counted over all nodes") {
  account_cluster nodes{{{"limits.enabled", "true"}, {"auth.attempts_per_minute", "4"}}};
  for (std::size_t node : {0, 1, 2, 1})
    CHECK(nodes.sign_in(node, "customer-3@example.org").status == 401);
  const auto refused = nodes.sign_in(2, "Customer-3@example.org");
  check_code(refused, 429, "RATE_LIMITED");
  CHECK(std::stoi(refused.header("Retry-After")) > 0);
  CHECK(nodes.sign_in(2, "customer-4@example.org").status == 401);
}

TEST_CASE(
    "another list: accounts move with their nodes, with those of customers without bookings") {
  account_cluster nodes;
  auto& cluster = nodes.cluster;
  const auto customers = six_customers();
  for (std::size_t i = 0; i < customers.size(); ++i)
    REQUIRE(nodes.sign_up(i % cluster.size(), customers[i]).status == 202);
  cluster.go_on_as({"south", "west", "east", "middle"});
  REQUIRE(cluster.all_serve({"show-0"}, patience));
  for (std::size_t i = 0; i < customers.size(); ++i) {
    CHECK(nodes.sign_in(i % cluster.size(), customers[i]).status == 200);
    CHECK(nodes.sign_up(0, customers[i], "another password").status == 202);
    CHECK(nodes.sign_in(0, customers[i], "another password").status == 401);
  }
  // Each log has a copy of each account; that of its node counts.
  for (const auto& each : customers) {
    int exported = 0;
    for (std::size_t node = 0; node < cluster.size(); ++node) {
      std::vector<std::string> command{"customer", "export", each};
      for (const auto& [key, value] : cluster.options(node).set)
        command.insert(command.end(), {"--set", key + '=' + value});
      exported +=
          json::parse(printed_by(cluster.options(node).data_dir, command)).contains("account") ? 1
                                                                                               : 0;
    }
    CHECK(exported == 1);
  }
  auto any = cluster.client(3);
  CHECK(
      any.post_nothing("/api/account/" + customers[1] + "/reset", as_operator()).body.at("reset") ==
      true);
  CHECK(
      any.post_nothing("/api/account/" + customers[1] + "/reset", as_operator()).body.at("reset") ==
      false); // No copy is left at any node.
  REQUIRE(nodes.sign_up(0, customers[1]).status == 202);
  for (const auto& each : customers)
    CHECK(any.del("/api/customer/" + each, as_operator()).body.at("erased") == true);
  for (std::size_t node = 0; node < cluster.size(); ++node) {
    CHECK(nodes.sign_in(node, customers[0]).status == 401);
    const auto exported = json::parse(
        printed_by(cluster.options(node).data_dir, {"customer", "export", customers[0]}));
    CHECK_FALSE(exported.contains("account"));
  }
}

} // namespace boxoffice::tests
