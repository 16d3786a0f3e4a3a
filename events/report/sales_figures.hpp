// What a sales report adds up. Money is in minor units of one currency; figures of different
// currencies are never added.
#pragma once

#include "events/show_members.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

/// How a booking was paid: by the provider, or by one of the methods of the counter.
enum class sales_method : std::uint8_t { online, cash, card, complimentary };
/// As in the API.
[[nodiscard]] constexpr std::string_view name(sales_method value) {
  switch (value) {
  case sales_method::online: return "ONLINE";
  case sales_method::cash: return "CASH";
  case sales_method::card: return "CARD";
  case sales_method::complimentary: return "COMPLIMENTARY";
  }
  return {};
}

/// The sales of one price type or by one method.
struct sales_part {
  std::string id; ///< empty: the show has no price types
  std::int64_t seats{};
  std::int64_t revenue{};
  friend bool operator==(const sales_part&, const sales_part&) = default;
};

struct sales_figures {
  std::int64_t seats_sold{};     ///< when their booking became PAID
  std::int64_t seats_returned{}; ///< of PAID bookings that were cancelled or returned in part
  std::int64_t seats_expired{};  ///< whose hold ended unpaid
  std::int64_t revenue{};        ///< of BookingPaid
  std::int64_t unallocated{};    ///< received for what was not sold; due back at once
  std::int64_t refunds_due{};
  std::int64_t refunds_paid{};
  std::int64_t reversed{};         ///< taken back at the provider
  std::vector<sales_part> types;   ///< seats_sold and revenue by price type, in order of the ids
  std::vector<sales_part> methods; ///< and by method
  friend bool operator==(const sales_figures&, const sales_figures&) = default;
};

/// Adds an amount; a sum beyond 64 bits stays at the greatest number.
void add_to(std::int64_t& sum, std::int64_t amount);
/// Adds to the part of that id.
void add_part(std::vector<sales_part>& parts, const sales_part& one);
void add_figures(sales_figures& sum, const sales_figures& other);

template <class Io, any_of<sales_part> T>
constexpr void members(Io& io, T& one) {
  io("id", one.id), io("seats", one.seats), io("revenue", one.revenue);
}
template <class Io, any_of<sales_figures> T>
constexpr void members(Io& io, T& of) {
  io("seatsSold", of.seats_sold), io("seatsReturned", of.seats_returned);
  io("seatsExpired", of.seats_expired), io("revenue", of.revenue);
  io("unallocated", of.unallocated), io("refundsDue", of.refunds_due);
  io("refundsPaid", of.refunds_paid), io("reversed", of.reversed);
  io("types", of.types), io("methods", of.methods);
}

} // namespace boxoffice::events
