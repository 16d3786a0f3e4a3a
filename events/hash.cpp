#include "events/hash.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <boost/assert.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace boxoffice::events {

namespace {

struct context_free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// One fetched algorithm and one context a thread: fetching anew costs more than a short hash.
EVP_MD_CTX* fresh_sha256() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local std::unique_ptr<EVP_MD_CTX, context_free> context{EVP_MD_CTX_new()};
  if (algorithm == nullptr || context == nullptr ||
      EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1)
    std::abort(); // Without memory or without SHA-256 no event can be written.
  return context.get();
}

} // namespace

bytes32 sha256(std::initializer_list<byte_view> parts) {
  auto* context = fresh_sha256();
  bytes32 hash{};
  bool fine = true;
  for (auto part : parts)
    fine = EVP_DigestUpdate(context, part.data(), part.size()) == 1 && fine;
  fine = EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1 && fine;
  if (!fine)
    std::abort();
  return hash;
}

bytes32 hmac_sha256(byte_view key, std::string_view text) {
  bytes32 code{};
  unsigned size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, text.size(), code.data(),
           &size) == nullptr)
    std::abort();
  return code;
}

std::array<std::uint8_t, 8> big_endian(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (auto place = bytes.rbegin(); place != bytes.rend(); ++place, number >>= 8U)
    *place = static_cast<std::uint8_t>(number);
  return bytes;
}

customer_id customer_of(byte_view key, std::string_view mail) {
  auto code = hmac_sha256(key, lower_case(mail));
  customer_id customer{};
  std::copy_n(code.begin(), customer.size(), customer.begin());
  return customer;
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

} // namespace boxoffice::events
