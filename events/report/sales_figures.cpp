#include "events/report/sales_figures.hpp"

#include <algorithm>
#include <limits>

namespace boxoffice::events {

void add_to(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum))
    sum = std::numeric_limits<std::int64_t>::max();
}

void add_part(std::vector<sales_part>& parts, const sales_part& one) {
  auto place = std::ranges::lower_bound(parts, one.id, {}, &sales_part::id);
  if (place == parts.end() || place->id != one.id)
    place = parts.insert(place, {one.id, 0, 0});
  add_to(place->seats, one.seats);
  add_to(place->revenue, one.revenue);
}

void add_figures(sales_figures& sum, const sales_figures& other) {
  add_to(sum.seats_sold, other.seats_sold);
  add_to(sum.seats_returned, other.seats_returned);
  add_to(sum.seats_expired, other.seats_expired);
  add_to(sum.revenue, other.revenue);
  add_to(sum.unallocated, other.unallocated);
  add_to(sum.refunds_due, other.refunds_due);
  add_to(sum.refunds_paid, other.refunds_paid);
  add_to(sum.reversed, other.reversed);
  for (const auto& each : other.types)
    add_part(sum.types, each);
  for (const auto& each : other.methods)
    add_part(sum.methods, each);
}

} // namespace boxoffice::events
