#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/clients/control_client.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <doctest/doctest.h>
#include <sys/stat.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::connection_broken;
using boxoffice::tests::control_client;
using boxoffice::tests::eventually;
using boxoffice::tests::temporary_directory;

namespace {

namespace fs = std::filesystem;

/// A directory for the control socket, and options with it.
struct control_room {
  temporary_directory directory;
  fs::path socket = directory.path() / "control.sock";
  gateway_options options = usual_options();
  control_room() { options.control_socket = socket; }
};

bool connects(const fs::path& socket) {
  try {
    control_client client{socket};
    return client.get("/healthz").status == 200;
  } catch (const connection_broken&) {
    return false;
  }
}

/// A mask that takes nothing away, as long as it lives.
struct no_umask {
  mode_t before = ::umask(0);
  ~no_umask() { ::umask(before); }
};

} // namespace

TEST_CASE("control socket: its file is accessible to its owner only, and removed at the end") {
  no_umask mask;
  control_room room;
  {
    gateway_fixture cinema{room.options};
    struct ::stat found {};
    REQUIRE(::lstat(room.socket.c_str(), &found) == 0);
    CHECK(S_ISSOCK(found.st_mode));
    CHECK((found.st_mode & 07777U) == 0600U);
    CHECK(connects(room.socket));
  }
  CHECK_FALSE(fs::exists(fs::symlink_status(room.socket)));
}

TEST_CASE("control socket: the path of its directory may be longer than an address") {
  control_room room;
  for (int i = 0; i < 5; ++i)
    room.socket = room.socket.parent_path() / std::string(100, 'd') / "control.sock";
  fs::create_directories(room.socket.parent_path());
  room.options.control_socket = room.socket;
  {
    gateway_fixture cinema{room.options};
    CHECK(connects(room.socket));
  }
  CHECK(fs::is_empty(room.socket.parent_path()));
}

TEST_CASE("control socket: the one of a killed server is replaced") {
  control_room room;
  boost::asio::io_context io;
  { boost::asio::local::stream_protocol::acceptor left{io, room.socket.string()}; }
  REQUIRE(fs::is_socket(room.socket));
  gateway_fixture cinema{room.options};
  CHECK(connects(room.socket));
}

TEST_CASE("control socket: a file that is not a socket is kept, and the node serves without") {
  control_room room;
  std::ofstream{room.socket} << "notes";
  {
    gateway_fixture cinema{room.options};
    CHECK_FALSE(connects(room.socket));
    CHECK(cinema.client().get("/readyz").status == 200);
    CHECK(cinema.gate().drain(60s));
  }
  std::string kept;
  std::ifstream{room.socket} >> kept;
  CHECK(kept == "notes");
}

TEST_CASE(
    "control socket: without its directory, or with a name too long, the node serves without") {
  control_room room;
  room.options.control_socket = room.directory.path() / "none" / "control.sock";
  SUBCASE("directory") {}
  SUBCASE("name") { room.options.control_socket = room.directory.path() / std::string(120, 'n'); }
  gateway_fixture cinema{room.options};
  CHECK(cinema.client().get("/readyz").status == 200);
  CHECK(fs::is_empty(room.directory.path()));
}

