// An hour of a hall in which somebody keeps seats without paying, in virtual time: the decisions of
// the show and the allowance of the gateway with the default limits of the settings.
#include "events/decide/decide.hpp"
#include "http/limits/seat_allowance.hpp"
#include "tests/support/noon.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace events;
using boxoffice::tests::noon;

namespace {

constexpr time_ms second = 1'000;
constexpr time_ms minute = 60 * second;
constexpr time_ms hour = 60 * minute;
constexpr time_ms head_start = 2 * minute; ///< of the hoarder
constexpr std::size_t hall_rows = 25;
constexpr std::size_t seats_a_row = 20;

struct limits_in_force {
  booking_limits of_customers{20, minute};
  std::size_t seats_per_address = 60;
  std::size_t seats_per_minute = 10;
};

show_body hall_of_500() {
  show_body body{"Metropolis", "Large", noon + 72 * hour,    noon + 72 * hour,
                 "INR",        100,     {{"ALL", "All", 0}}, {}};
  for (std::size_t row = 0; row < hall_rows; ++row) {
    auto name = "R" + std::to_string(row);
    body.rows.push_back({name, "ALL", {}});
    for (std::size_t seat = 0; seat < seats_a_row; ++seat)
      body.rows.back().seats.emplace_back(seat_id{name + '-' + std::to_string(seat)});
  }
  return body;
}

struct client {
  customer_id mail;
  boost::asio::ip::address from;
};

struct answer {
  const booking* made = nullptr;
  time_ms come_again = 0; ///< where it was refused: when the server says, or a second later
};

/// One show and its gateway, and all that is to happen there, in order of time.
class box_office {
public:
  explicit box_office(const std::optional<limits_in_force>& limits) {
    show_.id = {"hall"};
    if (limits) {
      limits_ = limits->of_customers;
      allowance_ = std::make_unique<seat_allowance>(limits->seats_per_address,
                                                    limits->seats_per_minute, 100'000);
    }
    record(open_show{now_, hall_of_500()});
  }

  [[nodiscard]] time_ms now() const { return now_; }
  [[nodiscard]] const show_state& show() const { return show_; }
  void at(time_ms when, std::function<void()> what) { due_.emplace(when, std::move(what)); }
  void run_until(time_ms end) {
    while (!due_.empty() && due_.begin()->first <= end) {
      auto next = due_.extract(due_.begin());
      now_ = std::max(now_, next.key());
      next.mapped()();
    }
    now_ = end;
  }

  answer ask(const client& who, const std::vector<seat_index>& seats) {
    auto wait_s = take(who, seats.size());
    if (wait_s)
      return {nullptr, now_ + *wait_s * second};
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
    auto later = now_ + second;
    for (const auto& each : refused->seats)
      later = std::max(later, each.retry_at.value_or(now_));
    return {nullptr, later};
  }

  void pay(const booking& booked) {
    record(record_payment{now_,
                          booked.secret,
                          {"p" + std::to_string(booked.number)},
                          payment_status::success,
                          {booked.amount, "INR"},
                          now_});
  }

  [[nodiscard]] std::vector<seat_index> those(seat_status status) const {
    std::vector<seat_index> found;
    for (seat_index seat = 0; seat < show_.seats.size(); ++seat)
      if (show_.status_of(seat) == status)
        found.push_back(seat);
    return found;
  }
  [[nodiscard]] std::size_t sold() const { return those(seat_status::sold).size(); }

private:
  [[nodiscard]] seat_allowance::clock::time_point steady() const {
    return seat_allowance::clock::time_point{std::chrono::milliseconds{now_}};
  }

  /// As a gateway does it; see seat_requests.cpp.
  std::optional<int> take(const client& who, std::size_t seats) {
    if (!allowance_)
      return std::nullopt;
    auto wait_s = allowance_->take(who.from, seats, steady());
    if (!wait_s)
      return std::nullopt;
    for (const auto& each : allowance_->in_doubt(who.from, steady()))
      allowance_->settle(who.from, each, end_of(*show_.find(each.secret)), steady());
    return allowance_->take(who.from, seats, steady());
  }

  static booking_end end_of(const booking& booked) {
    switch (booked.status) {
    case booking_status::in_review:
    case booking_status::confirmed: return booking_end::open;
    case booking_status::paid: return booking_end::paid;
    case booking_status::rejected: return booking_end::rejected;
    case booking_status::expired:
    case booking_status::cancelled: break;
    }
    return booking_end::unpaid;
  }

  template <class Command>
  std::optional<refusal> record(const Command& wanted) {
    auto decided = decide(show_, wanted, rules{});
    if (!decided)
      return decided.error();
    for (auto& fact : *decided)
      evolve(show_, {show_.seq + 1, now_, std::move(fact)});
    arm();
    return std::nullopt;
  }

  void arm() {
    if (!show_.under_review.empty() && !std::exchange(review_armed_, true))
      at(now_ + second, [this] {
        review_armed_ = false;
        record(hold_review{now_, new_secret()});
      });
    if (show_.unpaid.empty() ||
        (expiry_armed_for_ != 0 && expiry_armed_for_ <= show_.unpaid.next()))
      return;
    expiry_armed_for_ = show_.unpaid.next();
    at(expiry_armed_for_, [this] {
      expiry_armed_for_ = 0;
      record(expire_holds{now_});
    });
  }

  bytes16 new_secret() {
    bytes16 drawn{};
    for (auto& byte : drawn)
      byte = static_cast<std::uint8_t>(lot_());
    return drawn;
  }

  time_ms now_ = noon;
  show_state show_;
  booking_limits limits_;
  std::unique_ptr<seat_allowance> allowance_;
  std::multimap<time_ms, std::function<void()>> due_;
  std::mt19937 lot_{7};
  bool review_armed_ = false;
  time_ms expiry_armed_for_ = 0;
};

client client_of(std::uint8_t kind, std::size_t which, const std::string& from) {
  return {{kind, static_cast<std::uint8_t>(which), static_cast<std::uint8_t>(which >> 8U)},
          boost::asio::ip::make_address(from)};
}

/// 50 bookings of 10 seats, one call every 1,190 ms at first; each is requested again 2 ms after
/// its hold has ended, and where it was refused in its next turn. Nothing is ever paid.
class hoarder {
public:
  hoarder(box_office& at, std::size_t mails) : office_{at}, mails_{mails} {
    for (std::size_t block = 0; block < blocks; ++block)
      office_.at(noon + static_cast<time_ms>(block + 1) * throttle, [this, block] { ask(block); });
  }

private:
  static constexpr std::size_t blocks = 50;
  static constexpr time_ms throttle = 1'190;

