// The customers: look at seat maps, book, pay or do not pay, and check each reply.
#pragma once

#include "bench/soak/customers.hpp"
#include "bench/soak/failures.hpp"
#include "bench/soak/known_bookings.hpp"
#include "bench/soak/scripts.hpp"
#include "bench/soak/virtual_node.hpp"

#include <queue>

namespace boxoffice::soak {

/// Parts of the soak that the crowd uses.
struct crowd_environment {
  virtual_node& node;
  const demand& wanted;
  schedule& shows;
  customer_list& customers;
  known_bookings& bookings;
  failures& wrong;
};

class crowd {
public:
  crowd(crowd_environment env, double visitors_an_hour, std::uint64_t seed);

  /// Sends all requests that are due by `until`. Call it before each node.pass().
  void act(time_ms from, time_ms until);
  void on_reply(std::uint64_t correlation, actors::reply&& reply);

  [[nodiscard]] std::uint64_t refused() const { return refused_; }
  [[nodiscard]] std::size_t present() const { return visitors_.size() - free_.size(); }

private:
  struct visitor {
    std::uint32_t show{};
    std::uint32_t customer{};
    std::uint32_t booking{}; ///< index in known_bookings, once there is one
    std::uint32_t key{};     ///< Idempotency-Key of its request; 0: none
    script ahead;
    time_ms pay_by{};
    std::array<events::seat_index, most_seats> seats{};
    std::uint8_t seat_count{};
    std::uint8_t looks_left{};
    std::uint8_t attempt{}; ///< its last payment
    bool hurried{};
    bool decided{};
  };
  using place = std::uint32_t;
  struct plan {
    time_ms at;
    std::uint64_t order; ///< breaks ties
    place who;
    action what;
    friend auto operator<=>(const plan&, const plan&) = default;
  };

  void arrive(std::uint32_t show, bool hurried);
  void arrive_in_a_rush(time_ms at);
  void leave(place who) { free_.push_back(who); }
  void plan_to(place who, action what, std::int64_t earliest_s, std::int64_t latest_s);
  void go_on(place who);
  void look_again(place who);

  void put(place who, action what);
  [[nodiscard]] events::request_booking request_of(const visitor& one) const;
  [[nodiscard]] events::record_payment payment_by(visitor& one, action what);

  void choose(place who, const actors::seat_map& map);
  void on_taken(place who, action what, const actors::booking_taken& taken);
  void on_ticket(place who, action what, const actors::booking_view& ticket);
  void on_payment(place who, action what, const actors::payment_view& payment);
  void on_history(place who, const actors::history_view& history);
  void on_refusal(place who, action what, const events::refusal& refused);
  void begin_script(place who, const events::booking& booked);
  void report(place who, action what, const std::string& text);
  [[nodiscard]] known_booking& known(const visitor& one) { return env_.bookings[one.booking]; }
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return chance_() % bound; }

  crowd_environment env_;
  double visitors_an_hour_;
  std::mt19937_64 chance_;
  time_ms next_rush_ = 0;
  std::uint64_t last_order_ = 0;
  std::uint32_t last_key_ = 0;
  std::uint64_t refused_ = 0;
  std::vector<visitor> visitors_;
  std::vector<place> free_;
  std::priority_queue<plan, std::vector<plan>, std::greater<>> plans_;
};

} // namespace boxoffice::soak
