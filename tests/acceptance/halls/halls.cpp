// Templates of halls are kept like events: over a kill, in a backup and in another engine.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/processes/temporary_directory.hpp"
#include "tests/support/review_settings.hpp"

namespace boxoffice::tests {

namespace {

json hall_body(const std::string& name) {
  const auto show = detailed_hall();
  return {{"name", name}, {"classes", show.at("classes")}, {"rows", show.at("rows")}};
}

json keep_hall(cinema_fixture& cinema, const std::string& id, const std::string& name) {
  const auto got = cinema.client().put("/api/hall/" + id, hall_body(name), as_operator());
  REQUIRE_MESSAGE(got.status / 100 == 2, got.summary());
  return got.body;
}

json kept_hall(cinema_fixture& cinema, const std::string& id) {
  const auto target = "/api/hall/" + id;
  return require_status(cinema.client().get(target, as_operator()), 200, target).body;
}

} // namespace

TEST_CASE("halls: they and their versions outlast a kill, and a removed one stays away") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  keep_hall(cinema, "regal", "Regal");
  const auto changed = keep_hall(cinema, "regal", "Regal 1");
  keep_hall(cinema, "gone", "Gone");
  REQUIRE(cinema.client().del("/api/hall/gone", as_operator()).status == 200);
  cinema.crash();
  CHECK(kept_hall(cinema, "regal") == changed);
  CHECK(changed.at("version") == 2);
  CHECK(cinema.client().get("/api/hall/gone", as_operator()).code() == "HALL_NOT_FOUND");
}

TEST_CASE("halls: a show that was made from one does not change with it") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  const auto regal = keep_hall(cinema, "regal", "Regal");
  auto show = detailed_hall();
  show["hall"] = regal.at("name");
  show["classes"] = regal.at("classes");
  show["rows"] = regal.at("rows");
  const auto opened = cinema.open_show("s", show);
  CHECK(opened.at("rows") == regal.at("rows"));
  const auto events = printed_by(cinema.data_dir(), {"events"});
  keep_hall(cinema, "regal", "Another name");
  REQUIRE(cinema.client().del("/api/hall/regal", as_operator()).status == 200);
  CHECK(cinema.client().get("/api/movieshow/s").body.at("hall") == "Regal");
  CHECK(printed_by(cinema.data_dir(), {"events"}) == events);
}

TEST_CASE("halls: who changed one is in a line of the server") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  keep_hall(cinema, "regal", "Regal");
  REQUIRE(cinema.client().del("/api/hall/regal", as_operator()).status == 200);
  auto said = [&](const std::string& line) {
    return eventually(patience,
                      [&] { return cinema.server().errors().find(line) != std::string::npos; });
  };
  CHECK(said("the hall regal is kept as version 1 by token"));
  CHECK(said("the hall regal is removed by token"));
}

TEST_CASE("halls: a backup has them, and a server that was restored from it too") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  const auto regal = keep_hall(cinema, "regal", "Regal");
  temporary_directory place;
  const auto copy = place.path() / "copy";
  printed_by(cinema.data_dir(), {"backup", copy.string()});
  REQUIRE(cinema.client().del("/api/hall/regal", as_operator()).status == 200);
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  const auto fresh = place.path() / "fresh";
  printed_by(fresh, {"restore", copy.string()});
  cinema.options().data_dir = fresh;
  cinema.start();
  CHECK(kept_hall(cinema, "regal") == regal);
}

TEST_CASE("halls: they move to PostgreSQL with the log") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 3));
  const auto regal = keep_hall(cinema, "regal", "Regal");
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  postgres_server database;
  const auto connection = database.new_database();
  printed_by(cinema.data_dir(), {"migrate", "--from", "rocksdb", "--to", "postgres", "--set",
                                 "storage.postgres=" + connection});
  cinema.options().set["storage.engine"] = "postgres";
  cinema.options().set["storage.postgres"] = connection;
  cinema.start();
  CHECK(kept_hall(cinema, "regal") == regal);
  CHECK(keep_hall(cinema, "regal", "Regal 1").at("version") == 2);
  CHECK(cinema.client().del("/api/hall/regal", as_operator()).status == 200);
}

} // namespace boxoffice::tests
