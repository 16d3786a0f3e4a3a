// The server on PostgreSQL instead of RocksDB: what clients and operators see is the same.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/crowd.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

settings on_postgres(const std::string& connection) {
  auto all = quick_reviews();
  all["storage.engine"] = "postgres";
  all["storage.postgres"] = connection;
  all["payment.window"] = "30m";
  return all;
}

std::vector<std::string> with(const std::string& connection, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(),
                   {"--set", "storage.engine=postgres", "--set", "storage.postgres=" + connection});
  return arguments;
}

struct busy_cinema {
  postgres_server database;
  std::string connection = database.new_database();
  cinema_fixture cinema{server_binary(), on_postgres(connection)};
  crowd_plan plan;
  booking_history history;

  busy_cinema() {
    plan.clients = 16;
    plan.rows = 20;
    plan.seats_per_row = 30;
    for (unsigned i = 0; i < 6; ++i)
      plan.shows.push_back("show-" + std::to_string(i));
    for (const auto& show : plan.shows)
      cinema.open_show(show, hall(plan.rows, plan.seats_per_row));
  }

  void check() {
    for (const auto& violation : history.violations(cinema.client()))
      FAIL_CHECK(violation);
  }
};

} // namespace

TEST_CASE("postgres: after kills of the server and of the database every response still holds") {
  busy_cinema busy;
  crowd clients{busy.plan, busy.cinema.bank(), busy.history, busy.cinema.server().port()};
  REQUIRE(clients.wait_for_responses(300, patience));
  busy.cinema.crash();
  clients.moved_to(busy.cinema.server().port());
  REQUIRE(clients.wait_for_responses(300, patience));
  busy.database.kill(); // The server waits for it to come back.
  busy.database.start();
  REQUIRE(clients.wait_for_responses(300, patience));
  CHECK(busy.cinema.server().running());
  clients.finish();
  MESSAGE(busy.history.summary());
  busy.check();
  busy.cinema.restart();
  busy.check();
  // A reader beside the running server.
  const auto report = printed_by(busy.cinema.data_dir(), with(busy.connection, {"verify"}));
  CHECK(report.find("whole: 6 streams") == 0);
  check_refused(busy.cinema.data_dir(),
                with(busy.connection, {"migrate", "--from", "postgres", "--to", "rocksdb"}), 1,
                "another process has the log in the database open");
}

TEST_CASE("postgres: a log moves to RocksDB and back, and holds what was promised at each place") {
  busy_cinema busy;
  {
    crowd clients{busy.plan, busy.cinema.bank(), busy.history, busy.cinema.server().port()};
    REQUIRE(clients.wait_for_responses(300, patience));
    clients.finish();
  }
  const auto& data = busy.cinema.data_dir();
  const auto events = printed_by(data, with(busy.connection, {"events"}));
  busy.cinema.server().terminate();
  MESSAGE(printed_by(data,
                     with(busy.connection, {"migrate", "--from", "postgres", "--to", "rocksdb"})));
  CHECK(printed_by(data, {"events"}) == events);
  busy.cinema.options().set.erase("storage.engine");
  busy.cinema.start();
  busy.check();
  busy.cinema.server().terminate();

  const auto fresh = busy.database.new_database();
  const auto back = with(fresh, {"migrate", "--from", "rocksdb", "--to", "postgres"});
  MESSAGE(printed_by(data, back));
  // Again, as after a copy that was broken off: nothing is written twice.
  CHECK(printed_by(data, back).find(" 0 events, and ") != std::string::npos);
  CHECK(printed_by(data, with(fresh, {"events"})) == events);
  CHECK(printed_by(data, with(fresh, {"verify"})).find("whole: 6 streams") == 0);
  busy.cinema.options().set = on_postgres(fresh);
  busy.cinema.options().set["payment.webhook_secret"] = busy.cinema.bank().secret();
  busy.cinema.options().set["limits.enabled"] = "false";
  busy.cinema.start();
  busy.check();
}

TEST_CASE("postgres: a server that was taken over from ends and acknowledges nothing more") {
  postgres_server database;
  const auto connection = database.new_database();
  cinema_fixture cinema{server_binary(), on_postgres(connection)};
  cinema.open_show("noir", hall(2, 6));
  cinema.book("noir", {"A1"});
  database.run(connection, "UPDATE shard SET epoch = epoch + 1");
  CHECK_THROWS(cinema.ask("noir", {"A2"}));
  const auto ended = cinema.server().wait_for_end(patience);
  REQUIRE(ended);
  CHECK(*ended == exit_status{74, 0});
  CHECK(cinema.server().errors().find("another process has taken over the log") !=
        std::string::npos);
  cinema.start();
  CHECK(cinema.seat("noir", "A2") == "available");
}

} // namespace boxoffice::tests
