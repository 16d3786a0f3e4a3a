// What all nodes know of the endpoints together. Pure.
#pragma once

#include "actors/protocol/webhook_exchange.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The endpoint as the operator sees it: the figures of all nodes added up, the last error with the
/// name of its node, and the nodes whose figures are missing.
[[nodiscard]] webhook_view with_standings(webhook_view own,
                                          const std::vector<webhook_standing>& standings,
                                          std::vector<std::string> missing);

/// Whether `most` endpoints of all nodes or more come before this one, by the time of their
/// addition. Removed ones do not count.
[[nodiscard]] bool is_one_too_many(const webhooks_exchanged& all,
                                   const storage::webhook_endpoint& added, std::size_t most);

} // namespace boxoffice::actors