  void ask(std::size_t block) {
    std::vector<seat_index> seats;
    for (auto seat = block * 10; seat < block * 10 + 10; ++seat)
      if (office_.show().status_of(static_cast<seat_index>(seat)) != seat_status::sold)
        seats.push_back(static_cast<seat_index>(seat));
    if (seats.empty())
      return;
    auto who = client_of(1, block % mails_, "10.0.0.66");
    auto response = office_.ask(who, seats);
    if (response.made == nullptr)
      return office_.at(office_.now() + static_cast<time_ms>(blocks) * throttle,
                        [this, block] { ask(block); });
    follow(block, response.made->number);
  }

  /// Looks each second until the booking has ended or its hold is about to.
  void follow(std::size_t block, booking_number number) {
    const auto& booked = *office_.show().find(number);
    if (booked.status == booking_status::confirmed)
      return office_.at(booked.pay_by + 2, [this, block] { ask(block); });
    if (booked.status != booking_status::in_review)
      return ask(block);
    office_.at(office_.now() + second, [this, block, number] { follow(block, number); });
  }

  box_office& office_;
  std::size_t mails_;
};

/// Buys seats that the map shows as available, a few at a time, and pays each time.
class honest_buyer {
public:
  honest_buyer(box_office& at, client who, std::size_t wants, std::size_t at_a_time, unsigned lot)
      : office_{at}, who_{std::move(who)}, wants_{wants}, at_a_time_{at_a_time}, lot_{lot} {
    office_.at(noon + head_start + static_cast<time_ms>(lot_() % 20'000), [this] { choose(); });
  }

  [[nodiscard]] std::size_t bought() const { return bought_; }
  [[nodiscard]] bool is_content() const { return bought_ >= wants_; }

private:
  void choose() {
    if (is_content())
      return;
    auto free = office_.those(seat_status::available);
    std::shuffle(free.begin(), free.end(), lot_);
    free.resize(std::min({free.size(), at_a_time_, wants_ - bought_}));
    if (free.empty())
      return again(office_.now() + 5 * second);
    auto response = office_.ask(who_, free);
    if (response.made == nullptr)
      return again(std::min(response.come_again, office_.now() + 5 * second));
    follow(response.made->number);
  }

  void again(time_ms when) {
    office_.at(std::max(when, office_.now() + second), [this] { choose(); });
  }

  void follow(booking_number number) {
    const auto& booked = *office_.show().find(number);
    if (booked.status == booking_status::confirmed)
      return office_.at(office_.now() + 10 * second + static_cast<time_ms>(lot_() % 30'000),
                        [this, number] { pay(number); });
    if (booked.status != booking_status::in_review)
      return again(office_.now() + 2 * second);
    office_.at(office_.now() + second, [this, number] { follow(number); });
  }

  void pay(booking_number number) {
    office_.pay(*office_.show().find(number));
    if (office_.show().find(number)->status == booking_status::paid)
      bought_ += office_.show().find(number)->seats.size();
    again(office_.now() + 5 * second);
  }

  box_office& office_;
  client who_;
  std::size_t wants_;
  std::size_t at_a_time_;
  std::size_t bought_ = 0;
  std::mt19937 lot_;
};

using buyers = std::vector<std::unique_ptr<honest_buyer>>;

/// As many as the attack met where it was found, each at an address of its own.
buyers sixteen_buyers(box_office& office) {
  buyers all;
  for (unsigned i = 0; i < 16; ++i)
    all.push_back(std::make_unique<honest_buyer>(
        office, client_of(2, i, "10.0.1." + std::to_string(i)), 40, 2, i));
  return all;
}

buyers group_of_twenty(box_office& office, std::size_t wants) {
  buyers all;
  for (unsigned i = 0; i < 20; ++i)
    all.push_back(std::make_unique<honest_buyer>(office, client_of(3, i, "10.0.2.1"), wants,
                                                 std::min<std::size_t>(wants, 4), 100 + i));
  return all;
}

bool are_content(const buyers& all) {
  return std::ranges::all_of(all, [](const auto& each) { return each->is_content(); });
}

} // namespace

TEST_CASE("hoarding: without limits one person keeps most of a hall from being sold") {
  box_office office{std::nullopt};
  hoarder keeps{office, 1};
  auto all = sixteen_buyers(office);
  office.run_until(noon + hour);
  MESSAGE("sold without limits: ", office.sold());
  CHECK(office.sold() < 100);
}

TEST_CASE("hoarding: by one mail, 450 seats of 500 are sold within the hour") {
  box_office office{limits_in_force{}};
  hoarder keeps{office, 1};
  auto all = sixteen_buyers(office);
  office.run_until(noon + hour);
  MESSAGE("sold: ", office.sold());
  CHECK(office.sold() >= 450);
}

TEST_CASE("hoarding: by 50 mails from one address, 450 seats of 500 are sold within the hour") {
  box_office office{limits_in_force{}};
  hoarder keeps{office, 50};
  auto all = sixteen_buyers(office);
  office.run_until(noon + hour);
  MESSAGE("sold: ", office.sold());
  CHECK(office.sold() >= 450);
}

TEST_CASE("hoarding: twenty people behind one address buy what they want and pay") {
  for (auto wants : {2U, 4U, 8U})
    for (auto beside_a_hoarder : {false, true}) {
      CAPTURE(wants);
      CAPTURE(beside_a_hoarder);
      box_office office{limits_in_force{}};
      std::optional<hoarder> keeps;
      if (beside_a_hoarder)
        keeps.emplace(office, 50);
      auto group = group_of_twenty(office, wants);
      auto minutes = 0;
      while (minutes < 60 && !are_content(group))
        office.run_until(noon + head_start + ++minutes * minute);
      auto seats = 20 * wants;
      MESSAGE(seats, " seats within ", minutes, " minutes");
      CHECK(are_content(group));
      CHECK(minutes <= 15);
    }
}

} // namespace boxoffice::http::tests
