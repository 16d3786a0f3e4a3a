#include "tests/cluster/cluster_fixture.hpp"
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

websocket_client watch(cluster_fixture& cluster, std::size_t place, const std::string& target) {
  return websocket_client{cluster.node(place).port(), target, {}, patience};
}

/// Books until a node takes it, as clients do when a show moves.
std::string booked(cluster_fixture& cluster, std::size_t place, const std::string& show,
                   const std::string& seat) {
  std::string booking;
  REQUIRE(eventually(patience, [&] {
    auto through = cluster.client(place);
    const auto got =
        through.post("/api/ticket/book",
                     {{"userMail", "ann@example.com"}, {"movieShowId", show}, {"seats", {seat}}});
    if (got.status == 202)
      booking = got.body.at("reqId");
    return got.status == 202;
  }));
  return booking;
}

/// Follows a seat over its messages up to a state; versions must rise.
void follow(websocket_client& watcher, std::uint64_t& version, const std::string& seat,
            const std::string& state) {
  for (;;) {
    const auto frame = watcher.next();
    CAPTURE(frame.dump());
    REQUIRE(frame.at("version").get<std::uint64_t>() > version);
    version = frame.at("version");
    const auto& seats = frame.contains("seats") ? frame.at("seats") : frame.at("changed");
    if (seats.contains(seat) && seats.at(seat) == state)
      return;
  }
}

} // namespace

TEST_CASE("push: any node pushes any show, also after the show's node was away") {
  cluster_fixture cluster{quick_reviews()};
  cluster.open({"noir"}, 2, 6);
  const auto home = cluster.home_of("noir");
  const auto elsewhere = (home + 1) % cluster.size();
  auto seats = watch(cluster, elsewhere, "/ws/movieshow/noir");
  std::uint64_t version = 0;
  const auto booking = booked(cluster, (home + 2) % cluster.size(), "noir", "A1");
  auto ticket = watch(cluster, elsewhere, "/ws/ticket/" + booking);
  follow(seats, version, "A1", "held");
  auto status = ticket.next().at("status");
  if (status == "IN_REVIEW")
    status = ticket.next().at("status");
  CHECK(status == "CONFIRMED");

  cluster.node(home).kill();
  cluster.start(home);
  booked(cluster, elsewhere, "noir", "A2");
  follow(seats, version, "A2", "held");
  CHECK(cluster.client(elsewhere).del("/api/ticket/" + booking).status == 200);
  follow(seats, version, "A1", "available");
  CHECK(ticket.next().at("status") == "CANCELLED");
  CHECK(ticket.close_code() == 1000);
}

TEST_CASE("push: a ticket that the operator changes at one node is pushed by another") {
  cluster_fixture cluster{quick_reviews()};
  cluster.open({"noir"}, 2, 6);
  const auto home = cluster.home_of("noir");
  const auto elsewhere = (home + 1) % cluster.size();
  const auto booking = booked(cluster, elsewhere, "noir", "A1");
  auto ticket = watch(cluster, elsewhere, "/ws/ticket/" + booking);
  while (ticket.next().at("status") != "CONFIRMED") {
  }
  auto move_to = [&](const std::string& seat) {
    json moved;
    REQUIRE(eventually(patience, [&] {
      auto through = cluster.client((home + 2) % cluster.size());
      const auto got =
          through.post("/api/ticket/" + booking + "/move", {{"seats", {seat}}}, as_operator());
      moved = got.body;
      return got.status == 200;
    }));
    return moved;
  };
  auto moved = move_to("B1");
  CHECK(ticket.next() == moved);
  // A node that was away knows no more of the subscriber than what the feed asks with.
  cluster.node(home).kill();
  cluster.start(home);
  moved = move_to("B2");
  CHECK(ticket.next() == moved);
}

TEST_CASE("push: watchers of a show that moves to another node continue in order") {
  postgres_server database;
  shared_cluster_fixture fixture{database.new_database(), 1'500ms, 6};
  auto& cluster = fixture.cluster();
  const auto show = fixture.shows().front();
  std::vector<websocket_client> watchers;
  std::vector<std::uint64_t> versions(cluster.size(), 0);
  for (std::size_t place = 0; place < cluster.size(); ++place)
    watchers.push_back(watch(cluster, place, "/ws/movieshow/" + show));
  booked(cluster, 1, show, "A1");
  for (std::size_t place = 0; place < cluster.size(); ++place)
    follow(watchers[place], versions[place], "A1", "held");
  // One of the others, or the show's own: whichever it is, the last one stays.
  for (std::size_t gone : {0U, 1U}) {
    cluster.node(gone).kill();
    const auto seat = "B" + std::to_string(gone + 1);
    booked(cluster, 2, show, seat);
    follow(watchers[2], versions[2], seat, "held");
  }
}

} // namespace boxoffice::tests
