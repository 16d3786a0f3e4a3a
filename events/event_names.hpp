// The stored and told texts of events.hpp's enumerations. They are for ever.
#pragma once

#include "events/errc.hpp"
#include "events/events.hpp"
#include "events/names.hpp"

namespace boxoffice::events {

template <>
struct names_of<review_rule> {
  static constexpr name_table<review_rule, 5> table{{{review_rule::uncontested, "uncontested"},
                                                     {review_rule::most_seats, "most_seats"},
                                                     {review_rule::won_draw, "won_draw"},
                                                     {review_rule::fewer_seats, "fewer_seats"},
                                                     {review_rule::lost_draw, "lost_draw"}}};
};

template <>
struct names_of<expiry_reason> {
  static constexpr name_table<expiry_reason, 2> table{
      {{expiry_reason::review_timeout, "review_timeout"},
       {expiry_reason::payment_timeout, "payment_timeout"}}};
};

template <>
struct names_of<canceller> {
  static constexpr name_table<canceller, 3> table{{{canceller::by_customer, "by_customer"},
                                                   {canceller::by_operator, "by_operator"},
                                                   {canceller::show_cancelled, "show_cancelled"}}};
};

template <>
struct names_of<refund_reason> {
  static constexpr name_table<refund_reason, 9> table{
      {{refund_reason::already_paid, "already_paid"},
       {refund_reason::rejected, "rejected"},
       {refund_reason::cancelled, "cancelled"},
       {refund_reason::not_confirmed, "not_confirmed"},
       {refund_reason::wrong_currency, "wrong_currency"},
       {refund_reason::wrong_amount, "wrong_amount"},
       {refund_reason::too_late, "too_late"},
       {refund_reason::show_cancelled, "show_cancelled"},
       {refund_reason::seats_gone, "seats_gone"}}};
};

/// In time is the rule and goes without saying.
template <>
struct names_of<paid_how> {
  static constexpr name_table<paid_how, 1> table{{{paid_how::late_delivery, "late_delivery"}}};
};

/// Told in 409 SEATS_UNAVAILABLE only; never stored.
template <>
struct names_of<taken_reason> {
  static constexpr name_table<taken_reason, 5> table{{{taken_reason::sold, "SOLD"},
                                                      {taken_reason::held, "HELD"},
                                                      {taken_reason::in_review, "IN_REVIEW"},
                                                      {taken_reason::blocked, "BLOCKED"},
                                                      {taken_reason::wait, "WAIT"}}};
};

} // namespace boxoffice::events
