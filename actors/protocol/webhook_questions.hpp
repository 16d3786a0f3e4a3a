// What the operator can ask of a node's webhooks, and the answers.
#pragma once

#include "storage/webhook/rows.hpp"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace boxoffice::actors {

/// An endpoint and how its deliveries stand.
struct webhook_view {
  storage::webhook_endpoint endpoint;
  bool down = false;             ///< nothing gets through at present
  std::size_t shows_behind = 0;  ///< shows with events that were not delivered
  std::uint64_t events_behind{}; ///< the number of these events
  std::size_t dead_letters = 0;
  std::optional<events::time_ms> next_attempt{}; ///< if it waits
  /// Nodes that could not be asked: their figures are not in it, and they learn of a change later.
  std::vector<std::string> missing{};
};

/// Adds an endpoint -> webhook_added.
struct add_webhook {
  std::string url;
  std::vector<std::string> events; ///< types; empty: all
  std::string description;
  bool from_start = false; ///< the events that the log has already too
};
/// -> webhook_list.
struct list_webhooks {};
/// -> webhook_view.
struct get_webhook {
  std::string id;
};
/// Deletes an endpoint with its cursors and dead letters -> webhook_removed.
struct remove_webhook {
  std::string id;
};
/// Changes what is given -> webhook_view.
struct change_webhook {
  std::string id;
  std::optional<std::string> url{};
  std::optional<std::vector<std::string>> events{}; ///< empty: all
  std::optional<std::string> description{};
  std::optional<bool> enabled{};
};
/// Gives an endpoint another secret. The one before signs beside it for former_secret_ms
/// -> secret_rotated.
struct rotate_secret {
  std::string id;
};
inline constexpr events::time_ms former_secret_ms = 24LL * 3'600'000;
/// Secrets that sign at the same time.
inline constexpr std::size_t most_secrets = 5;
/// -> dead_letters.
struct list_dead {
  std::string id;
  std::string after; ///< `next` of the page before; empty: the first page
  std::size_t limit = 0;
};
/// Sends dead letters once more -> dead_resent.
struct resend_webhook {
  std::string id;
  struct place {
    events::show_id show;
    std::uint64_t seq = 0;
  };
  std::optional<place> only{}; ///< none: all, up to most_resent
};
inline constexpr std::size_t most_resent = 1'000;

using webhook_question = std::variant<add_webhook, list_webhooks, get_webhook, remove_webhook,
                                      change_webhook, rotate_secret, list_dead, resend_webhook>;

struct webhook_added {
  webhook_view view;
};
using webhook_list = std::vector<webhook_view>;
struct webhook_removed {
  std::vector<std::string> missing{}; ///< nodes that learn of it later
};
struct secret_rotated {
  webhook_view view;
};
struct dead_letters : storage::page<storage::dead_letter> {
  std::vector<std::string> missing; ///< nodes that are not reachable: theirs are not in it
};
struct dead_resent {
  std::size_t count = 0;
  bool found = true;                  ///< false: there is no such dead letter
  std::vector<std::string> missing{}; ///< nodes that are not reachable: they resend nothing
};
enum class webhook_refusal : std::uint8_t {
  not_found,        ///< no such endpoint
  not_dead,         ///< no such dead letter
  too_many,         ///< as many endpoints as there may be
  too_many_secrets, ///< of one endpoint
  disabled,         ///< the endpoint gets nothing now
  unavailable,      ///< the log cannot be read or written now
};

using webhook_answer = std::variant<webhook_added, webhook_list, webhook_view, webhook_removed,
                                    secret_rotated, dead_letters, dead_resent, webhook_refusal>;
/// Called once, from any thread.
using webhook_respond = std::function<void(webhook_answer&&)>;

} // namespace boxoffice::actors
