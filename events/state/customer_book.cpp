#include "events/state/customer_book.hpp"

#include "events/limits.hpp"

#include <boost/assert.hpp>

namespace boxoffice::events {

void customer_book::open(const booking& booked) {
  if (!booked.seats.empty())
    customers_[booked.customer].open_seats += static_cast<std::uint32_t>(booked.seats.size());
}

void customer_book::close(const booking& booked, std::size_t seats) {
  if (seats == 0)
    return;
  auto found = customers_.find(booked.customer);
  BOOST_ASSERT(found != customers_.end() && found->second.open_seats >= seats);
  found->second.open_seats -= static_cast<std::uint32_t>(seats);
  if (found->second.empty())
    customers_.erase(found);
}

void customer_book::buy(const booking& booked) {
  if (!booked.seats.empty())
    customers_[booked.customer].paid_seats += static_cast<std::uint32_t>(booked.seats.size());
}

void customer_book::give_back(const booking& booked, std::size_t seats) {
  if (seats == 0)
    return;
  auto found = customers_.find(booked.customer);
  BOOST_ASSERT(found != customers_.end() && found->second.paid_seats >= seats);
  found->second.paid_seats -= static_cast<std::uint32_t>(seats);
  if (found->second.empty())
    customers_.erase(found);
}

void customer_book::end_unpaid(const booking& booked, const seat_list& seats, time_ms at) {
  forget_until(at - longest_rebook_wait_ms);
  endings_.push_back({booked.customer, booked.number, at, seats});
  auto& endings = customers_[booked.customer].endings;
  for (auto seat : seats)
    endings.push_back({at, seat});
}

void customer_book::forget_until(time_ms at) {
  for (; !endings_.empty() && endings_.front().at <= at; endings_.pop_front()) {
    auto found = customers_.find(endings_.front().customer);
    if (found == customers_.end()) // An earlier ending of the same customer removed the entry.
      continue;
    auto& endings = found->second.endings;
    while (!endings.empty() && endings.front().at <= at)
      endings.pop_front();
    if (found->second.empty())
      customers_.erase(found);
  }
}

std::size_t customer_book::open_seats(const customer_id& customer) const {
  auto found = customers_.find(customer);
  return found == customers_.end() ? 0 : found->second.open_seats;
}

std::size_t customer_book::paid_seats(const customer_id& customer) const {
  auto found = customers_.find(customer);
  return found == customers_.end() ? 0 : found->second.paid_seats;
}

bool customer_book::has_endings(const customer_id& customer) const {
  auto found = customers_.find(customer);
  return found != customers_.end() && !found->second.endings.empty();
}

std::optional<time_ms> customer_book::last_ending(const customer_id& customer, seat_index seat,
                                                  time_ms since) const {
  auto found = customers_.find(customer);
  if (found == customers_.end())
    return std::nullopt;
  const auto& endings = found->second.endings;
  for (auto each = endings.end(); each != endings.begin();) {
    --each;
    if (each->at <= since)
      return std::nullopt; // So are all before it.
    if (each->seat == seat)
      return each->at;
  }
  return std::nullopt;
}

} // namespace boxoffice::events
