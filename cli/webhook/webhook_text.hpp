// What `boxoffice webhook` prints, from the JSON of the calls (spec section 8).
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::cli {

/// A line for each webhook.
[[nodiscard]] std::string webhooks_text(const nlohmann::json& list);
/// A line for each dead letter.
[[nodiscard]] std::string dead_letters_text(const nlohmann::json& page);
/// Names the nodes of a partitioned cluster that the answer is without; empty: none.
[[nodiscard]] std::string missing_nodes_text(const nlohmann::json& answer);

} // namespace boxoffice::cli
