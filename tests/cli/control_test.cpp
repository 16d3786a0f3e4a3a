#include "cli/node/control.hpp"

#include "http/transport/control_socket.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

namespace {

/// Responds to one call at DIR/control.sock with these bytes and keeps the request.
class one_answer {
public:
  one_answer(const std::filesystem::path& directory, std::string bytes)
      : file_{http::socket_file::at(directory / "control.sock").value()},
        acceptor_{http::listen_at(io_, file_).value()},
        answering_{[this, bytes = std::move(bytes)] {
          auto client = acceptor_.accept();
          boost::asio::read_until(client, boost::asio::dynamic_buffer(request_), "\r\n\r\n");
          boost::asio::write(client, boost::asio::buffer(bytes));
        }} {}

  std::string request() {
    answering_.join();
    return request_;
  }

private:
  boost::asio::io_context io_;
  http::socket_file file_;
  http::local::acceptor acceptor_;
  std::string request_;
  std::thread answering_;
};

} // namespace

TEST_CASE("control: a call gets a response, also with a long path of the data directory") {
  boxoffice::tests::temporary_directory place;
  auto deep = place.path() / std::string(200, 'd');
  std::filesystem::create_directory(deep);
  one_answer server{deep, "HTTP/1.1 422 No\r\nContent-Length: 2\r\n\r\n{}"};
  auto response = call_server(deep, http::verb::post, "/api/backup", R"({"directory":"/x"})");
  auto request = server.request();
  REQUIRE(response.has_value());
  CHECK(response->status == 422);
  CHECK(response->body == "{}");
  CHECK(request.starts_with("POST /api/backup HTTP/1.1\r\n"));
  CHECK(request.find("Content-Type: application/json\r\n") != std::string::npos);
  CHECK(request.find("Content-Length: 18\r\n") != std::string::npos);
}

TEST_CASE("control: a server that closes without a response is an error") {
  boxoffice::tests::temporary_directory place;
  one_answer server{place.path(), ""};
  auto response = call_server(place.path(), http::verb::delete_, "/api/customer/a", {});
  server.request();
  REQUIRE(response.has_error());
  CHECK(response.error().what == storage::storage_error::kind::io);
  CHECK(response.error().detail.find(place.path().string() + "/control.sock did not respond") !=
        std::string::npos);
}

TEST_CASE("control: without a socket or a listener the server is absent") {
  boxoffice::tests::temporary_directory place;
  auto check_nobody = [&](const std::filesystem::path& directory) {
    auto response = call_server(directory, http::verb::get, "/healthz", {});
    REQUIRE(response.has_error());
    CHECK(response.error().what == storage::storage_error::kind::absent);
    CHECK(response.error().detail.starts_with("no server answers at " + directory.string()));
  };
  check_nobody(place.path());
  check_nobody(place.path() / "nowhere");
  {
    boost::asio::io_context io;
    auto file = http::socket_file::at(place.path() / "control.sock").value();
    auto dead = http::listen_at(io, file).value();
  }
  CHECK(std::filesystem::exists(place.path() / "control.sock"));
  check_nobody(place.path());
}

TEST_CASE(
    "control: the error is that of the first invalid field, else the detail, else the status") {
  CHECK(error_text({422, R"({"detail":"d","errors":[{"field":"f","detail":"is there"}]})"}) ==
        "is there");
  CHECK(error_text({503, R"({"title":"t","detail":"not now"})"}) == "not now");
  for (const auto* body : {"", "<html>", "{}", "[]", "3", R"({"detail":7,"errors":{}})"})
    CHECK(error_text({500, body}) == "the server responded with status 500");
}

} // namespace boxoffice::cli::tests
