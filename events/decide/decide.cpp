#include "events/decide/decide.hpp"

#include <algorithm>

namespace boxoffice::events {

time_ms stream_time(const show_state& show, time_ms now) { return std::max(now, show.last_at); }

decision decide(const show_state& show, const command& asked, const rules& rules) {
  auto at_stream_time = [&](const auto& each) {
    if (each.at >= show.last_at)
      return events_for(show, each, rules);
    auto later = each; // The clock went back; a stream's time never does.
    later.at = show.last_at;
    return events_for(show, later, rules);
  };
  auto decided = std::visit(at_stream_time, asked);
  // An auditor judges each event by the rules that stand before it in the stream.
  if (decided && !decided->empty() && show.opened() && show.rules != rules)
    decided->insert(decided->begin(), rules_changed{rules});
  return decided;
}

} // namespace boxoffice::events
