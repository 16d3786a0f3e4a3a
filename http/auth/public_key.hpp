// Public keys of token issuers and the signatures that they verify, by OpenSSL.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace boxoffice::http {

/// The asymmetric algorithms of RFC 7518 and RFC 8037 that tokens may have.
enum class signature_algorithm : std::uint8_t {
  rs256, ///< RSASSA-PKCS1-v1_5 with SHA-256
  es256, ///< ECDSA on P-256 with SHA-256
  eddsa, ///< Ed25519
};

/// The name in a token's `alg`.
[[nodiscard]] std::string_view name_of(signature_algorithm algorithm);

/// A key that verifies signatures of one algorithm. Copies share the key; safe to use from any
/// thread.
class public_key {
public:
  /// Big-endian numbers. Nothing if the modulus has fewer than 2,048 or more than 8,192 bits, or
  /// the exponent is even, less than 3 or has more than 32 bits.
  [[nodiscard]] static std::optional<public_key> rsa(std::string_view modulus,
                                                     std::string_view exponent);
  /// Coordinates of 32 bytes each. Nothing if they are no point of the curve P-256.
  [[nodiscard]] static std::optional<public_key> p256(std::string_view x, std::string_view y);
  /// 32 bytes.
  [[nodiscard]] static std::optional<public_key> ed25519(std::string_view x);

  [[nodiscard]] signature_algorithm algorithm() const { return algorithm_; }
  /// Whether `signature` is this key's, in the form of JSON Web Signatures: an ECDSA signature is
  /// the 64 bytes r and s.
  [[nodiscard]] bool verifies(std::string_view content, std::string_view signature) const;

private:
  public_key(signature_algorithm algorithm, std::shared_ptr<void> key)
      : algorithm_{algorithm}, key_{std::move(key)} {}

  signature_algorithm algorithm_;
  std::shared_ptr<void> key_; ///< EVP_PKEY
};

} // namespace boxoffice::http
