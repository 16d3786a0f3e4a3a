#include "events/base64.hpp"

#include <algorithm>
#include <cctype>

#include <openssl/evp.h>

namespace boxoffice::events {

std::string to_base64(byte_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0'); // EVP_EncodeBlock() appends a NUL.
  auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                              static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  const auto padding = text.size() - std::min(text.find('='), text.size());
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '/'; };
  if (text.empty() || text.size() % 4 != 0 || padding > 2 ||
      !std::ranges::all_of(text.substr(0, text.size() - padding), plain) ||
      !std::ranges::all_of(text.substr(text.size() - padding), [](char c) { return c == '='; }))
    return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  if (EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size())) < 0)
    return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::string to_base64url(byte_view bytes) {
  auto text = to_base64(bytes);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  text.erase(std::min(text.find('='), text.size()));
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.empty())
    return std::string{};
  if (text.find_first_of("+/=") != std::string_view::npos)
    return std::nullopt;
  std::string padded{text};
  std::ranges::replace(padded, '-', '+');
  std::ranges::replace(padded, '_', '/');
  padded.append((4 - padded.size() % 4) % 4, '=');
  auto bytes = from_base64(padded);
  return bytes && to_base64(bytes_of(*bytes)) == padded ? bytes : std::nullopt;
}

} // namespace boxoffice::events
