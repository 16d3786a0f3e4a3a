#include "bench/soak/ledger.hpp"

#include "storage/recover.hpp"

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

/// What is wrong with a booking by what its holder knows.
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
    return "is paid by another payment than its holder's";
  if (!found->details->refunds.empty())
    return "has a refund that is still due";
  return std::nullopt;
}

} // namespace

bool may_become(booking_status seen, booking_status found, bool show_was_cancelled) {
  if (found == seen)
    return true;
  // Beyond what its holder did and saw, only reviews, time and the house go on with a booking.
  if (found == booking_status::cancelled)
    return show_was_cancelled && (!is_settled(seen) || seen == booking_status::paid);
  if (seen == booking_status::in_review)
    return found != booking_status::paid;
  return seen == booking_status::confirmed && found == booking_status::expired;
}

payment_id payment_of(std::size_t booking, unsigned attempt) {
  return {fmt::format("pay_{:09}_{}", booking, attempt)};
}

ledger::ledger(std::size_t capacity)
    : region_{boost::interprocess::anonymous_shared_memory(std::max<std::size_t>(capacity, 1) *
                                                           sizeof(known_booking))} {}

std::uint32_t ledger::add(const known_booking& booking) {
  if ((size_ + 1) * sizeof(known_booking) > region_.get_size())
    throw std::runtime_error{"more bookings than the ledger was made for"};
  rows()[size_] = booking;
  return static_cast<std::uint32_t>(size_++);
}

complaints compare(const ledger& books, const programme& shows, storage::event_log& log) {
  std::vector<std::vector<std::uint32_t>> by_show(shows.size());
  for (std::size_t at = 0; at < books.size(); ++at)
    by_show[books[at].show].push_back(static_cast<std::uint32_t>(at));
  complaints wrong;
  for (std::size_t show = 0; show < shows.size(); ++show) {
    if (by_show[show].empty())
      continue;
    auto brought_back = storage::recover(log, shows[show].id);
    if (!brought_back)
      wrong.add(brought_back.error().detail);
    for (auto at : by_show[show]) {
      const auto* found = brought_back ? brought_back->state.find(books[at].secret) : nullptr;
      if (auto differs = difference(books[at], at, found, shows[show]))
        wrong.add(
            fmt::format("booking {} of {} {}", books[at].number, shows[show].id.text, *differs));
    }
  }
  return wrong;
}

} // namespace boxoffice::soak
