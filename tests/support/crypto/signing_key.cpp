#include "tests/support/crypto/signing_key.hpp"

#include "tests/support/crypto/crypto.hpp"

#include <array>
#include <stdexcept>
#include <vector>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace boxoffice::tests {

namespace {

void must(bool done, const char* what) {
  if (!done)
    throw std::runtime_error{std::string{"signing key: "} + what};
}

EVP_PKEY* raw(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

std::shared_ptr<void> owned(EVP_PKEY* key) {
  must(key != nullptr, "generation");
  return {key, [](void* one) { EVP_PKEY_free(static_cast<EVP_PKEY*>(one)); }};
}

/// A number of the key, big-endian; padded to `size` unless that is 0.
std::string number_of(EVP_PKEY* key, const char* name, int size) {
  BIGNUM* number = nullptr;
  must(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
  std::string out(static_cast<std::size_t>(size != 0 ? size : BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
  BN_free(number);
  return out;
}

/// Bytes of a coordinate of an elliptic curve, and so of r and s too.
int coordinate_bytes(EVP_PKEY* key) { return (EVP_PKEY_get_bits(key) + 7) / 8; }

std::string r_and_s_of(const std::string& der, int size) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  auto* both = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  must(both != nullptr, "DER");
  std::string out(2 * static_cast<std::size_t>(size), '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(both), to, size);
  BN_bn2binpad(ECDSA_SIG_get0_s(both), to + size, size);
  ECDSA_SIG_free(both);
  return out;
}

} // namespace

signing_key::signing_key(std::shared_ptr<void> key, std::string algorithm)
    : key_{std::move(key)}, algorithm_{std::move(algorithm)} {}

signing_key signing_key::rsa(unsigned bits) { return {owned(EVP_RSA_gen(bits)), "RS256"}; }

signing_key signing_key::curve(const char* name) { return {owned(EVP_EC_gen(name)), "ES256"}; }

signing_key signing_key::ed25519() {
  return {owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")), "EdDSA"};
}

json signing_key::jwk(const std::string& kid) const {
  auto* key = raw(key_);
  json out{{"kid", kid}, {"alg", algorithm_}, {"use", "sig"}};
  if (algorithm_ == "RS256") {
    out["kty"] = "RSA";
    out["n"] = base64url(number_of(key, OSSL_PKEY_PARAM_RSA_N, 0));
    out["e"] = base64url(number_of(key, OSSL_PKEY_PARAM_RSA_E, 0));
  } else if (algorithm_ == "ES256") {
    auto size = coordinate_bytes(key);
    out["kty"] = "EC";
    out["crv"] = size == 32 ? "P-256" : "P-384";
    out["x"] = base64url(number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, size));
    out["y"] = base64url(number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, size));
  } else {
    std::string bytes(32, '\0');
    auto size = bytes.size();
    must(EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(bytes.data()), &size) ==
             1,
         "public key");
    out["kty"] = "OKP";
    out["crv"] = "Ed25519";
    out["x"] = base64url(bytes);
  }
  return out;
}

std::string signing_key::pem() const {
  auto* memory = BIO_new(BIO_s_mem());
  must(PEM_write_bio_PUBKEY(memory, raw(key_)) == 1, "PEM");
  char* text = nullptr;
  auto size = BIO_get_mem_data(memory, &text);
  std::string out{text, static_cast<std::size_t>(size)};
  BIO_free(memory);
  return out;
}

std::string signing_key::sign_in_der(std::string_view content) const {
  auto* context = EVP_MD_CTX_new();
  const auto* digest = algorithm_ == "EdDSA" ? nullptr : EVP_sha256();
  const auto* bytes = reinterpret_cast<const unsigned char*>(content.data());
  must(EVP_DigestSignInit(context, nullptr, digest, nullptr, raw(key_)) == 1, "signing");
  std::size_t size = 0;
  must(EVP_DigestSign(context, nullptr, &size, bytes, content.size()) == 1, "signing");
  std::string out(size, '\0');
  must(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, bytes,
                      content.size()) == 1,
       "signing");
  EVP_MD_CTX_free(context);
  out.resize(size);
  return out;
}

std::string signing_key::sign(std::string_view content) const {
  auto made = sign_in_der(content);
  return algorithm_ == "ES256" ? r_and_s_of(made, coordinate_bytes(raw(key_))) : made;
}

std::string jwt_with_header(const signing_key& key, const json& claims, const json& header) {
  const auto content = base64url(header.dump()) + "." + base64url(claims.dump());
  return content + "." + base64url(key.sign(content));
}

std::string jwt(const signing_key& key, const json& claims, const std::string& kid) {
  return jwt_with_header(key, claims, {{"alg", key.algorithm()}, {"kid", kid}});
}

} // namespace boxoffice::tests
