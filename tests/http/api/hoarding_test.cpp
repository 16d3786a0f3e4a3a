// An hour of a hall in which somebody keeps seats without paying, in virtual time: the decisions of
// the show and the allowance of the gateway with the default limits of the settings.
#include "http/api/handlers/seat_requests.hpp"
#include "tests/http/api/virtual_box_office.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace events;
using boxoffice::tests::noon;

namespace {

constexpr time_ms head_start = 2 * a_minute; ///< of the hoarder

[[nodiscard]] std::size_t sold_in(const virtual_box_office& office) {
  return office.those(seat_status::sold).size();
}

office_client office_client_of(std::uint8_t kind, std::size_t which, const std::string& from) {
  return {{kind, static_cast<std::uint8_t>(which), static_cast<std::uint8_t>(which >> 8U)},
          boost::asio::ip::make_address(from)};
}

/// 50 bookings of 10 seats, one call every 1,190 ms at first; each is requested again 2 ms after
/// its hold has ended, and where it was refused in its next turn. Nothing is ever paid.
class hoarder {
public:
  hoarder(virtual_box_office& at, std::size_t mails) : office_{at}, mails_{mails} {
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
    auto who = office_client_of(1, block % mails_, "10.0.0.66");
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
    office_.at(office_.now() + a_second, [this, block, number] { follow(block, number); });
  }

  virtual_box_office& office_;
  std::size_t mails_;
};

/// Buys seats that the map shows as available, a few at a time, and pays each time.
class honest_buyer {
public:
  honest_buyer(virtual_box_office& at, office_client who, std::size_t wants, std::size_t at_a_time,
               unsigned lot)
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
      return again(office_.now() + 5 * a_second);
    auto response = office_.ask(who_, free);
    if (response.made == nullptr)
      return again(std::min(response.come_again, office_.now() + 5 * a_second));
    follow(response.made->number);
  }

  void again(time_ms when) {
    office_.at(std::max(when, office_.now() + a_second), [this] { choose(); });
  }

  void follow(booking_number number) {
    const auto& booked = *office_.show().find(number);
    if (booked.status == booking_status::confirmed)
      return office_.at(office_.now() + 10 * a_second + static_cast<time_ms>(lot_() % 30'000),
                        [this, number] { pay(number); });
    if (booked.status != booking_status::in_review)
      return again(office_.now() + 2 * a_second);
    office_.at(office_.now() + a_second, [this, number] { follow(number); });
  }

  void pay(booking_number number) {
    office_.pay(*office_.show().find(number));
    if (office_.show().find(number)->status == booking_status::paid)
      bought_ += office_.show().find(number)->seats.size();
    again(office_.now() + 5 * a_second);
  }

  virtual_box_office& office_;
  office_client who_;
  std::size_t wants_;
  std::size_t at_a_time_;
  std::size_t bought_ = 0;
  std::mt19937 lot_;
};

/// One address that takes whatever is free in a hall without other buyers, each time by another
/// mail: ten seats at a time, and one where it may not have ten. Nothing is ever paid.
class greedy_address {
public:
  struct figures {
    std::size_t most = 0;         ///< seats at one time
    std::size_t requested = 0;    ///< seats of all bookings
    std::size_t seat_seconds = 0; ///< under review or held
    std::size_t seconds = 0;
    [[nodiscard]] std::size_t average() const { return seat_seconds / seconds; }
  };

  explicit greedy_address(virtual_box_office& at) : office_{at} {
    office_.at(noon, [this] { take_all(); });
  }
  [[nodiscard]] const figures& kept() const { return kept_; }

private:
  void take_all() {
    for (auto free = free_seats(); !free.empty(); free = free_seats())
      if (!take(free, 10) && !take(free, 1))
        break;
    auto now =
        virtual_box_office::hall_rows * virtual_box_office::seats_a_row - free_seats().size();
    kept_.most = std::max(kept_.most, now);
    kept_.seat_seconds += now;
    ++kept_.seconds;
    office_.at(office_.now() + a_second, [this] { take_all(); });
  }

  [[nodiscard]] std::vector<seat_index> free_seats() const {
    return office_.those(seat_status::available);
  }
  bool take(std::vector<seat_index> free, std::size_t seats) {
    free.resize(std::min(free.size(), seats));
    auto taken = office_.ask(office_client_of(4, ++mails_, "10.0.0.66"), free).made != nullptr;
    kept_.requested += taken ? free.size() : 0;
    return taken;
  }

