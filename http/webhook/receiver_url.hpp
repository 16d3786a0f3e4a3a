// Which URLs may be added as receivers of webhooks.
#pragma once

#include "http/webhook/address_policy.hpp"

#include <optional>
#include <string>

namespace boxoffice::http {

/// What is wrong with the URL; nothing if it may be added. A name is not looked up. An address is
/// recognized in every notation that the look-up would accept (`0x7f.1`, `2130706433`, `127.1`,
/// `[::ffff:7f00:1]`, `127.0.0.1.`).
[[nodiscard]] std::optional<std::string> error_in_receiver(const std::string& url,
                                                           const address_policy& policy);

} // namespace boxoffice::http
