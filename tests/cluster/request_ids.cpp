// A request can be followed over nodes by its id.
#include "tests/cluster/cluster_fixture.hpp"

#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string trace = "0af7651916cd43dd8448eb211c80319c";

/// The lines of a node's log that have the text.
std::vector<std::string> lines_with(server_process& node, const std::string& text) {
  REQUIRE(node.reports(text));
  std::istringstream all{node.errors()};
  std::vector<std::string> found;
  for (std::string line; std::getline(all, line);)
    if (line.find(text) != std::string::npos)
      found.push_back(line);
  return found;
}

bool has(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("request ids: both nodes that a booking passes have its id and its trace in their log") {
  cluster_fixture cluster{{{"log.level", "debug"}, {"log.format", "json"}}};
  cluster.open({"show-0"}, 1, 4);
  const auto home = cluster.home_of("show-0");
  const auto other = (home + 1) % cluster.size();
  auto client = cluster.client(other);
  const auto got =
      client.post("/api/ticket/book",
                  {{"userMail", "ann@example.com"}, {"movieShowId", "show-0"}, {"seats", {"A1"}}},
                  {{"X-Request-Id", "the-way-of-one"},
                   {"traceparent", "00-" + trace + "-b7ad6b7169203331-01"}});
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  CHECK(got.header("X-Request-Id") == "the-way-of-one");

  const std::string id = R"("request_id":"the-way-of-one","trace_id":")" + trace + '"';
  const auto there = lines_with(cluster.node(home), id);
  const auto here = lines_with(cluster.node(other), id);
  CHECK(has(here, R"("module":"cluster")"));
  CHECK(has(there, R"("module":"cluster")"));
  CHECK(has(there, R"("module":"show")"));
  CHECK(has(there, "request_booking"));
  for (const auto& line : there)
    CHECK(json::accept(line));

  // One that the server makes is as good.
  const auto seen = client.get("/api/movieshow/show-0/seats");
  const auto made = seen.header("X-Request-Id");
  CHECK(made.size() == 32);
  CHECK(has(lines_with(cluster.node(home), made), "get_seats"));
  CHECK(has(lines_with(cluster.node(other), made), "get_seats"));
}

} // namespace boxoffice::tests
