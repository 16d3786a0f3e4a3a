// Everybody who wants seats: looks, books, pays or does not, and compares each answer with what it
// must be.
#pragma once

#include "bench/soak/complaints.hpp"
#include "bench/soak/guests.hpp"
#include "bench/soak/ledger.hpp"
#include "bench/soak/scripts.hpp"
#include "bench/soak/virtual_node.hpp"

#include <queue>

namespace boxoffice::soak {

/// What the crowd shares with the rest of the soak.
struct surroundings_of_crowd {
  virtual_node& node;
  const demand& wanted;
  programme& shows;
  guests& customers;
  ledger& books;
  complaints& wrong;
};

class crowd {
public:
  crowd(surroundings_of_crowd env, double visitors_an_hour, std::uint64_t seed);

  /// Asks all that is wanted until `until`; to be called before each node.pass().
  void act(time_ms from, time_ms until);
  void hear(std::uint64_t correlation, actors::reply&& told);

  [[nodiscard]] std::uint64_t refused() const { return refused_; }
  [[nodiscard]] std::size_t present() const { return visitors_.size() - free_.size(); }

private:
  struct visitor {
    std::uint32_t show{};
    std::uint32_t guest{};
    std::uint32_t booking{}; ///< in the ledger, once there is one
    std::uint32_t key{};     ///< of its request; 0: without
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
    std::uint64_t order; ///< of those at the same time
    place who;
    deed what;
    friend auto operator<=>(const plan&, const plan&) = default;
  };

  void arrive(std::uint32_t show, bool hurried);
  void arrive_in_a_rush(time_ms at);
  void leave(place who) { free_.push_back(who); }
  void plan_to(place who, deed what, std::int64_t earliest_s, std::int64_t latest_s);
  void go_on(place who);
  void look_again(place who);

  void put(place who, deed what);
  [[nodiscard]] events::request_booking request_of(const visitor& one) const;
  [[nodiscard]] events::record_payment payment_by(visitor& one, deed what);

  void choose(place who, const actors::seat_map& map);
  void hear_taken(place who, deed what, const actors::booking_taken& told);
  void hear_ticket(place who, deed what, const actors::booking_view& told);
  void hear_payment(place who, deed what, const actors::payment_view& told);
  void hear_history(place who, const actors::history_view& told);
  void hear_refusal(place who, deed what, const events::refusal& told);
  void begin_script(place who, const events::booking& booked);
  void complain(place who, deed what, const std::string& text);
  [[nodiscard]] known_booking& known(const visitor& one) { return all_.books[one.booking]; }
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return chance_() % bound; }

  surroundings_of_crowd all_;
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
