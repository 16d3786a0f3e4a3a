// Side rows: the rows that follow from a stream's events, and the lists read from them. All but
// `customers` can be rebuilt from the events.
//
//   shows      show id -> status ('o' open, 'p' paused, 'c' cancelled), then the envelope of a
//              ShowOpened without rows and classes, its rules all 0, its time that of the change
//   open_work  show id -> empty
//   refunds    show id, 0, number as 8 bytes big-endian, payment id [0, kind, seq as 8 bytes
//              big-endian] -> reqId, 0, envelope of the event with that seq
//              without kind: a RefundDue; kind 's': a RefundDue for returned seats, of which a
//              payment may have several; kind 'r': a PaymentReversed, which is kept for ever
//   node       payment/payment_rows.hpp: the bookings of a payment
//   snapshots  show id -> events/codec/snapshot.hpp
//   customers  the 16 bytes of the customer id -> mail address, ASCII letters in lower case;
//              accounts.hpp and link/booking_links.hpp have other rows of it
#pragma once

#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

#include <functional>
#include <limits>
#include <span>

namespace boxoffice::storage {

/// The changes that the events `fresh` make. `after` is the state with these events, and
/// `had_open_work` belongs to the state before them.
[[nodiscard]] std::vector<row_change> rows_of(std::span<const events::recorded> fresh,
                                              const events::show_state& after, bool had_open_work);

/// The first byte of a row of `shows`.
[[nodiscard]] char letter_of(events::sales_status sales);
/// The key of the row of a RefundDue. `seq` is that of the event, if it is for returned seats.
[[nodiscard]] std::string refund_key(const show_id& show, events::booking_number number,
                                     const events::payment_id& payment,
                                     std::optional<std::uint64_t> seq = std::nullopt);
[[nodiscard]] std::string key_of_due(const show_id& show, events::booking_number number,
                                     const events::open_refund& due);
/// The key of the row of a PaymentReversed with this seq.
[[nodiscard]] std::string reversal_key(const show_id& show, events::booking_number number,
                                       const events::payment_id& payment, std::uint64_t seq);

/// A snapshot of the state as it stands after the record with this hash.
[[nodiscard]] row_change snapshot_row(const events::show_state& state, const events::bytes32& head);

/// The key of a row of `customers`.
[[nodiscard]] std::string_view row_key(const events::customer_id& customer);
/// The row with a customer's mail address.
[[nodiscard]] row_change mail_row(const events::customer_id& customer, std::string_view mail);
/// The customers whose row holds this address in any spelling (events/mail.hpp). Scans the whole
/// table: a log from before canonical addresses has a row for each spelling, under ids that cannot
/// be derived from the address.
[[nodiscard]] result<std::vector<events::customer_id>> customers_with(event_log& log,
                                                                      std::string_view mail);
/// Purges the mail addresses of these customers, this address in any spelling, their accounts, and
/// the links to their bookings (link/booking_links.hpp).
/// Their erasure_rows() must be durable. True if there was one. Errors as purge().
[[nodiscard]] result<bool> forget(event_log& log, std::span<const events::customer_id> customers,
                                  std::string_view mail);

/// The seats of a show. A cancelled one has none available.
struct seat_count {
  std::int64_t total{};
  std::int64_t available{};
  friend bool operator==(const seat_count&, const seat_count&) = default;
};

/// A show as it is in lists.
struct show_summary {
  show_id id;
  events::sales_status sales{};
  std::uint64_t version{};           ///< seq of its last event
  events::show_body body;            ///< without rows and classes
  events::time_ms at{};              ///< when it was listed
  std::optional<seat_count> seats{}; ///< none: not counted (lists/kept_shows.hpp)
};

/// A refund that is still due, or a payment that the provider took back.
struct refund_summary {
  events::request_id id;
  events::booking_number number{};
  events::refund_due due; ///< of a reversal: without paid_at and reason
  events::time_ms since{};
  std::string key; ///< of its row
  bool reversed = false;
};

template <class Item>
struct page {
  std::vector<Item> items;
  std::optional<std::string> next; ///< the `after` of the next page; nothing on the last page
};

/// Which shows are listed, and how many rows are read for a page.
struct show_choice {
  std::function<bool(const show_summary&)> is_wanted{}; ///< null: all
  std::size_t most_rows = std::numeric_limits<std::size_t>::max();
};

/// Up to `limit` shows by id, from the first id greater than `after`.
[[nodiscard]] result<page<show_summary>> list_shows(event_log& log, std::string_view after,
                                                    std::size_t limit,
                                                    const show_choice& choice = {});
/// Up to `limit` refunds that are due, or payments that were reversed, by show and number, from the
/// first key greater than `after`.
[[nodiscard]] result<page<refund_summary>> list_refunds(event_log& log, std::string_view after,
                                                        std::size_t limit, bool reversed = false);
[[nodiscard]] result<std::vector<show_id>> shows_with_open_work(event_log& log);
[[nodiscard]] result<std::vector<show_id>> all_shows(event_log& log);

} // namespace boxoffice::storage
