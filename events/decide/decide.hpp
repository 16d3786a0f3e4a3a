// The rules of spec sections 3 to 6: what a command becomes. Total, deterministic and without side
// effects. The caller gives all events of one decision the time stream_time() and appends them
// together.
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <vector>

#include <boost/system/result.hpp>

namespace boxoffice::events {

/// The events of one atomic append, none if the command changes nothing; or why it is refused.
using decision = boost::system::result<std::vector<event>, refusal>;

/// The events of one command, whose time is not before that of the stream's last event. Without
/// RulesChanged: decide() adds it.
[[nodiscard]] decision events_for(const show_state& show, const open_show& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const pause_sales& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const resume_sales& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const cancel_show& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const change_show& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const block_seats& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const unblock_seats& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const request_booking& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const cancel_booking& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const record_payment& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const hold_review& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const expire_holds& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const admit_seat& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const move_booking& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const return_seats& command,
                                  const rules& rules);
[[nodiscard]] decision events_for(const show_state& show, const sell_seats& command,
                                  const rules& rules);

/// `decided` with RulesChanged before it, if there are events and `rules` are not the stream's.
[[nodiscard]] decision behind_rules_changed(const show_state& show, decision&& decided,
                                            const rules& rules);

/// Decides a command at the stream's time. `rules` are those of the settings now; if they are not
/// the stream's last ones, the events begin with RulesChanged.
template <class Command>
[[nodiscard]] decision decide(const show_state& show, const Command& command, const rules& rules) {
  if (command.at >= show.last_at)
    return behind_rules_changed(show, events_for(show, command, rules), rules);
  auto later = command; // The clock went back; a stream's time never does.
  later.at = show.last_at;
  return behind_rules_changed(show, events_for(show, later, rules), rules);
}
[[nodiscard]] decision decide(const show_state& show, const any_command& command,
                              const rules& rules);

/// The server's time in this stream: never less than that of its last event.
[[nodiscard]] time_ms stream_time(const show_state& show, time_ms now);

} // namespace boxoffice::events
