// What the holders of bookings know: the soak's own books, kept apart from the engine and compared
// with the log at the end.
#pragma once

#include "bench/soak/complaints.hpp"
#include "bench/soak/programme.hpp"
#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

#include <array>

#include <boost/interprocess/mapped_region.hpp>

namespace boxoffice::soak {

inline constexpr std::size_t most_seats = 6;

/// An acknowledged booking as its holder last saw it.
struct known_booking {
  events::bytes16 secret{};
  std::int64_t amount{};
  std::uint32_t number{};
  std::uint32_t show{};
  std::array<events::seat_index, most_seats> seats{};
  std::uint8_t seat_count{};
  events::booking_status seen{events::booking_status::in_review};
  std::uint8_t attempts{}; ///< payments that were tried, each with an id of its own
  std::uint8_t accepted{}; ///< a bit for each whose SUCCESS was acknowledged
  std::uint8_t paid_by{};  ///< the attempt that bought the seats
};

/// Whether a booking that was seen in the one state may be found in the other.
[[nodiscard]] bool may_become(events::booking_status seen, events::booking_status found,
                              bool show_was_cancelled);

[[nodiscard]] events::payment_id payment_of(std::size_t booking, unsigned attempt);

/// Grows with the run, so it lives outside of the heap, whose growth is what is measured.
class ledger {
public:
  explicit ledger(std::size_t capacity);

  /// Throws where it is full.
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

/// Looks up every booking of the ledger in what the log alone brings back.
[[nodiscard]] complaints compare(const ledger& books, const programme& shows,
                                 storage::event_log& log);

} // namespace boxoffice::soak
