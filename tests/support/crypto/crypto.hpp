#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::tests {

// Bytes are carried in std::string. OpenSSL does the work, so that nothing of the server's own
// code judges the server.

std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string random_bytes(std::size_t count);

std::string base64(std::string_view bytes);    ///< RFC 4648 section 4, padded.
std::string base64url(std::string_view bytes); ///< RFC 4648 section 5, without padding.
std::string decode_base64(std::string_view text);

std::string hex(std::string_view bytes);
std::string decode_hex(std::string_view text);

std::string big_endian(std::uint64_t number); ///< Eight bytes.

} // namespace boxoffice::tests
