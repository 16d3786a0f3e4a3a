#include "tests/http/server/tls_fixture.hpp"

#include "tests/support/files.hpp"

#include <fstream>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

tls_fixture::tls_fixture(gateway_options options) {
  options.listener.tls = std::make_shared<tls_server>(certificate_of("first"));
  cinema_ = std::make_unique<gateway_fixture>(options);
  relay_ = std::make_unique<boxoffice::tests::tls_relay>(cinema_->port(), authority_file());
}

raw_connection tls_fixture::connect() const { return raw_connection{relay_->port(), 60s}; }

void tls_fixture::open_show(const std::string& id, unsigned seats) {
  auto opened = client().put("/api/movieshow/" + id, hall(1, seats), as_operator());
  CAPTURE(opened.summary());
  REQUIRE(opened.status == 201);
}

tls_certificate tls_fixture::certificate_of(const std::string& name) const {
  auto files = authority_.sign(name);
  std::ofstream{files.certificate, std::ios::app} // The chain, although it has no further link.
      << boxoffice::tests::content_of(authority_file());
  auto loaded = tls_certificate::load(files.certificate, files.key);
  REQUIRE(loaded.has_value());
  return std::move(*loaded);
}

std::string tls_fixture::authority_file() const {
  return (directory_.path() / "authority.ca.pem").string();
}

} // namespace boxoffice::http::tests
