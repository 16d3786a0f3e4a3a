// Frames of WebSockets with a random byte sequence put in or appended, or their end cut off: what
// whole frames are left are read, and the first that is none ends the connection.
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::spoiled;

namespace {

/// A frame as a client sends it, under a mask of zeros.
std::string frame(unsigned opcode, const std::string& payload) {
  std::string bytes;
  bytes += static_cast<char>(0x80U | opcode);
  bytes += static_cast<char>(0x80U | payload.size());
  return bytes + std::string(4, '\0') + payload;
}

} // namespace

TEST_CASE("spoiled input: invalid frames end their connection and nothing else") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  const auto valid = frame(1, "hello") + frame(9, "are you there") + frame(2, "\x01\x02");
  auto client = cinema.client();
  CHECK(rc::check("of frames", [&] {
    auto connection = cinema.connect();
    RC_ASSERT(connection.send(handshake("/ws/movieshow/s")));
    RC_ASSERT(connection.expect_response(true).status == 101U);
    auto bytes = spoiled(valid, std::string{"\x81\x82\x88\x89\x8a\x80\xfe\xff\x00\x7e", 10});
    connection.send(bytes);
    connection.finish_sending();
    RC_ASSERT(client.get("/healthz").status == 200U);
  }));
  CHECK(client.get("/api/movieshow/s/seats").body.at("version") == 1);
}

} // namespace boxoffice::http::tests
