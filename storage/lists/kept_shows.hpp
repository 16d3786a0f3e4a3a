// The states of shows that lists are made from. They are kept, so that the next list reads only the
// events that came since.
#pragma once

#include "storage/replay/recover.hpp"
#include "storage/side_rows.hpp"

#include <list>
#include <string>
#include <unordered_map>

namespace boxoffice::storage {

/// Reads the records behind the state's last event into it. Errors as recover(), after which the
/// state is void.
[[nodiscard]] status catch_up(event_log& log, recovered_show& show);

/// Not safe to use from several threads.
class kept_shows {
public:
  static constexpr std::size_t usual_bytes = std::size_t{64} << 20U;

  /// Keeps states of about `most_bytes`, those used last.
  explicit kept_shows(event_log& log, std::size_t most_bytes = usual_bytes)
      : log_{log}, most_bytes_{most_bytes} {}

  /// The show after its last event; null if the log has no such show. Valid until the next call.
  [[nodiscard]] result<const events::show_state*> find(const show_id& show);
  /// The same of one of many shows that are read in turn: it is not kept if it is not kept already.
  [[nodiscard]] result<const events::show_state*> look_at(const show_id& show);

  /// The seats of a show whose last event is `version`, or of a later version, which is set then.
  [[nodiscard]] result<seat_count> count(const show_id& show, std::uint64_t& version);

  [[nodiscard]] std::size_t kept() const { return entries_.size(); }

private:
  struct entry {
    recovered_show show;
    std::size_t bytes;
  };
  struct counted {
    std::uint64_t version;
    seat_count seats;
  };

  [[nodiscard]] result<const events::show_state*> refresh(std::list<entry>::iterator one);
  void drop(std::list<entry>::iterator one);
  void make_room();

  event_log& log_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<entry> entries_; ///< used last first
  std::unordered_map<show_id, std::list<entry>::iterator> by_id_;
  std::unordered_map<show_id, counted> counts_;
  recovered_show looked_at_;
};

} // namespace boxoffice::storage
