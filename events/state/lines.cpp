#include "events/state/lines.hpp"

#include <numeric>

namespace boxoffice::events {

std::int64_t price_of(const show_plan& plan, seat_index seat, const price_type* type) {
  const auto& types = plan.body.price_types;
  if (type == nullptr && !types.empty())
    type = &types.front();
  return plan.price_of(seat) + (type != nullptr ? type->price : 0);
}

namespace {

std::vector<booking_line> made_lines(const show_plan& plan, const seat_list& seats,
                                     const std::vector<price_type_id>& types,
                                     const std::vector<std::int64_t>& prices) {
  const auto& offered = plan.body.price_types;
  const auto* first = offered.empty() ? nullptr : &offered.front().id;
  std::vector<booking_line> lines;
  lines.reserve(seats.size());
  for (auto seat : seats) {
    auto place = lines.size();
    const auto* type = place < types.size() ? &types[place] : first;
    if (type != nullptr && type->text.empty()) // Requested when the show had no price types.
      type = nullptr;
    auto price = place < prices.size()
                     ? prices[place]
                     : price_of(plan, seat, type ? find_price_type(plan.body, *type) : nullptr);
    lines.push_back({seat, type, price});
  }
  return lines;
}

} // namespace

std::vector<booking_line> lines_of(const show_plan& plan, const booking& booked) {
  return made_lines(plan, booked.seats, booked.details->types, booked.details->prices);
}

std::vector<booking_line> requested_lines(const show_plan& plan, const booking& booked) {
  const auto& details = *booked.details;
  if (details.requested_seats.empty())
    return lines_of(plan, booked);
  return made_lines(plan, details.requested_seats, details.requested_types,
                    details.requested_prices);
}

std::int64_t requested_amount(const booking& booked) {
  const auto& prices = booked.details->requested_prices;
  return prices.empty() ? booked.amount
                        : std::accumulate(prices.begin(), prices.end(), std::int64_t{0});
}

} // namespace boxoffice::events
