// The stored name and version of each type of event (spec section 7). Names never change.
#pragma once

#include "events/events.hpp"

#include <string_view>

namespace boxoffice::events {

/// One for each event: the codec does not compile with an empty one.
template <class Event>
inline constexpr std::string_view type_name_of{};
template <>
inline constexpr std::string_view type_name_of<show_opened> = "ShowOpened";
template <>
inline constexpr std::string_view type_name_of<rules_changed> = "RulesChanged";
template <>
inline constexpr std::string_view type_name_of<sales_paused> = "SalesPaused";
template <>
inline constexpr std::string_view type_name_of<sales_resumed> = "SalesResumed";
template <>
inline constexpr std::string_view type_name_of<show_cancelled> = "ShowCancelled";
template <>
inline constexpr std::string_view type_name_of<seats_blocked> = "SeatsBlocked";
template <>
inline constexpr std::string_view type_name_of<seats_unblocked> = "SeatsUnblocked";
template <>
inline constexpr std::string_view type_name_of<booking_requested> = "BookingRequested";
template <>
inline constexpr std::string_view type_name_of<booking_confirmed> = "BookingConfirmed";
template <>
inline constexpr std::string_view type_name_of<booking_rejected> = "BookingRejected";
template <>
inline constexpr std::string_view type_name_of<booking_expired> = "BookingExpired";
template <>
inline constexpr std::string_view type_name_of<booking_cancelled> = "BookingCancelled";
template <>
inline constexpr std::string_view type_name_of<booking_paid> = "BookingPaid";
template <>
inline constexpr std::string_view type_name_of<payment_failed> = "PaymentFailed";
template <>
inline constexpr std::string_view type_name_of<refund_due> = "RefundDue";
template <>
inline constexpr std::string_view type_name_of<refund_completed> = "RefundCompleted";
template <>
inline constexpr std::string_view type_name_of<booking_moved> = "BookingMoved";
template <>
inline constexpr std::string_view type_name_of<seats_returned> = "SeatsReturned";
template <>
inline constexpr std::string_view type_name_of<payment_reversed> = "PaymentReversed";
template <>
inline constexpr std::string_view type_name_of<seat_admitted> = "SeatAdmitted";
template <>
inline constexpr std::string_view type_name_of<show_changed> = "ShowChanged";

/// The version in which a type is written. One that goes up needs a step in codec/upcast.cpp.
template <class Event>
inline constexpr std::int64_t current_version_of = 1;

} // namespace boxoffice::events
