#include "events/hash.hpp"

#include "events/freed_by.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/assert.hpp>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace boxoffice::events {

namespace {

/// One fetched algorithm and one context a thread: fetching anew costs more than a short hash.
EVP_MD_CTX* fresh_sha256() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>> context{EVP_MD_CTX_new()};
  if (algorithm == nullptr || context == nullptr ||
      EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1)
    std::abort(); // Without memory or without SHA-256 no event can be written.
  return context.get();
}

EVP_MAC_CTX* new_hmac() {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  auto* context = algorithm != nullptr ? EVP_MAC_CTX_new(algorithm) : nullptr;
  std::string digest = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  if (context == nullptr || EVP_MAC_CTX_set_params(context, parameters) != 1)
    std::abort();
  return context;
}

/// One context a thread. It keeps the prepared key until another key comes.
EVP_MAC_CTX* fresh_hmac(byte_view key) {
  thread_local std::unique_ptr<EVP_MAC_CTX, freed_by<EVP_MAC_CTX_free>> context{new_hmac()};
  thread_local std::vector<std::uint8_t> last_key;
  auto same =
      !last_key.empty() && std::equal(key.begin(), key.end(), last_key.begin(), last_key.end());
  if (EVP_MAC_init(context.get(), same ? nullptr : key.data(), same ? 0 : key.size(), nullptr) != 1)
    std::abort();
  if (!same)
    last_key.assign(key.begin(), key.end());
  return context.get();
}

/// Collects short parts before they are hashed: a call of OpenSSL costs as much as hashing a dozen
/// bytes.
class gathered_parts {
public:
  explicit gathered_parts(EVP_MD_CTX* context) : context_{context} {}

  void add(byte_view part) {
    if (part.size() > buffer_.size() - held_)
      flush();
    if (part.size() > buffer_.size())
      return update(part);
    std::copy(part.begin(), part.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(held_));
    held_ += part.size();
  }

  bool flush() {
    update({buffer_.data(), std::exchange(held_, 0)});
    return fine_;
  }

private:
  void update(byte_view bytes) {
    fine_ = EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1 && fine_;
  }

  EVP_MD_CTX* context_;
  std::array<std::uint8_t, 512> buffer_; // NOLINT(*-member-init): the part in use is filled.
  std::size_t held_ = 0;
  bool fine_ = true;
};

} // namespace

bytes32 sha256(std::initializer_list<byte_view> parts) {
  auto* context = fresh_sha256();
  bytes32 hash{};
  gathered_parts gathered{context};
  for (auto part : parts)
    gathered.add(part);
  bool fine = gathered.flush();
  fine = EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1 && fine;
  if (!fine)
    std::abort();
  return hash;
}

bytes32 hmac_sha256(byte_view key, std::string_view text) {
  auto* context = fresh_hmac(key);
  bytes32 code{};
  std::size_t size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  if (EVP_MAC_update(context, data, text.size()) != 1 ||
      EVP_MAC_final(context, code.data(), &size, code.size()) != 1)
    std::abort();
  return code;
}

std::array<std::uint8_t, 8> big_endian(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (auto place = bytes.rbegin(); place != bytes.rend(); ++place, number >>= 8U)
    *place = static_cast<std::uint8_t>(number);
  return bytes;
}

} // namespace boxoffice::events
