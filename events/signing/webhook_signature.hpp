// The signature of Standard Webhooks, of payments that come in and of events that go out.
#pragma once

#include <string>
#include <string_view>

namespace boxoffice::events {

/// `v1,` and the base64 of HMAC-SHA-256 over "id.time.body"; `time` is in Unix seconds.
[[nodiscard]] std::string webhook_signature(std::string_view id, std::string_view time,
                                            std::string_view body, std::string_view secret);

} // namespace boxoffice::events
