#pragma once

#include "tests/support/clients/http_client.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boxoffice::tests {

/// A private key of a login service.
class signing_key {
public:
  static signing_key rsa(unsigned bits = 2'048);
  static signing_key curve(const char* name); ///< P-256, P-384 …; ES256 in its tokens
  static signing_key ed25519();

  /// The public part, with `alg` and `use`.
  json jwk(const std::string& kid) const;
  std::string pem() const; ///< Of the public part.
  const std::string& algorithm() const { return algorithm_; }
  /// With SHA-256, in the form of JSON Web Signatures.
  std::string sign(std::string_view content) const;
  /// The same in ASN.1, as OpenSSL makes it.
  std::string sign_in_der(std::string_view content) const;

private:
  signing_key(std::shared_ptr<void> key, std::string algorithm);

  std::shared_ptr<void> key_;
  std::string algorithm_;
};

/// A compact JWS of these claims with the key's `alg` and this `kid`.
std::string jwt(const signing_key& key, const json& claims, const std::string& kid);
/// With any header.
std::string jwt_with_header(const signing_key& key, const json& claims, const json& header);

} // namespace boxoffice::tests
