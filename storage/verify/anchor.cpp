#include "storage/verify/anchor.hpp"

#include "events/base64.hpp"
#include "events/freed_by.hpp"
#include "events/time_text.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

namespace boxoffice::storage {

namespace {

using namespace events;

constexpr std::string_view anchor_title = "boxoffice-anchor 1";
constexpr std::string_view signature_word = "signature ";

using key_handle = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using memory_file = std::unique_ptr<BIO, freed_by<BIO_free_all>>;

/// OpenSSL fails here only without memory or without Ed25519.
template <class T>
T required(T handle) {
  if (!handle)
    std::abort();
  return handle;
}

key_handle private_handle(const signing_key& key) {
  return key_handle{
      required(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()))};
}

/// Exactly `size` bytes in their one encoding, or nothing.
std::optional<std::string> canonical_base64(std::string_view text, std::size_t size) {
  auto bytes = from_base64(text);
  if (!bytes || bytes->size() != size || to_base64(bytes_of(*bytes)) != text)
    return std::nullopt;
  return bytes;
}

std::string pem_in(BIO* file) {
  char* data = nullptr;
  auto size = BIO_get_mem_data(file, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// The lines without trailing white space, and without empty lines.
std::string plain_lines(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  std::string lines;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = line.substr(0, line.find_last_not_of(blank) + 1);
    if (!line.empty())
      lines.append(line).append("\n");
  }
  return lines;
}

bytes32 bytes_in(std::string_view text) {
  bytes32 bytes{};
  std::copy_n(text.begin(), bytes.size(), bytes.begin());
  return bytes;
}

/// The rest of a line that begins with the word.
std::optional<std::string_view> behind(std::string_view line, std::string_view word) {
  if (!line.starts_with(word))
    return std::nullopt;
  return line.substr(word.size());
}

storage_error malformed_anchor(const std::string& why) {
  return {storage_error::kind::corrupt, "this is not an anchor of boxoffice: " + why};
}

/// The lines before the signature.
result<anchor> read_body(const std::string& body) {
  std::istringstream lines{body};
  std::string line;
  if (!std::getline(lines, line) || line != anchor_title)
    return malformed_anchor("its first line is not \"" + std::string{anchor_title} + '"');
  anchor read;
  auto has_time = false, has_key = false;
  while (!has_key && std::getline(lines, line)) {
    if (auto time = behind(line, "at "); time && !has_time) {
      auto at = parse_rfc3339(*time);
      has_time = at.has_value();
      read.at = at.value_or(0);
    } else if (auto key = behind(line, "key ")) {
      auto bytes = canonical_base64(*key, bytes32{}.size());
      if (!bytes)
        return malformed_anchor("its key is malformed");
      read.signed_by = bytes_in(*bytes);
      has_key = true;
    } else if (auto head = read_head_line(line)) {
      read.heads.push_back(std::move(*head));
    } else {
      return malformed_anchor("a line cannot be read: " + line);
    }
  }
  if (!has_time || !has_key || std::getline(lines, line))
    return malformed_anchor("lines are missing or out of order");
  auto by_stream = [](const stream_head& a, const stream_head& b) { return a.stream < b.stream; };
  if (!std::is_sorted(read.heads.begin(), read.heads.end(), by_stream))
    return malformed_anchor("its streams are out of order");
  return read;
}

} // namespace

signing_key new_signing_key() {
  signing_key key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
    std::abort(); // A predictable key proves nothing.
  return key;
}

std::string to_pem(const signing_key& key) {
  memory_file file{required(BIO_new(BIO_s_mem()))};
  if (PEM_write_bio_PKCS8PrivateKey(file.get(), private_handle(key).get(), nullptr, nullptr, 0,
                                    nullptr, nullptr) != 1)
    std::abort();
  return pem_in(file.get());
}

std::string public_pem(const public_key& key) {
  key_handle handle{
      required(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()))};
  memory_file file{required(BIO_new(BIO_s_mem()))};
  if (PEM_write_bio_PUBKEY(file.get(), handle.get()) != 1)
    std::abort();
  return pem_in(file.get());
}

std::optional<signing_key> read_signing_key(const std::string& pem) {
  memory_file file{required(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())))};
  key_handle handle{PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr)};
  signing_key key{};
  auto size = key.size();
  if (!handle || EVP_PKEY_get_id(handle.get()) != EVP_PKEY_ED25519 ||
      EVP_PKEY_get_raw_private_key(handle.get(), key.data(), &size) != 1)
    return std::nullopt;
  // OpenSSL ignores text around a key, and bytes after it inside its encoding.
  return plain_lines(pem) == to_pem(key) ? std::optional{key} : std::nullopt;
}

std::optional<public_key> read_public_key(const std::string& pem) {
  memory_file file{required(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())))};
  key_handle handle{PEM_read_bio_PUBKEY(file.get(), nullptr, nullptr, nullptr)};
  public_key key{};
  auto size = key.size();
  if (!handle || EVP_PKEY_get_id(handle.get()) != EVP_PKEY_ED25519 ||
      EVP_PKEY_get_raw_public_key(handle.get(), key.data(), &size) != 1)
    return std::nullopt;
  return plain_lines(pem) == public_pem(key) ? std::optional{key} : std::nullopt;
}

std::string write_anchor(time_ms at, std::span<const stream_head> heads, const signing_key& key) {
  std::string text;
  text.append(anchor_title).append("\nat ").append(to_rfc3339(at)).append("\n");
  for (const auto& head : heads)
    text.append(head_line(head)).append("\n");
  text.append("key ").append(to_base64(public_key_of(key))).append("\n");
  return text + std::string{signature_word} + to_base64(bytes_of(sign(text, key))) + '\n';
}

result<anchor> read_anchor(const std::string& text) {
  auto place = text.rfind('\n' + std::string{signature_word});
  if (place == std::string::npos || text.back() != '\n')
    return malformed_anchor("it does not end with a signature");
  auto body = text.substr(0, place + 1);
  auto read = read_body(body);
  if (!read)
    return read;
  auto encoded = std::string_view{text}.substr(body.size() + signature_word.size());
  encoded.remove_suffix(1);
  auto signature = canonical_base64(encoded, signature_size);
  if (!signature || !is_signed_by(body, *signature, read->signed_by))
    return malformed_anchor("its signature does not match");
  return read;
}

} // namespace boxoffice::storage
