// Which node serves which shows, accounts and halls, as this node knows it.
#pragma once

#include "actors/protocol/cluster_interfaces.hpp"
#include "events/mail.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The nodes, by their places in `names` and `links`.
struct placement {
  std::vector<std::string> names;
  std::vector<peer_link_actor> links; ///< none at this node's own place
  std::size_t self{};
  /// The place of the show's node; none while the show moves. Called from actor threads.
  std::function<std::optional<std::size_t>(const events::show_id&)> owner_of;
  /// The place of the node that has the account of that address. Unset with `one_log`.
  std::function<std::size_t(const events::mail_address&)> owner_of_account;
  /// The place of the node that has the hall. Unset with `one_log`.
  std::function<std::size_t(const storage::hall_id&)> owner_of_hall;
  /// Every node has the whole log, so any of them can reply to questions about the log.
  bool one_log = false;

  /// The place of the node of that name, if there is one.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const;
};

} // namespace boxoffice::actors
