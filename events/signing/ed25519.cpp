#include "events/signing/ed25519.hpp"

#include "events/freed_by.hpp"
#include "events/hash.hpp"

#include <cstdlib>
#include <memory>

#include <openssl/evp.h>

namespace boxoffice::events {

namespace {

using key_handle = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using signing_context = std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>>;

/// OpenSSL fails here only without memory or without Ed25519.
template <class T>
T must_exist(T handle) {
  if (!handle)
    std::abort();
  return handle;
}

key_handle handle_of(const signing_key& key) {
  return key_handle{
      must_exist(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()))};
}

} // namespace

public_key public_key_of(const signing_key& key) {
  public_key made{};
  auto size = made.size();
  if (EVP_PKEY_get_raw_public_key(handle_of(key).get(), made.data(), &size) != 1)
    std::abort();
  return made;
}

std::string sign(std::string_view text, const signing_key& key) {
  auto handle = handle_of(key);
  signing_context context{must_exist(EVP_MD_CTX_new())};
  std::string signature(signature_size, '\0');
  auto size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handle.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     bytes_of(text).data(), text.size()) != 1)
    std::abort();
  return signature;
}

bool is_signed_by(std::string_view text, std::string_view signature, const public_key& key) {
  if (signature.size() != signature_size)
    return false;
  key_handle handle{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size())};
  signing_context context{must_exist(EVP_MD_CTX_new())};
  return handle != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, handle.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature).data(), signature.size(),
                          bytes_of(text).data(), text.size()) == 1;
}

} // namespace boxoffice::events
