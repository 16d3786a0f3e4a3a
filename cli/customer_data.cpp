#include "cli/customer_data.hpp"

#include "actors/answers.hpp"
#include "cli/streams.hpp"
#include "events/event_json.hpp"
#include "http/json_out.hpp"
#include "storage/customer_keys.hpp"
#include "storage/side_rows.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using namespace events;
using json = nlohmann::ordered_json;
using storage::show_id;

/// The first stream after `after` in which the customer's bytes stand, as they do in each of the
/// customer's BookingRequested; decoding all records would take many times as long.
storage::result<std::optional<show_id>> next_trace(storage::event_log& log, std::string_view after,
                                                   const std::vector<customer_id>& customers,
                                                   const std::function<void()>& seen) {
  std::optional<show_id> found;
  auto look = [&](std::string_view stream, std::uint64_t, storage::byte_view record) {
    seen();
    std::string_view text{reinterpret_cast<const char*>(record.data()), record.size()};
    for (const auto& each : customers)
      if (text.find(storage::row_key(each)) != std::string_view::npos)
        found = show_id{std::string{stream}};
    return !found;
  };
  if (auto walked = log.read_all(after, {}, look); !walked)
    return walked.error();
  return found;
}

/// Adds the customer's bookings of one show with their events.
storage::status add_bookings(storage::event_log& log, const show_id& id,
                             const std::vector<customer_id>& customers, json& list) {
  auto replayed = storage::show_at(log, id, {});
  if (!replayed)
    return replayed.error();
  std::map<booking_number, json> tickets;
  if (*replayed)
    for (const auto& booked : (*replayed)->state.bookings)
      if (std::ranges::find(customers, booked.customer) != customers.end()) {
        auto& ticket = tickets[booked.number];
        ticket = http::to_json(actors::booking_view{id, (*replayed)->state.plan, booked});
        ticket["events"] = json::array();
      }
  auto walked = each_event(log, id, 0, [&](const storage::told_event& event) {
    auto number = booking_of(event.record);
    auto own = number ? tickets.find(*number) : tickets.end();
    if (own != tickets.end())
      own->second["events"].push_back(events::to_json(event.record, event.hash));
    return true;
  });
  if (!walked)
    return walked.error();
  for (auto& [number, ticket] : tickets)
    list.push_back(std::move(ticket));
  return {};
}

} // namespace

storage::result<std::vector<customer_id>> customers_of(storage::event_log& log,
                                                       std::string_view mail) {
  auto keys = storage::read_customer_keys(log);
  if (!keys)
    return keys.error();
  if (!*keys)
    return std::vector<customer_id>{};
  auto all = (*keys)->customers_of(mail);
  auto spelled = storage::customers_with(log, mail);
  if (!spelled)
    return spelled.error();
  for (const auto& each : *spelled)
    if (std::ranges::find(all, each) == all.end())
      all.push_back(each);
  return all;
}

storage::result<std::string> customer_data(storage::event_log& log,
                                           const std::vector<customer_id>& customers,
                                           const std::function<void()>& seen) {
  json all{{"customer", to_hex(customers.front())}};
  for (std::size_t i = 1; i < customers.size(); ++i)
    all["otherCustomers"].push_back(to_hex(customers[i]));
  all["mail"] = nullptr;
  for (const auto& each : customers) {
    auto mail = log.get(storage::table::customers, storage::row_key(each));
    if (!mail)
      return mail.error();
    if (*mail)
      all["mail"] = **mail;
  }
  auto& bookings = all["bookings"] = json::array();
  std::string done;
  for (;;) {
    auto show = next_trace(log, done, customers, seen);
    if (!show)
      return show.error();
    if (!*show)
      break;
    if (auto added = add_bookings(log, **show, customers, bookings); !added)
      return added.error();
    done = (*show)->text;
  }
  return all.dump(2);
}

} // namespace boxoffice::cli
