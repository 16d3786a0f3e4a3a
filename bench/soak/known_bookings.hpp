// What the customers know about their bookings: recorded apart from the engine and compared with
// the log at the end.
#pragma once

#include "bench/soak/failures.hpp"
#include "bench/soak/schedule.hpp"
#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

#include <array>

#include <boost/interprocess/mapped_region.hpp>

namespace boxoffice::soak {

inline constexpr std::size_t most_seats = 6;

/// An acknowledged booking as its customer last saw it.
struct known_booking {
  events::bytes16 secret{};
  std::int64_t amount{};
  std::uint32_t number{};
  std::uint32_t show{};
  std::array<events::seat_index, most_seats> seats{};
  std::uint8_t seat_count{};
  events::booking_status seen{events::booking_status::in_review};
  std::uint8_t attempts{}; ///< payments attempted, each with its own id
  std::uint8_t accepted{}; ///< a bit for each whose SUCCESS was acknowledged
  std::uint8_t paid_by{};  ///< the attempt that bought the seats
};

/// Whether a booking last seen in state `seen` may be in state `found` in the log.
[[nodiscard]] bool may_become(events::booking_status seen, events::booking_status found,
                              bool show_was_cancelled);

[[nodiscard]] events::payment_id payment_of(std::size_t booking, unsigned attempt);

/// In shared memory: it grows with the run, and the growth of the heap is measured.
class known_bookings {
public:
  explicit known_bookings(std::size_t capacity);

  /// Throws if it is full.
  std::uint32_t add(const known_booking& booking);
  [[nodiscard]] known_booking& operator[](std::size_t at) { return rows()[at]; }
  [[nodiscard]] const known_booking& operator[](std::size_t at) const { return rows()[at]; }
  [[nodiscard]] std::size_t size() const { return size_; }

private:
  [[nodiscard]] known_booking* rows() const {
    return static_cast<known_booking*>(region_.get_address());
  }

  boost::interprocess::mapped_region region_;
  std::size_t size_ = 0;
};

/// Compares every known booking with the state recovered from the log.
[[nodiscard]] failures compare(const known_bookings& bookings, const schedule& shows,
                               storage::event_log& log);

} // namespace boxoffice::soak
