// Which bookings a payment was for, as rows of table::node:
//
//   payment/ID 0x00 SHOW 0x00 NUMBER -> reqId   NUMBER is 8 bytes big-endian
//   payments-have-rows               -> 1       each payment of the log has its row
//   payments-have-rows/NODE          -> 1       the node has looked, on a shared log
//
// These names never change. The rows follow from BookingPaid and RefundDue, but not those of sales
// at the counter and of bookings that cost nothing: the provider does not know these payments. A
// log from before these rows gets them at its next start.
#pragma once

#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

inline constexpr std::string_view payment_prefix = "payment/";
inline constexpr std::string_view payments_have_rows = "payments-have-rows";

/// A booking that a payment was for.
struct paid_booking {
  events::request_id id;
  events::booking_number number{};
};

/// The row that the event adds; nothing for most events. `after` is the state with the event, or
/// with later ones too.
[[nodiscard]] std::optional<row_change> payment_row(const events::recorded& record,
                                                    const events::show_state& after);

/// The bookings that the payment was for, by show and number, up to ten. Mostly one: a provider's
/// payment has an id of its own.
[[nodiscard]] result<std::vector<paid_booking>> find_payment(event_log& log,
                                                             const events::payment_id& payment);

/// Whose payment a row of table::node is; nothing for other rows.
[[nodiscard]] std::optional<show_id> show_of_payment_row(std::string_view key);

/// Writes the rows of all payments, unless `payments-have-rows` says that the log has them. Reads
/// the whole log. Another node may append meanwhile. A stream with a broken hash chain gets no rows
/// from the break on: verify() reports it. `node` is the name of one that shares the log, else
/// empty: each looks through it once, because it may have appended without rows as an older
/// version.
[[nodiscard]] status index_payments(event_log& log, std::string_view node = {});

} // namespace boxoffice::storage
