// Decides which event an endpoint gets next. Pure: outcomes and time in, steps out. The events of a
// show are sent one at a time, different shows in parallel.
//
// A failed event is retried with back-off and blocks only its own show. After `webhook.give_up` it
// becomes a dead letter if other events were delivered meanwhile. If none was, the plan asks for
// the endpoint to be disabled; its cursors stay where they are, so no event is lost.
#pragma once

#include "actors/webhook/endpoint_health.hpp"
#include "storage/replay/stored_events.hpp"
#include "storage/webhook/rows.hpp"

#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <variant>
#include <vector>

namespace boxoffice::actors {

using shared_event = std::shared_ptr<const storage::stored_event>;

class delivery_plan {
public:
  delivery_plan(const delivery_limits& limits, endpoint_health& health)
      : limits_{limits}, health_{health} {}

  /// Read some events of the show behind `after`, for load().
  struct read_step {
    events::show_id show;
    std::uint64_t after;
  };
  /// Send the event, then finish().
  struct send_step {
    events::show_id show;
    shared_event event;
  };
  /// Neither: wait for an outcome, an event, or the time due().
  using step = std::variant<std::monostate, read_step, send_step>;

  enum class verdict : std::uint8_t {
    go_on,
    dead,    ///< the plan goes on behind the event
    disable, ///< the endpoint must be disabled
  };
  /// What an outcome means. `cursor` is as it was before it.
  struct conclusion {
    verdict is = verdict::go_on;
    storage::webhook_cursor cursor{};
    std::uint64_t seq = 0; ///< of the event
  };

  [[nodiscard]] bool knows(const events::show_id& show) const { return shows_.contains(show); }
  /// A show with its cursor and the seq of its last event.
  void add(const events::show_id& show, const storage::webhook_cursor& cursor, std::uint64_t head);
  /// A known show has events up to this one.
  void append(const events::show_id& show, std::uint64_t head);

  [[nodiscard]] step next(events::time_ms now);
  /// The events of a read_step, without those that the endpoint does not want. `read_to` is
  /// the seq of the last one that was read.
  void load(const read_step& place, std::vector<storage::stored_event>&& wanted,
            std::uint64_t read_to);
  /// The events of a read_step cannot be read before this time.
  void postpone(const read_step& place, events::time_ms until);
  [[nodiscard]] conclusion finish(const events::show_id& show, const delivery_outcome& outcome,
                                  events::time_ms now);
  /// Has the events read again that are not being sent, because the endpoint wants other types.
  void reload();
  /// Ends the back-off of all shows, because the endpoint accepts events again.
  void wake_all();

  /// When next() may have a step although nothing else happened; 0: at no time.
  [[nodiscard]] events::time_ms due(events::time_ms now) const;
  [[nodiscard]] std::size_t shows_behind() const { return shows_behind_; }
  [[nodiscard]] std::uint64_t events_behind() const { return events_behind_; }

  using changes = std::vector<std::pair<events::show_id, storage::webhook_cursor>>;
  /// The cursors that changed since the last call.
  [[nodiscard]] changes take_changes();
  [[nodiscard]] std::size_t changed() const { return changed_.size(); }
  /// If it knows more than `most` shows, forgets those with nothing to send. Call it only if all
  /// changes that were taken are durable.
  void forget_idle(std::size_t most);

private:
  enum class phase : std::uint8_t { idle, ready, sending, waiting };

  struct show_line {
    storage::webhook_cursor cursor;
    std::uint64_t head = 0;
    std::uint64_t read_to = 0;         ///< at least the cursor's seq
    std::deque<shared_event> loaded{}; ///< behind the cursor, in order
    phase now = phase::idle;
    bool changed = false; ///< is in changed_
  };
  using line = std::pair<const events::show_id, show_line>;

  void move_cursor(line& of, const storage::webhook_cursor& cursor);
  void set_ready(line& of);
  void forget_unread(line& of);
  void fail(line& of, events::time_ms now);
  [[nodiscard]] verdict judge(const storage::webhook_cursor& before,
                              const delivery_outcome& outcome, events::time_ms now) const;

  delivery_limits limits_;
  endpoint_health& health_;
  std::unordered_map<events::show_id, show_line> shows_;
  std::deque<line*> ready_;
  std::multimap<events::time_ms, line*> waiting_; ///< by the time at which they are due
  std::vector<line*> changed_;
  std::size_t shows_behind_ = 0;
  std::uint64_t events_behind_ = 0;
};

} // namespace boxoffice::actors
