#include "events/decide/decide.hpp"

#include <algorithm>

namespace boxoffice::events {

time_ms stream_time(const show_state& show, time_ms now) { return std::max(now, show.last_at); }

decision behind_rules_changed(const show_state& show, decision&& decided, const rules& rules) {
  // An auditor judges each event by the rules that stand before it in the stream.
  if (decided && !decided->empty() && show.opened() && show.rules != rules)
    decided->insert(decided->begin(), rules_changed{rules});
  return std::move(decided);
}

decision decide(const show_state& show, const any_command& command, const rules& rules) {
  return std::visit([&](const auto& each) { return decide(show, each, rules); }, command);
}

} // namespace boxoffice::events
