#include "tests/support/clients/http_client.hpp"
#include "tests/support/clients/tls_relay.hpp"
#include "tests/support/crypto/certificates.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/server_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// Settings of a server with a certificate of the test's own authority.
struct tls_place {
  temporary_directory directory;
  authority signer{directory.path(), "authority"};
  authority::files files = signer.sign("first");
  server_options options;

  tls_place() {
    options.binary = server_binary();
    options.data_dir = directory.path() / "data";
    options.set = {{"http.tls.certificate", files.certificate}, {"http.tls.key", files.key}};
  }
  /// Puts another certificate in the place of the present one.
  void replace(const std::string& name) const {
    const auto next = signer.sign(name);
    std::filesystem::rename(next.certificate, files.certificate);
    std::filesystem::rename(next.key, files.key);
  }
};

} // namespace

TEST_CASE("tls: SIGHUP reads the certificate again, and keeps it if the new one is unusable") {
  const tls_place place;
  server_process server{place.options};
  CHECK(server.output().find("listening on https://127.0.0.1:") != std::string::npos);
  const tls_relay relay{server.port(), place.files.ca};
  http_client old{relay.port()};
  CHECK(old.get("/healthz").status == 200);
  CHECK(relay.last_name() == "first");
  const auto comes_to_be = [&](const std::string& name) {
    return eventually(patience, [&] {
      return http_client{relay.port()}.get("/healthz").status == 200 && relay.last_name() == name;
    });
  };
  place.replace("second");
  server.send_signal(SIGHUP);
  CHECK(comes_to_be("second"));
  CHECK(old.get("/healthz").status == 200);

  std::ofstream{place.files.key} << "no key\n";
  server.send_signal(SIGHUP);
  CHECK(eventually(patience, [&] {
    return server.errors().find("SIGHUP: the present certificate is kept: http.tls: ") !=
           std::string::npos;
  }));
  CHECK(http_client{relay.port()}.get("/healthz").status == 200);
  CHECK(relay.last_name() == "second");
  CHECK(server.terminate(patience) == exit_status{0, 0});
}

TEST_CASE("tls: a server redirects plain HTTP beside it") {
  tls_place place;
  place.options.set["http.tls.redirect_listen"] = "127.0.0.1:0";
  server_process server{place.options};
  const std::string line = "redirecting http://127.0.0.1:";
  const auto said = server.output();
  const auto at = said.find(line);
  REQUIRE(at != std::string::npos);
  http_client plain{static_cast<std::uint16_t>(std::stoul(said.substr(at + line.size())))};
  const auto moved = plain.get("/operator");
  CHECK(moved.status == 308);
  CHECK(moved.header("Location") ==
        "https://127.0.0.1:" + std::to_string(server.port()) + "/operator");
}

TEST_CASE("tls: a start with files that cannot be used ends with one line that says why") {
  tls_place place;
  int status = 1;
  std::string why;
  SUBCASE("key of another certificate") {
    place.options.set["http.tls.key"] = place.signer.sign("other").key;
    why = "cannot start: http.tls: ";
  }
  SUBCASE("key that others can read") {
    std::filesystem::permissions(place.files.key, std::filesystem::perms{0644});
    why = "can be read by others";
  }
  SUBCASE("no key") {
    place.options.set.erase("http.tls.key");
    status = 2;
    why = "http.tls: wants both certificate and key, or none";
  }
  SUBCASE("redirect without a certificate") {
    place.options.set = {{"http.tls.redirect_listen", "127.0.0.1:0"}};
    status = 2;
    why = "http.tls.redirect_listen: needs http.tls.certificate";
  }
  const auto ended = run_command(serve_command(place.options), patience);
  CAPTURE(ended.errors);
  CHECK(ended.status == exit_status{status, 0});
  CHECK(ended.errors.find(why) != std::string::npos);
  CHECK(std::count(ended.errors.begin(), ended.errors.end(), '\n') == 1);
}

} // namespace boxoffice::tests
