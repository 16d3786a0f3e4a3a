// Questions about lists and reports, which the historian answers from the log, and their pages.
#pragma once

#include "events/report/sales_fold.hpp"
#include "storage/lists/booking_filter.hpp"
#include "storage/lists/show_order.hpp"
#include "storage/payment/payment_rows.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// Shows in an order -> show_page.
struct list_shows {
  std::string after; ///< `next` of the page before; empty: the first page
  std::size_t limit{};
  storage::show_filter filter{};
  storage::show_order order{};
};
/// The days and halls of shows -> programme_view.
struct get_programme {
  storage::show_filter filter;
  std::string time_zone{}; ///< of shows that have none; empty: UTC
};
/// Refunds that are due, or payments that the provider took back -> refund_page.
struct list_refunds {
  std::string after;
  std::size_t limit{};
  bool reversed{};
};
/// The bookings of a show by number -> booking_page, whose `next` is a number.
struct list_bookings {
  events::show_id show;
  std::uint64_t after{}; ///< number
  std::size_t limit{};
  std::optional<events::booking_status> status{};
  std::string text{};                           ///< booking_filter::text
  std::string mail{};                           ///< the same if it is a mail address
  std::vector<events::customer_id> customers{}; ///< all ids that its owner has at this node
};
/// The bookings of a customer by show and number -> booking_page.
struct list_customer_bookings {
  std::string after; ///< a key, storage::booking_key()
  std::size_t limit{};
  std::string mail;
  std::vector<events::customer_id> customers{}; ///< all ids that its owner has at this node
};
/// What shows contribute to a sales report, by id -> sales_page.
struct list_sales {
  std::string after; ///< a show's id
  events::sales_query query;
};
/// The bookings that a payment was for -> payment_found.
struct find_payment {
  events::payment_id payment;
};

/// A page of the list of shows.
struct show_page : storage::page<storage::show_summary> {
  std::vector<std::string> missing; ///< nodes that are not reachable: their shows are not in it
};
struct programme_view : storage::programme {
  std::vector<std::string> missing; ///< nodes that are not reachable: their shows are not in it
};
/// A page of the list of refunds that are due.
using refund_page = storage::page<storage::refund_summary>;
using sales_page = storage::page<events::show_sales>;
struct payment_found {
  std::vector<storage::paid_booking> bookings; ///< none: no booking of this log
};

} // namespace boxoffice::actors
