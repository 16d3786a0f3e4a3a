// Makes one figure of those of all nodes. Pure.
#pragma once

#include "actors/protocol/webhook_exchange.hpp"

namespace boxoffice::actors {

/// The endpoint as the operator sees it: the figures of all nodes added up, the last error with the
/// name of its node, and the nodes whose figures are missing.
[[nodiscard]] webhook_view with_standings(webhook_view own,
                                          const std::vector<webhook_standing>& standings,
                                          std::vector<std::string> missing);

} // namespace boxoffice::actors
