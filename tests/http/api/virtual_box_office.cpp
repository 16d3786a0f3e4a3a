#include "tests/http/api/virtual_box_office.hpp"

#include "http/api/handlers/seat_requests.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace boxoffice::http::tests {

using namespace events;
using boxoffice::tests::noon;

namespace {

show_body hall_of_500(std::int64_t price) {
  show_body body{"Metropolis", "Large", noon + 72 * an_hour, noon + 72 * an_hour,
                 "INR",        price,   {{"ALL", "All", 0}}, {}};
  for (std::size_t row = 0; row < virtual_box_office::hall_rows; ++row) {
    auto name = "R" + std::to_string(row);
    body.rows.push_back({name, "ALL", {}});
    for (std::size_t seat = 0; seat < virtual_box_office::seats_a_row; ++seat)
      body.rows.back().seats.emplace_back(seat_id{name + '-' + std::to_string(seat)});
  }
  return body;
}

} // namespace

virtual_box_office::virtual_box_office(const std::optional<limits_in_force>& limits,
                                       std::int64_t price) {
  show_.id = {"hall"};
  if (limits) {
    limits_ = limits->of_customers;
    allowance_ = std::make_unique<seat_allowance>(limits->seats_per_address,
                                                  limits->seats_per_minute, 100'000);
  }
  record(open_show{now_, hall_of_500(price)});
}

void virtual_box_office::run_until(time_ms end) {
  while (!due_.empty() && due_.begin()->first <= end) {
    auto next = due_.extract(due_.begin());
    now_ = std::max(now_, next.key());
    next.mapped()();
  }
  now_ = end;
}

office_answer virtual_box_office::ask(const office_client& who,
                                      const std::vector<seat_index>& seats) {
  auto wait_s = take(who, seats.size());
  if (wait_s)
    return {nullptr, now_ + *wait_s * a_second};
  request_booking wanted{now_, {show_.id, new_secret()}, who.mail, {}, {}};
  wanted.limits = limits_;
  for (auto seat : seats)
    wanted.seats.push_back(show_.plan->seats[seat].id);
  auto refused = record(wanted);
  if (!refused) {
    if (allowance_)
      allowance_->remember(who.from, wanted.id, seats.size(), steady());
    return {show_.find(wanted.id.secret)};
  }
  if (allowance_)
    allowance_->give_back(who.from, seats.size(), steady());
  auto later = now_ + a_second;
  for (const auto& each : refused->seats)
    later = std::max(later, each.retry_at.value_or(now_));
  return {nullptr, later};
}

void virtual_box_office::pay(const booking& booked) {
  record(record_payment{now_,
                        booked.secret,
                        {"p" + std::to_string(booked.number)},
                        payment_status::success,
                        {booked.amount, "INR"},
                        now_});
}

std::vector<seat_index> virtual_box_office::those(seat_status status) const {
  std::vector<seat_index> found;
  for (seat_index seat = 0; seat < show_.seats.size(); ++seat)
    if (show_.status_of(seat) == status)
      found.push_back(seat);
  return found;
}
/// As a gateway does it; see seat_requests.cpp.
std::optional<int> virtual_box_office::take(const office_client& who, std::size_t seats) {
  if (!allowance_)
    return std::nullopt;
  auto wait_s = allowance_->take(who.from, seats, steady());
  if (!wait_s)
    return std::nullopt;
  for (const auto& each : allowance_->in_doubt(who.from, steady()))
    allowance_->settle(who.from, each, end_of(*show_.find(each.secret)), steady());
  return allowance_->take(who.from, seats, steady());
}

template <class Command>
std::optional<refusal> virtual_box_office::record(const Command& wanted) {
  auto decided = decide(show_, wanted, rules{});
  if (!decided)
    return decided.error();
  for (auto& fact : *decided)
    evolve(show_, {show_.seq + 1, now_, std::move(fact)});
  arm();
  return std::nullopt;
}

void virtual_box_office::arm() {
  if (!show_.under_review.empty() && !std::exchange(review_armed_, true))
    at(now_ + a_second, [this] {
      review_armed_ = false;
      record(hold_review{now_, new_secret()});
    });
  if (show_.unpaid.empty() || (expiry_armed_for_ != 0 && expiry_armed_for_ <= show_.unpaid.next()))
    return;
  expiry_armed_for_ = show_.unpaid.next();
  at(expiry_armed_for_, [this] {
    expiry_armed_for_ = 0;
    record(expire_holds{now_});
  });
}

bytes16 virtual_box_office::new_secret() {
  bytes16 drawn{};
  for (auto& byte : drawn)
    byte = static_cast<std::uint8_t>(lot_());
  return drawn;
}

} // namespace boxoffice::http::tests
