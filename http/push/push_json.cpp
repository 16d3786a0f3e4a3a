#include "http/push/push_json.hpp"

#include "http/api/json/json_out.hpp"

#include <numeric>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using events::seat_index;
using events::seat_status;
using events::show_plan;

/// Ids of seats and words for states need no escapes.
std::string states_json(const show_plan& plan, std::uint64_t version, std::string_view member,
                        const std::vector<seat_status>& states,
                        const std::vector<seat_index>& which) {
  std::string out = R"({"version":)" + std::to_string(version) + ",\"";
  out.append(member).append("\":{");
  for (auto seat : which) {
    out += out.back() == '{' ? "\"" : ",\"";
    out.append(plan.seats[seat].id.text()).append("\":\"").append(word_of(states[seat])) += '"';
  }
  return out += "}}";
}

} // namespace

actors::feed_encoder json_feed_encoder() {
  actors::feed_encoder encoder;
  encoder.snapshot = [](const show_plan& plan, std::uint64_t version,
                        const std::vector<seat_status>& states) {
    std::vector<seat_index> all(states.size());
    std::iota(all.begin(), all.end(), seat_index{});
    return states_json(plan, version, "seats", states, all);
  };
  encoder.delta = [](const show_plan& plan, std::uint64_t version,
                     const std::vector<seat_status>& states,
                     const std::vector<seat_index>& changed) {
    return states_json(plan, version, "changed", states, changed);
  };
  encoder.booking = [](const actors::booking_view& view) { return to_json(view).dump(); };
  return encoder;
}

} // namespace boxoffice::http
