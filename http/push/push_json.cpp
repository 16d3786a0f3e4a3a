#include "http/push/push_json.hpp"

#include "http/api/json/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using events::seat_index;
using events::seat_status;
using events::show_plan;

/// `{"version":7,"MEMBER":{`; of a show that was changed `{"version":7,"showVersion":5,"MEMBER":{`.
std::string frame_head(std::uint64_t version, std::string_view member, std::uint64_t since = 1) {
  std::string out = R"({"version":)" + std::to_string(version);
  if (since != 1)
    out.append(R"(,"showVersion":)").append(std::to_string(since));
  return out.append(",\"").append(member).append("\":{");
}

} // namespace

actors::feed_encoder json_feed_encoder(checkout pages) {
  actors::feed_encoder encoder;
  encoder.snapshot = [](const show_plan& plan, std::uint64_t version,
                        const std::vector<seat_status>& states) {
    auto out = frame_head(version, "seats", plan.since);
    append_seat_statuses(out, plan, states);
    return out += "}}";
  };
  encoder.delta = [](const show_plan& plan, std::uint64_t version,
                     const std::vector<seat_status>& states,
                     const std::vector<seat_index>& changed) {
    auto out = frame_head(version, "changed");
    for (auto seat : changed)
      append_seat_status(out, plan, seat, states[seat]);
    return out += "}}";
  };
  encoder.booking = [pages = std::move(pages)](const actors::booking_view& view) {
    return pages.ticket(view).dump();
  };
  return encoder;
}

} // namespace boxoffice::http
