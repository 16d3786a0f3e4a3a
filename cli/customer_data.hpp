// All that a log keeps of one person.
#pragma once

#include "storage/event_log.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::cli {

/// The pseudonym of a mail address in this log; nothing where the log has no key for them, which
/// means that no server ever ran on it.
[[nodiscard]] storage::result<std::optional<events::customer_id>>
customer_in(storage::event_log& log, std::string_view mail);

/// The key of the customer's row in table::customers.
[[nodiscard]] std::string_view row_key(const events::customer_id& customer);

/// `{customer, mail, bookings:[{…ticket, events:[…]}]}`, bookings by show and number; `mail` is
/// null where it was erased or never known. Reads the whole log and tells `seen` each event that it
/// looks at.
[[nodiscard]] storage::result<std::string> customer_data(storage::event_log& log,
                                                         const events::customer_id& customer,
                                                         const std::function<void()>& seen);

} // namespace boxoffice::cli
