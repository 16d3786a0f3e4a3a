// Links to bookings in both forms of a cluster: any node finds and opens those of all shows.
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/outbox.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string ann_mail = "ann@example.com";

json booked_at(http_client client, const std::string& show, const std::string& seat = "A1") {
  const auto got = client.post("/api/ticket/book",
                               {{"userMail", ann_mail}, {"movieShowId", show}, {"seats", {seat}}});
  return require_status(got, 202, "booking").body;
}

/// Finds at one node and opens at the next one, for each show.
void find_everywhere(cluster_fixture& cluster, mail_outbox& outbox,
                     const std::vector<std::string>& shows) {
  for (std::size_t i = 0; i < shows.size(); ++i) {
    auto here = cluster.client(i % cluster.size());
    auto there = cluster.client((i + 1) % cluster.size());
    const auto booked = booked_at(cluster.client(0), shows[i]);
    CHECK(here.post("/api/booking/find",
                    {{"reference", booked.at("reference")}, {"userMail", "nobody@example.com"}})
              .status == 202);
    CHECK(here.post("/api/booking/find",
                    {{"reference", booked.at("reference")}, {"userMail", ann_mail}})
              .status == 202);
    const auto token = outbox.next().token();
    const auto opened = there.post("/api/booking/open", {{"token", token}});
    REQUIRE_MESSAGE(opened.status == 200, opened.summary());
    CHECK(opened.body.at("reqId") == booked.at("reqId"));
    check_code(here.post("/api/booking/open", {{"token", token}}), 410, "LINK_USED");
    CHECK(there
              .post_nothing("/api/ticket/" + booked.at("reqId").get<std::string>() + "/resend",
                            as_operator())
              .status == 202);
    outbox.next();
  }
  CHECK(outbox.waiting() == 0);
}

} // namespace

TEST_CASE("partitioned: any node finds a booking and opens it by the link, once") {
  mail_outbox outbox;
  cluster_fixture cluster{outbox.settings_of()};
  const auto shows = shows_named(4);
  cluster.open(shows, 2, 9);
  find_everywhere(cluster, outbox, shows);

  const auto booked = booked_at(cluster.client(0), shows[0], "A4");
  cluster.client(1).post("/api/booking/find",
                         {{"reference", booked.at("reference")}, {"userMail", ann_mail}});
  const auto token = outbox.next().token();
  CHECK(cluster.client(2).del("/api/customer/" + ann_mail, as_operator()).body.at("erased") ==
        true);
  check_code(cluster.client(0).post("/api/booking/open", {{"token", token}}), 410, "LINK_USED");
}

TEST_CASE("shared: any node finds a booking and opens it by the link, once") {
  mail_outbox outbox;
  postgres_server database;
  shared_cluster_fixture fixture{
      database.new_database(), the_lease(), 3,
      [&](std::size_t, server_options& of_node) { of_node.set.merge(outbox.settings_of()); }};
  find_everywhere(fixture.cluster(), outbox, fixture.shows());
}

} // namespace boxoffice::tests
