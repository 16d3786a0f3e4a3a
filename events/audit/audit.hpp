// Judges a stream by spec sections 2 to 7, without decide(): an error in the decisions must not
// excuse itself. The judge keeps the show's state by evolve() and looks at each event before it is
// applied; rules are those of the stream.
#pragma once

#include "events/state/show_state.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boxoffice::events {

/// What cannot be right in a stream, and at which event.
struct fault {
  std::uint64_t seq{};
  std::string what; ///< for an auditor: `booking 7 gets seat A1, but booking 3 holds it`
};

/// Takes the events of one stream in order, from the first. Hashes are not its business: they are
/// checked where records are read (storage/verify/verify.hpp).
class auditor {
public:
  explicit auditor(show_id show);
  ~auditor();
  auditor(auditor&&) noexcept;
  auditor& operator=(auditor&&) noexcept;

  /// Checks one event against all before it, then applies it. After a fault nothing more may be
  /// taken.
  [[nodiscard]] std::optional<fault> take(const recorded& next);

  /// Whether the stream may end here: what belongs together (a review, a cancelled show) is whole,
  /// and the money adds up: received = kept by PAID bookings + due back + returned. Goes through
  /// all bookings; changes nothing.
  [[nodiscard]] std::optional<fault> finish() const;

  /// The show after all events taken.
  [[nodiscard]] const show_state& state() const;

private:
  class books;
  std::unique_ptr<books> books_;
};

} // namespace boxoffice::events