TEST_CASE("control socket: its clients are the operator without a token, others are not") {
  control_room room;
  SUBCASE("open") {}
  SUBCASE("jwt") {
    room.options.auth.mode = auth_mode::jwt;
    room.options.auth.jwt_secret.assign(32, 's');
  }
  gateway_fixture cinema{room.options};
  control_client local{room.socket};
  auto body = hall(1, 5);
  body["movie"] = std::string(100'000, 'm'); // More than the body of anyone else may have.
  check_code(local.put("/api/movieshow/s", body), 422, "INVALID_REQUEST");
  CHECK(local.put("/api/movieshow/s", hall(1, 5)).status == 201);
  CHECK(local.get("/api/refund", {{"Authorization", "Bearer wrong"}}).status == 200);
  CHECK(local.post("/api/ticket/book", json::parse(booking_of("A1"))).status == 202);
  auto remote = cinema.client();
  check_code(remote.put("/api/movieshow/t", hall(1, 5)), 401, "UNAUTHENTICATED");
  check_code(remote.get("/api/refund"), 401, "UNAUTHENTICATED");
}

TEST_CASE("control socket: it has no rate limit") {
  control_room room;
  room.options.limit_rate = true;
  room.options.rate = 0.01;
  room.options.burst = 1;
  gateway_fixture cinema{room.options};
  control_client local{room.socket};
  for (int i = 0; i < 5; ++i)
    CHECK(local.get("/api/movieshow").status == 200);
  auto remote = cinema.client();
  CHECK(remote.get("/api/movieshow").status == 200);
  check_code(remote.get("/api/movieshow"), 429, "RATE_LIMITED");
}

TEST_CASE("control socket: it is not ready before the node is") {
  control_room room;
  gateway_fixture cinema{room.options, false};
  control_client local{room.socket};
  CHECK(local.get("/healthz").status == 200);
  check_code(local.get("/api/refund"), 503, "UNAVAILABLE");
  cinema.gate().set_ready();
  CHECK(local.get("/api/refund").status == 200);
}

TEST_CASE("control socket: it has its own limit of connections, and ended ones free theirs") {
  control_room room;
  room.options.max_connections = 1;
  room.options.max_control_connections = 2;
  gateway_fixture cinema{room.options};
  cinema.open_show("s");
  auto remote = cinema.connect();
  cinema.hold_log(); // It waits for its response, so that it is not closed for another.
  REQUIRE(remote.send(book("A1")));
  cinema.wait_for_append();
  {
    control_client first{room.socket};
    control_client second{room.socket};
    CHECK(first.get("/healthz").status == 200);
    CHECK(second.get("/healthz").status == 200);
    control_client third{room.socket};
    check_code(third.expect_response(), 503, "OVERLOADED");
    CHECK(third.closed_by_server());
    CHECK(first.get("/healthz").status == 200);
  }
  CHECK(eventually(60s, [&] { return connects(room.socket); }));
  auto beyond = cinema.connect();
  beyond.send(get("/healthz"));
  check_code(beyond.expect_response(), 503, "OVERLOADED");
  cinema.let_go_log();
  CHECK(remote.expect_response().status == 202);
}

TEST_CASE(
    "control socket: a drain ends its connections after their responses and accepts no more") {
  control_room room;
  room.options.threads = 2;
  gateway_fixture cinema{room.options};
  control_client idle{room.socket};
  CHECK(idle.get("/healthz").status == 200);
  CHECK(cinema.gate().drain(60s));
  CHECK(idle.closed_by_server());
  CHECK_FALSE(connects(room.socket));
}

TEST_CASE("backup: its path exists at the control socket only") {
  control_room room;
  gateway_fixture cinema{room.options};
  auto remote = cinema.client();
  auto body = json{{"directory", (room.directory.path() / "copy").string()}};
  check_code(remote.post("/api/backup", body, as_operator()), 404, "NOT_FOUND");
  check_code(remote.post("/api/backup", body), 404, "NOT_FOUND");
  check_code(remote.get("/api/backup", as_operator()), 404, "NOT_FOUND");
  CHECK_FALSE(fs::exists(room.directory.path() / "copy"));
  control_client local{room.socket};
  auto wrong_method = local.get("/api/backup");
  check_code(wrong_method, 405, "METHOD_NOT_ALLOWED");
  CHECK(wrong_method.header("Allow") == "POST");
}

TEST_CASE("backup: a directory that is not an absolute path is invalid") {
  control_room room;
  gateway_fixture cinema{room.options};
  control_client local{room.socket};
  const std::string cut_short = (room.directory.path() / "a").string() + std::string(1, '\0') + "b";
  for (const auto& directory :
       {json{"copy"}, json{"../copy"}, json{""}, json{7}, json{cut_short}}) {
    CAPTURE(directory);
    auto refused = local.post("/api/backup", {{"directory", directory}});
    check_code(refused, 422, "INVALID_REQUEST");
    CHECK(refused.body.at("errors").at(0).at("field") == "directory");
  }
  check_code(local.post("/api/backup", json::object()), 422, "INVALID_REQUEST");
  check_code(local.send("POST", "/api/backup", "{", {{"Content-Type", "application/json"}}), 400,
             "MALFORMED_JSON");
  check_code(local.send("POST", "/api/backup", "{}", {}), 415, "UNSUPPORTED_MEDIA_TYPE");
}

} // namespace boxoffice::http::tests