  virtual_box_office& office_;
  std::size_t mails_ = 0;
  figures kept_;
};

using buyers = std::vector<std::unique_ptr<honest_buyer>>;

/// As many as the attack met where it was found, each at an address of its own.
buyers sixteen_buyers(virtual_box_office& office) {
  buyers all;
  for (unsigned i = 0; i < 16; ++i)
    all.push_back(std::make_unique<honest_buyer>(
        office, office_client_of(2, i, "10.0.1." + std::to_string(i)), 40, 2, i));
  return all;
}

buyers group_of_twenty(virtual_box_office& office, std::size_t wants) {
  buyers all;
  for (unsigned i = 0; i < 20; ++i)
    all.push_back(std::make_unique<honest_buyer>(office, office_client_of(3, i, "10.0.2.1"), wants,
                                                 std::min<std::size_t>(wants, 4), 100 + i));
  return all;
}

bool are_content(const buyers& all) {
  return std::ranges::all_of(all, [](const auto& each) { return each->is_content(); });
}

} // namespace

TEST_CASE("hoarding: one address with any number of mails keeps less than 5 % of a hall") {
  auto hour_of = [](const std::optional<limits_in_force>& limits) {
    virtual_box_office office{limits};
    greedy_address keeps{office};
    office.run_until(noon + an_hour);
    const auto& kept = keeps.kept();
    MESSAGE(std::string{limits ? "default limits: " : "no limits: "}, kept.most, " seats at most, ",
            kept.average(), " on average, ", kept.requested, " requested");
    return kept;
  };
  auto before = hour_of(std::nullopt);
  CHECK(before.most == 500);
  CHECK(before.average() >= 499);
  auto after = hour_of(limits_in_force{});
  CHECK(after.most <= 60 + 2 * 10 + 1); // All that a hold of two minutes may overlap with.
  CHECK(after.average() < 25);
  CHECK(after.requested <= 60 + 60 * 10 + 1);
}

TEST_CASE("hoarding: of a hall whose seats cost nothing one address takes no more than of others") {
  auto ten_minutes_of = [](const std::optional<limits_in_force>& limits) {
    virtual_box_office office{limits, 0};
    greedy_address takes{office};
    office.run_until(noon + 10 * a_minute);
    CHECK(takes.kept().most == takes.kept().requested); // None becomes free again.
    return takes.kept().requested;
  };
  CHECK(ten_minutes_of(std::nullopt) == 500);
  CHECK(ten_minutes_of(limits_in_force{}) >= 60);
  CHECK(ten_minutes_of(limits_in_force{}) <= 60 + 10 * 10 + 1);
}

TEST_CASE("hoarding: what a payment without money ends gives no seats back at once") {
  booking booked;
  booked.status = booking_status::paid;
  booked.details.edit().paid_by = payment_id{"p"};
  CHECK(end_of(booked) == booking_end::paid);
  booked.details.edit().paid_by = payment_id{std::string{free_payment}};
  CHECK(end_of(booked) == booking_end::unpaid);
  booked.status = booking_status::cancelled;
  CHECK(end_of(booked) == booking_end::unpaid);
}

TEST_CASE("hoarding: without limits one person keeps most of a hall from being sold") {
  virtual_box_office office{std::nullopt};
  hoarder keeps{office, 1};
  auto all = sixteen_buyers(office);
  office.run_until(noon + an_hour);
  MESSAGE("sold without limits: ", sold_in(office));
  CHECK(sold_in(office) < 100);
}

TEST_CASE("hoarding: by one mail, 450 seats of 500 are sold within the hour") {
  virtual_box_office office{limits_in_force{}};
  hoarder keeps{office, 1};
  auto all = sixteen_buyers(office);
  office.run_until(noon + an_hour);
  MESSAGE("sold: ", sold_in(office));
  CHECK(sold_in(office) >= 450);
}

TEST_CASE("hoarding: by 50 mails from one address, 450 seats of 500 are sold within the hour") {
  virtual_box_office office{limits_in_force{}};
  hoarder keeps{office, 50};
  auto all = sixteen_buyers(office);
  office.run_until(noon + an_hour);
  MESSAGE("sold: ", sold_in(office));
  CHECK(sold_in(office) >= 450);
}

TEST_CASE("hoarding: twenty people behind one address buy what they want and pay") {
  for (auto wants : {2U, 4U, 8U})
    for (auto beside_a_hoarder : {false, true}) {
      CAPTURE(wants);
      CAPTURE(beside_a_hoarder);
      virtual_box_office office{limits_in_force{}};
      std::optional<hoarder> keeps;
      if (beside_a_hoarder)
        keeps.emplace(office, 50);
      auto group = group_of_twenty(office, wants);
      auto minutes = 0;
      while (minutes < 60 && !are_content(group))
        office.run_until(noon + head_start + ++minutes * a_minute);
      auto seats = 20 * wants;
      MESSAGE(seats, " seats within ", minutes, " minutes");
      CHECK(are_content(group));
      CHECK(minutes <= 15);
    }
}

} // namespace boxoffice::http::tests
