#include "load/signature.hpp"

#include <array>
#include <cstdlib>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace boxoffice::load {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string signature_of(std::string_view secret, std::string_view id, std::int64_t time_s,
                         std::string_view body) {
  std::string content{id};
  content.append(".").append(std::to_string(time_s)).append(".").append(body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes_of(content),
           content.size(), code.data(), &size) == nullptr)
    std::abort(); // OpenSSL always has SHA-256.
  std::string text(EVP_MAX_MD_SIZE * 2, '\0');
  auto length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), code.data(),
                                static_cast<int>(size));
  text.resize(static_cast<std::size_t>(length));
  return "v1," + text;
}

std::string signature_lines(std::string_view secret, std::string_view id, std::int64_t time_s,
                            std::string_view body) {
  std::string lines = "webhook-id: ";
  lines.append(id).append("\r\nwebhook-timestamp: ").append(std::to_string(time_s));
  lines.append("\r\nwebhook-signature: ").append(signature_of(secret, id, time_s, body));
  return lines += "\r\n";
}

} // namespace boxoffice::load
