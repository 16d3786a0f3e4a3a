// The schedule of a cinema chain: when each show goes on sale and starts, its hall and its appeal.
#pragma once

#include "bench/soak/demand.hpp"
#include "events/show_body.hpp"

#include <random>
#include <string>
#include <vector>

namespace boxoffice::soak {

// How long a show is on sale, as parts of the run: two to five hours of a day.
inline constexpr double shortest_sale = 2.0 / 24;
inline constexpr double longest_sale = 5.0 / 24;

struct hall {
  std::string name;
  std::vector<events::seat_row> rows;
  std::vector<events::seat_id> seats; ///< in the order of the rows
};

struct screening {
  events::show_id id;
  const hall* where = nullptr;
  time_ms opens_at{};
  time_ms starts_at{};
  double appeal{}; ///< demand, relative to the most popular show
  bool opened = false;
  bool cancelled = false;
};

/// Shows start at a constant rate, each some hours after its sales open; in a shorter run the hours
/// are scaled down. No sales open at night.
class schedule {
public:
  schedule(const demand& over, double shows_an_hour, std::uint64_t seed);
  schedule(const schedule&) = delete;
  schedule& operator=(const schedule&) = delete;

  [[nodiscard]] const screening& operator[](std::size_t at) const { return all_[at]; }
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  [[nodiscard]] events::show_body body_of(std::size_t at) const;

  /// The shows whose sales open by `now`; each is returned once.
  [[nodiscard]] std::vector<std::uint32_t> due(time_ms now);
  void opened(std::uint32_t at);
  void cancelled(std::uint32_t at) { all_[at].cancelled = true; }

  /// Whether the show sells at this time.
  [[nodiscard]] bool sells(std::size_t at, time_ms now) const {
    return all_[at].opened && !all_[at].cancelled && now < all_[at].starts_at;
  }
  /// Draws one of the shows on sale, weighted by appeal; `size()` if there is none.
  [[nodiscard]] std::uint32_t draw(time_ms now, std::mt19937_64& lot);
  [[nodiscard]] std::size_t on_sale() const { return on_sale_.size(); }
  void forget_started(time_ms now);

private:
  std::vector<hall> halls_;
  std::vector<screening> all_; ///< by opens_at
  std::size_t next_to_open_ = 0;
  std::vector<std::uint32_t> on_sale_;
};

} // namespace boxoffice::soak
