// A gateway that speaks TLS, with a relay through which every client of the tests can use it.
#pragma once

#include "tests/http/gateway_fixture.hpp"
#include "tests/support/clients/tls_relay.hpp"
#include "tests/support/crypto/certificates.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <memory>
#include <string>

namespace boxoffice::http::tests {

/// The certificates are of an authority of the test's own.
class tls_fixture {
public:
  explicit tls_fixture(gateway_options options = usual_options());

  [[nodiscard]] gateway_fixture& cinema() { return *cinema_; }
  [[nodiscard]] boxoffice::tests::tls_relay& relay() { return *relay_; }
  [[nodiscard]] http_client client() const { return http_client{relay_->port()}; }
  [[nodiscard]] raw_connection connect() const;
  void open_show(const std::string& id, unsigned seats);

  /// A new certificate of that name.
  [[nodiscard]] tls_certificate certificate_of(const std::string& name) const;
  [[nodiscard]] std::string authority_file() const;
  [[nodiscard]] std::uint16_t port() const { return cinema_->port(); } ///< where TLS is spoken

private:
  boxoffice::tests::temporary_directory directory_;
  boxoffice::tests::authority authority_{directory_.path(), "authority"};
  std::unique_ptr<gateway_fixture> cinema_;
  std::unique_ptr<boxoffice::tests::tls_relay> relay_;
};

} // namespace boxoffice::http::tests
