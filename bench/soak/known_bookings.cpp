#include "bench/soak/known_bookings.hpp"

#include "storage/replay/recover.hpp"

#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

namespace boxoffice::soak {

using namespace events;

namespace {

bool is_settled(booking_status status) {
  return status != booking_status::in_review && status != booking_status::confirmed;
}

bool has_seats(const booking& found, const known_booking& known) {
  return std::equal(found.seats.begin(), found.seats.end(), known.seats.begin(),
                    known.seats.begin() + known.seat_count);
}

bool has_success(const booking& found, const payment_id& payment) {
  return std::ranges::any_of(found.details->payments, [&](const payment_entry& each) {
    return each.payment == payment && each.status == payment_status::success;
  });
}

/// How a booking differs from what its customer knows.
std::optional<std::string> difference(const known_booking& known, std::size_t at,
                                      const booking* found, const screening& show) {
  if (found == nullptr)
    return "is lost";
  if (found->number != known.number || found->amount != known.amount || !has_seats(*found, known))
    return "has another number, amount or other seats";
  if (!may_become(known.seen, found->status, show.cancelled))
    return fmt::format("was seen in state {} and is in state {}", static_cast<int>(known.seen),
                       static_cast<int>(found->status));
  if (!is_settled(found->status))
    return fmt::format("is still in state {}", static_cast<int>(found->status));
  for (unsigned attempt = 0; attempt < known.attempts; ++attempt)
    if ((known.accepted >> attempt & 1U) != 0 && !has_success(*found, payment_of(at, attempt)))
      return "lost a payment that was acknowledged";
  if (known.seen == booking_status::paid &&
      found->details->paid_by != payment_of(at, known.paid_by))
    return "is paid by another payment than its customer's";
  if (!found->details->refunds.empty())
    return "has a refund that is still due";
  return std::nullopt;
}

} // namespace

bool may_become(booking_status seen, booking_status found, bool show_was_cancelled) {
  if (found == seen)
    return true;
  // After its customer last saw it only reviews, expiry and the operator can change a booking.
  if (found == booking_status::cancelled)
    return show_was_cancelled && (!is_settled(seen) || seen == booking_status::paid);
  if (seen == booking_status::in_review)
    return found != booking_status::paid;
  return seen == booking_status::confirmed && found == booking_status::expired;
}

payment_id payment_of(std::size_t booking, unsigned attempt) {
  return {fmt::format("pay_{:09}_{}", booking, attempt)};
}

known_bookings::known_bookings(std::size_t capacity)
    : region_{boost::interprocess::anonymous_shared_memory(std::max<std::size_t>(capacity, 1) *
                                                           sizeof(known_booking))} {}

std::uint32_t known_bookings::add(const known_booking& booking) {
  if ((size_ + 1) * sizeof(known_booking) > region_.get_size())
    throw std::runtime_error{"more bookings than known_bookings has room for"};
  rows()[size_] = booking;
  return static_cast<std::uint32_t>(size_++);
}

failures compare(const known_bookings& bookings, const schedule& shows, storage::event_log& log) {
  std::vector<std::vector<std::uint32_t>> by_show(shows.size());
  for (std::size_t at = 0; at < bookings.size(); ++at)
    by_show[bookings[at].show].push_back(static_cast<std::uint32_t>(at));
  failures wrong;
  for (std::size_t show = 0; show < shows.size(); ++show) {
    if (by_show[show].empty())
      continue;
    auto recovered = storage::recover(log, shows[show].id);
    if (!recovered)
      wrong.add(recovered.error().detail);
    for (auto at : by_show[show]) {
      const auto* found = recovered ? recovered->state.find(bookings[at].secret) : nullptr;
      if (auto differs = difference(bookings[at], at, found, shows[show]))
        wrong.add(
            fmt::format("booking {} of {} {}", bookings[at].number, shows[show].id.text, *differs));
    }
  }
  return wrong;
}

} // namespace boxoffice::soak
