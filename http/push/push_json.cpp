#include "http/push/push_json.hpp"

#include "http/api/json/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using events::seat_index;
using events::seat_status;
using events::show_plan;

/// `{"version":7,"showVersion":5,"salesStatus":"OPEN","MEMBER":{`. A show that was never changed
/// has no showVersion, and a message may have no salesStatus.
std::string frame_head(std::uint64_t version, std::uint64_t since,
                       std::optional<events::sales_status> sales, std::string_view member) {
  std::string out = R"({"version":)" + std::to_string(version);
  if (since != 1)
    out.append(R"(,"showVersion":)").append(std::to_string(since));
  if (sales)
    out.append(R"(,"salesStatus":")").append(name(*sales)) += '"';
  return out.append(",\"").append(member).append("\":{");
}

} // namespace

actors::feed_encoder json_feed_encoder(checkout pages) {
  actors::feed_encoder encoder;
  encoder.snapshot = [](const show_plan& plan, std::uint64_t version,
                        const std::vector<seat_status>& states, events::sales_status sales) {
    auto out = frame_head(version, plan.since, sales, "seats");
    append_seat_statuses(out, plan, states);
    return out += "}}";
  };
  encoder.delta = [](const show_plan& plan, std::uint64_t version,
                     const std::vector<seat_status>& states, const std::vector<seat_index>& changed,
                     std::optional<events::sales_status> sales) {
    auto out = frame_head(version, 1, sales, "changed");
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
