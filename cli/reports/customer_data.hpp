// All data that a log has about one person.
#pragma once

#include "storage/event_log.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::cli {

/// The pseudonyms of a mail address in this log, the one by its own key first, and those of other
/// spellings of the address. Empty if the log has no key: no server ever ran on it.
[[nodiscard]] storage::result<std::vector<events::customer_id>>
customers_of(storage::event_log& log, std::string_view mail);

/// Writes the next piece of the output. Returns false if the output is closed.
using print_piece = std::function<bool(std::string_view)>;

/// Whether the log is where the customer's account is. Logs that were made by a change of the list
/// of nodes have copies of all accounts; only that of the address's node counts.
enum class account_is : std::uint8_t { here, elsewhere };

/// Prints `{customer, otherCustomers?, mail, otherMails?, account?, erasedAt?, bookings:[{…ticket,
/// events:[…]}]}` for one person, bookings by show and number. otherCustomers are the pseudonyms in
/// shows from other logs, and those of other spellings from before mails were compared in a
/// canonical form; otherMails are those spellings. `mail` is null if it was erased or never known.
/// Reads the whole log and calls `seen` for each event. `customers` must not be empty. Memory: the
/// state of one show and the events of a thousand bookings, whatever their number. After an error
/// the printed JSON is incomplete.
[[nodiscard]] storage::status print_customer_data(storage::event_log& log,
                                                  const std::vector<events::customer_id>& customers,
                                                  account_is at, const std::function<void()>& seen,
                                                  const print_piece& print);

} // namespace boxoffice::cli
