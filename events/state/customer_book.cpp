#include "events/state/customer_book.hpp"

#include "events/limits.hpp"

#include <boost/assert.hpp>

namespace boxoffice::events {

const customer_book::entry* customer_book::find(const customer_id& customer) const {
  auto found = places_.find(customer);
  return found == places_.end() ? nullptr : &customers_[found->second];
}

customer_book::entry* customer_book::find(const customer_id& customer) {
  auto found = places_.find(customer);
  return found == places_.end() ? nullptr : &customers_[found->second];
}

customer_book::entry& customer_book::entry_of(const customer_id& customer) {
  auto [found, is_new] =
      places_.try_emplace(customer, static_cast<std::uint32_t>(customers_.size()));
  if (is_new)
    customers_.push_back({customer, 0, 0, {}});
  return customers_[found->second];
}

void customer_book::remove_if_empty(const customer_id& customer) {
  auto found = places_.find(customer);
  auto place = found->second;
  if (!customers_[place].empty())
    return;
  places_.erase(found);
  if (place != customers_.size() - 1) {
    places_.find(customers_.back().id)->second = place;
    customers_[place] = std::move(customers_.back());
  }
  customers_.pop_back();
  if (customers_.empty()) { // A show that nobody books any more needs no memory for customers.
    customers_.shrink_to_fit();
    places_ = {};
  }
}

void customer_book::open(const booking& booked) {
  if (!booked.seats.empty())
    entry_of(booked.customer).open_seats += static_cast<std::uint32_t>(booked.seats.size());
}

void customer_book::close(const booking& booked, std::size_t seats) {
  if (seats == 0)
    return;
  auto* found = find(booked.customer);
  BOOST_ASSERT(found != nullptr && found->open_seats >= seats);
  found->open_seats -= static_cast<std::uint32_t>(seats);
  remove_if_empty(booked.customer);
}

void customer_book::buy(const booking& booked) {
  if (!booked.seats.empty())
    entry_of(booked.customer).paid_seats += static_cast<std::uint32_t>(booked.seats.size());
}

void customer_book::give_back(const booking& booked, std::size_t seats) {
  if (seats == 0)
    return;
  auto* found = find(booked.customer);
  BOOST_ASSERT(found != nullptr && found->paid_seats >= seats);
  found->paid_seats -= static_cast<std::uint32_t>(seats);
  remove_if_empty(booked.customer);
}

void customer_book::end_unpaid(const booking& booked, const seat_list& seats, time_ms at) {
  forget_until(at - longest_rebook_wait_ms);
  endings_.push_back({booked.customer, booked.number, at, seats});
  auto& endings = entry_of(booked.customer).endings;
  for (auto seat : seats)
    endings.push_back({at, seat});
}

void customer_book::forget_until(time_ms at) {
  for (; !endings_.empty() && endings_.front().at <= at; endings_.pop_front()) {
    auto* found = find(endings_.front().customer);
    if (found == nullptr) // An earlier ending of the same customer removed the entry.
      continue;
    while (!found->endings.empty() && found->endings.front().at <= at)
      found->endings.pop_front();
    remove_if_empty(endings_.front().customer);
  }
}

std::size_t customer_book::open_seats(const customer_id& customer) const {
  const auto* found = find(customer);
  return found == nullptr ? 0 : found->open_seats;
}

std::size_t customer_book::paid_seats(const customer_id& customer) const {
  const auto* found = find(customer);
  return found == nullptr ? 0 : found->paid_seats;
}

bool customer_book::has_endings(const customer_id& customer) const {
  const auto* found = find(customer);
  return found != nullptr && !found->endings.empty();
}

std::optional<time_ms> customer_book::last_ending(const customer_id& customer, seat_index seat,
                                                  time_ms since) const {
  const auto* found = find(customer);
  if (found == nullptr)
    return std::nullopt;
  const auto& endings = found->endings;
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
