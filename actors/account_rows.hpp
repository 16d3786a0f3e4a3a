// The accounts of customers in a node's log, for threads that may wait for the device.
#pragma once

#include "events/ids.hpp"
#include "storage/accounts.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace boxoffice::actors {

/// Both block. They may be called from any thread that is no actor's and no I/O thread.
struct account_rows {
  /// The account of the owner of these ids.
  std::function<storage::result<std::optional<storage::account>>(
      const std::vector<events::customer_id>&)>
      find;
  /// Adds an account of the owner of these ids. True if it is new and durable; false if there is
  /// one, which stays. Both take as long.
  std::function<storage::result<bool>(const std::vector<events::customer_id>&,
                                      const storage::account&)>
      add;
};

} // namespace boxoffice::actors
