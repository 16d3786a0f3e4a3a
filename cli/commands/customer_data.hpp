// All that a log keeps of one person.
#pragma once

#include "storage/event_log.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::cli {

/// The pseudonyms of a mail address in this log, that by its own key first, and those of its other
/// spellings; none where the log has no key for them, which means that no server ever ran on it.
[[nodiscard]] storage::result<std::vector<events::customer_id>>
customers_of(storage::event_log& log, std::string_view mail);

/// Takes the next piece of the output; false where nothing more can be written.
using print_piece = std::function<bool(std::string_view)>;

/// Prints `{customer, otherCustomers?, mail, otherMails?, bookings:[{…ticket, events:[…]}]}` of one
/// person, bookings by show and number; otherCustomers are the pseudonyms in shows that came from
/// other logs and those of other spellings from before mails were compared in a canonical form,
/// otherMails those spellings; `mail` is null where it was erased or never known. Reads the whole
/// log and calls `seen` for each event that it looks at. `customers` is not empty.
///
/// Memory: the state of one show and the events of a thousand bookings, however many there are.
/// After an error what was printed is no whole JSON text.
[[nodiscard]] storage::status print_customer_data(storage::event_log& log,
                                                  const std::vector<events::customer_id>& customers,
                                                  const std::function<void()>& seen,
                                                  const print_piece& print);

} // namespace boxoffice::cli
