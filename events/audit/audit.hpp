// Checks a stream by spec sections 2 to 7, without decide(), so that an error in the decisions is
// found. The auditor folds the events with evolve() and checks each event before it is applied. It
// takes the rules from the stream.
#pragma once

#include "events/state/show_state.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boxoffice::events {

/// A rule that a stream breaks, and at which event.
struct violation {
  std::uint64_t seq{};
  std::string what; ///< for an auditor: `booking 7 gets seat A1, but booking 3 holds it`
};

/// Takes the events of one stream in order, from the first. It does not check hashes:
/// storage/verify/verify.hpp does.
class auditor {
public:
  explicit auditor(show_id show);
  ~auditor();
  auditor(auditor&&) noexcept;
  auditor& operator=(auditor&&) noexcept;

  /// Checks one event against all before it, then applies it. After a violation nothing more may be
  /// taken.
  [[nodiscard]] std::optional<violation> take(const recorded& next);

  /// Nothing if the stream may end here: a review or a cancelled show is complete, and the money
  /// adds up: received = kept by PAID bookings + due back + returned. Reads all bookings.
  [[nodiscard]] std::optional<violation> finish() const;

  /// The show after all events taken.
  [[nodiscard]] const show_state& state() const;

private:
  class books;
  std::unique_ptr<books> books_;
};

} // namespace boxoffice::events
