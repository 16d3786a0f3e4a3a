#include "http/auth/public_key.hpp"

#include "events/freed_by.hpp"

#include <cstdlib>
#include <string>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace boxoffice::http {

namespace {

constexpr int least_rsa_bits = 2'048;
constexpr int most_rsa_bits = 8'192;
constexpr int most_exponent_bits = 32;
constexpr std::size_t p256_bytes = 32;
constexpr std::size_t ed25519_bytes = 32;
constexpr std::size_t ed25519_signature_bytes = 64;

using number = std::unique_ptr<BIGNUM, events::freed_by<BN_free>>;
using key_context = std::unique_ptr<EVP_PKEY_CTX, events::freed_by<EVP_PKEY_CTX_free>>;
using digest_context = std::unique_ptr<EVP_MD_CTX, events::freed_by<EVP_MD_CTX_free>>;
using param_builder = std::unique_ptr<OSSL_PARAM_BLD, events::freed_by<OSSL_PARAM_BLD_free>>;
using params = std::unique_ptr<OSSL_PARAM, events::freed_by<OSSL_PARAM_free>>;
using ecdsa_signature = std::unique_ptr<ECDSA_SIG, events::freed_by<ECDSA_SIG_free>>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

number number_of(std::string_view text) {
  return number{BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr)};
}

std::shared_ptr<void> shared(EVP_PKEY* key) {
  return {key, [](void* one) { EVP_PKEY_free(static_cast<EVP_PKEY*>(one)); }};
}

/// A key of these parameters that passes OpenSSL's check; null for any other.
std::shared_ptr<void> key_of(const char* type, OSSL_PARAM_BLD* builder) {
  params made{OSSL_PARAM_BLD_to_param(builder)};
  key_context making{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
  EVP_PKEY* key = nullptr;
  if (!made || !making || EVP_PKEY_fromdata_init(making.get()) != 1 ||
      EVP_PKEY_fromdata(making.get(), &key, EVP_PKEY_PUBLIC_KEY, made.get()) != 1)
    return nullptr;
  auto owned = shared(key);
  key_context checking{EVP_PKEY_CTX_new(key, nullptr)};
  return checking && EVP_PKEY_public_check(checking.get()) == 1 ? owned : nullptr;
}

/// The DER form, which OpenSSL verifies, of r and s; an empty text if they have another length.
std::string der_of(std::string_view r_and_s) {
  if (r_and_s.size() != 2 * p256_bytes)
    return {};
  auto r = number_of(r_and_s.substr(0, p256_bytes));
  auto s = number_of(r_and_s.substr(p256_bytes));
  ecdsa_signature both{ECDSA_SIG_new()};
  if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1)
    return {};
  static_cast<void>(r.release()); // They belong to `both` now.
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  auto size = i2d_ECDSA_SIG(both.get(), &der);
  if (size <= 0)
    return {};
  std::string out{reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
  OPENSSL_free(der);
  return out;
}

bool verify(EVP_PKEY* key, const EVP_MD* digest, std::string_view content,
            std::string_view signature) {
  digest_context context{EVP_MD_CTX_new()};
  return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(content),
                          content.size()) == 1;
}

} // namespace

std::string_view name_of(signature_algorithm algorithm) {
  switch (algorithm) {
  case signature_algorithm::rs256: return "RS256";
  case signature_algorithm::es256: return "ES256";
  case signature_algorithm::eddsa: return "EdDSA";
  }
  std::abort(); // All enumerators return above.
}

std::optional<public_key> public_key::rsa(std::string_view modulus, std::string_view exponent) {
  // The size of the text first: the numbers of a hostile one may be long.
  if (modulus.size() > most_rsa_bits / 8 || exponent.size() > most_exponent_bits / 8)
    return std::nullopt;
  auto n = number_of(modulus);
  auto e = number_of(exponent);
  if (!n || !e || BN_num_bits(n.get()) < least_rsa_bits || !BN_is_odd(n.get()) ||
      !BN_is_odd(e.get()) || BN_is_one(e.get()))
    return std::nullopt;
  param_builder builder{OSSL_PARAM_BLD_new()};
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return std::nullopt;
  auto key = key_of("RSA", builder.get());
  return key ? std::optional{public_key{signature_algorithm::rs256, std::move(key)}} : std::nullopt;
}

std::optional<public_key> public_key::p256(std::string_view x, std::string_view y) {
  if (x.size() != p256_bytes || y.size() != p256_bytes)
    return std::nullopt;
  constexpr char uncompressed = 4;
  auto point = uncompressed + std::string{x} + std::string{y};
  param_builder builder{OSSL_PARAM_BLD_new()};
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1)
    return std::nullopt;
  auto key = key_of("EC", builder.get());
  return key ? std::optional{public_key{signature_algorithm::es256, std::move(key)}} : std::nullopt;
}

std::optional<public_key> public_key::ed25519(std::string_view x) {
  if (x.size() != ed25519_bytes)
    return std::nullopt;
  auto key =
      shared(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(x), ed25519_bytes));
  return key ? std::optional{public_key{signature_algorithm::eddsa, std::move(key)}} : std::nullopt;
}

bool public_key::verifies(std::string_view content, std::string_view signature) const {
  auto* key = static_cast<EVP_PKEY*>(key_.get());
  switch (algorithm_) {
  case signature_algorithm::rs256:
    return signature.size() == static_cast<std::size_t>(EVP_PKEY_get_size(key)) &&
           verify(key, EVP_sha256(), content, signature);
  case signature_algorithm::es256: {
    auto der = der_of(signature);
    return !der.empty() && verify(key, EVP_sha256(), content, der);
  }
  case signature_algorithm::eddsa:
    return signature.size() == ed25519_signature_bytes && verify(key, nullptr, content, signature);
  }
  std::abort(); // All enumerators return above.
}

} // namespace boxoffice::http
