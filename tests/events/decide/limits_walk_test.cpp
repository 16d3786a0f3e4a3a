// Random shows under limits, judged by their records alone.
#include "events/codec/snapshot.hpp"
#include "tests/events/facts.hpp"

#include <algorithm>
#include <map>
#include <random>

namespace boxoffice::events::tests {

namespace {

constexpr booking_limits limits{4, 60'000};
const names six_seats{"A1", "A2", "A3", "B1", "B2", "B3"};

/// What a witness writes down of each booking.
struct seen {
  customer_id customer{};
  std::vector<seat_id> seats;
  booking_status status = booking_status::in_review;
  time_ms requested_at{};
  time_ms pay_by{};
  std::optional<time_ms> ended_unpaid;
};

class witness {
public:
  void see(const recorded& fact) {
    if (const auto* request = std::get_if<booking_requested>(&fact.event))
      bookings_[fact.seq] = {
          request->customer, request->seats, booking_status::in_review, fact.at, 0, {}};
    else if (const auto* won = std::get_if<booking_confirmed>(&fact.event))
      bookings_[won->number].status = booking_status::confirmed,
      bookings_[won->number].pay_by = won->pay_by;
    else if (const auto* lost = std::get_if<booking_rejected>(&fact.event))
      bookings_[lost->number].status = booking_status::rejected;
    else if (const auto* paid = std::get_if<booking_paid>(&fact.event))
      bookings_[paid->number].status = booking_status::paid;
    else if (const auto* late = std::get_if<booking_expired>(&fact.event))
      end(late->number, booking_status::expired, fact.at);
    else if (const auto* over = std::get_if<booking_cancelled>(&fact.event))
      end(over->number, booking_status::cancelled, fact.at);
  }

  /// Seats of the customer that nobody else may have at that time.
  [[nodiscard]] std::int64_t unpaid_seats(const customer_id& customer, time_ms at) const {
    std::int64_t count = 0;
    for (const auto& [number, each] : bookings_)
      if (each.customer == customer && stands(each, at))
        count += static_cast<std::int64_t>(each.seats.size());
    return count;
  }

  /// Whether the customer let go of that seat, or let it run out, less than the wait before.
  [[nodiscard]] bool must_wait(const customer_id& customer, const seat_id& seat, time_ms at) const {
    return std::ranges::any_of(bookings_, [&](const auto& each) {
      const auto& booked = each.second;
      auto ended = booked.ended_unpaid;
      if (is_open(booked.status) && !stands(booked, at))
        ended = at;
      return booked.customer == customer && ended && at < *ended + limits.rebook_wait_ms &&
             std::ranges::find(booked.seats, seat) != booked.seats.end();
    });
  }

private:
  static bool stands(const seen& booked, time_ms at) {
    if (booked.status == booking_status::in_review)
      return at < booked.requested_at + usual.review_hold_ms;
    return booked.status == booking_status::confirmed && at < booked.pay_by;
  }

  void end(booking_number number, booking_status status, time_ms at) {
    auto& booked = bookings_[number];
    if (is_open(booked.status))
      booked.ended_unpaid = at;
    booked.status = status;
  }

  std::map<booking_number, seen> bookings_;
};

/// One show, what its witness says of it, and dice.
struct random_show {
  explicit random_show(unsigned number) : dice{number} {
    show.id = {"metropolis"};
    record(open_show{now, hall()});
  }

  unsigned draw(unsigned sides) { return static_cast<unsigned>(dice() % sides); }

  bool record(const any_command& command) {
    auto decided = decide(show, command, usual);
    if (!decided)
      return false;
    for (auto& fact : *decided) {
      recorded one{show.seq + 1, now, std::move(fact)};
      evolve(show, one);
      other.see(one);
    }
    return true;
  }

  bytes16 some_secret() {
    auto made = show.bookings.size();
    return made == 0 ? bytes16{} : show.bookings[draw(static_cast<unsigned>(made))].secret;
  }

  /// False where limits and witness are not of one mind.
  bool ask_for_seats() {
    auto request = ask(++secrets, {});
    request.at = now;
    request.customer = customer(static_cast<std::uint8_t>(1 + draw(3)));
    request.limits = limits;
    for (const auto& seat : six_seats)
      if (draw(3) == 0)
        request.seats.push_back({seat});
    if (request.seats.empty())
      return true;
    auto count = static_cast<std::int64_t>(request.seats.size());
    auto too_many = other.unpaid_seats(request.customer, now) + count > limits.unpaid_seats;
    auto waits = std::ranges::any_of(request.seats, [&](const seat_id& seat) {
      return other.must_wait(request.customer, seat, now);
    });
    auto free_of_limits = request;
    free_of_limits.limits = {};
    auto admitted = decide(show, free_of_limits, usual).has_value();
    return record(request) == (admitted && !too_many && !waits);
  }

  bool step() {
    static constexpr time_ms pauses[] = {0, 1, 100, 999, 1'000, 15'000, 29'999, 60'000, 120'000};
    now += pauses[draw(std::size(pauses))];
    switch (draw(8)) {
    case 0:
    case 1: record(hold_review{now, bytes16{static_cast<std::uint8_t>(draw(256))}}); break;
    case 2: record(expire_holds{now}); break;
    case 3: record(cancel_booking{now, some_secret(), canceller::by_customer, {}}); break;
    case 4:
      if (const auto* booked = show.find(some_secret()))
        record(record_payment{now,
                              booked->secret,
                              {"p" + std::to_string(++secrets)},
                              payment_status::success,
                              rupees(booked->amount),
                              now});
      break;
    default: return ask_for_seats();
    }
    return true;
  }

  time_ms now = noon;
  show_state show;
  witness other;
  std::mt19937 dice;
  booking_number secrets = 1'000;
};

} // namespace

TEST_CASE("limits: a second implementation that knows the records alone decides the same") {
  std::size_t bookings = 0;
  for (unsigned which = 0; which < 500; ++which) {
    random_show one{which};
    for (int i = 0; i < 80; ++i)
      REQUIRE_MESSAGE(one.step(), "seed " << which << ", step " << i);
    bookings += one.show.bookings.size();
    auto read =
        decode_snapshot(bytes_of(encode_snapshot(one.show, {})), one.show.id, one.show.plan);
    REQUIRE(read);
    one.show = std::move(read->state);
    for (int i = 0; i < 20; ++i)
      REQUIRE_MESSAGE(one.step(), "seed " << which << ", step " << i << " after a snapshot");
  }
  CHECK(bookings > 2'000);
}

} // namespace boxoffice::events::tests
