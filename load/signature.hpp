// Signatures of a payment provider's callbacks (Standard Webhooks).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::load {

/// `v1,` and base64 of HMAC-SHA-256 over "id.time.body"; `time_s` in Unix seconds.
[[nodiscard]] std::string signature_of(std::string_view secret, std::string_view id,
                                       std::int64_t time_s, std::string_view body);

/// `webhook-…: …` header lines, each ended by CRLF.
[[nodiscard]] std::string signature_lines(std::string_view secret, std::string_view id,
                                          std::int64_t time_s, std::string_view body);

} // namespace boxoffice::load
