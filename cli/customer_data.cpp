#include "cli/customer_data.hpp"

#include "actors/answers.hpp"
#include "cli/keys.hpp"
#include "cli/streams.hpp"
#include "events/event_json.hpp"
#include "http/json_out.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::cli {

namespace {

using namespace events;
using json = nlohmann::ordered_json;
using storage::show_id;

std::string_view text_of(storage::byte_view bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The first stream after `after` in which the customer's bytes stand, as they do in each of the
/// customer's BookingRequested; decoding all records would take many times as long.
storage::result<std::optional<show_id>> next_trace(storage::event_log& log, std::string_view after,
                                                   const customer_id& customer,
                                                   const std::function<void()>& seen) {
  std::optional<show_id> found;
  auto look = [&](std::string_view stream, std::uint64_t, storage::byte_view record) {
    seen();
    if (text_of(record).find(row_key(customer)) != std::string_view::npos)
      found = show_id{std::string{stream}};
    return !found;
  };
  if (auto walked = log.read_all(after, {}, look); !walked)
    return walked.error();
  return found;
}

/// Adds the customer's bookings of one show with their events.
storage::status add_bookings(storage::event_log& log, const show_id& id,
                             const customer_id& customer, json& list) {
  auto replayed = storage::show_at(log, id, {});
  if (!replayed)
    return replayed.error();
  std::map<booking_number, json> tickets;
  if (*replayed)
    for (const auto& booked : (*replayed)->state.bookings)
      if (booked.customer == customer) {
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

storage::result<std::optional<customer_id>> customer_in(storage::event_log& log,
                                                        std::string_view mail) {
  auto key = log.get(storage::table::node, customer_key_row);
  if (!key)
    return key.error();
  if (!*key)
    return std::optional<customer_id>{};
  return std::optional{customer_of(bytes_of(**key), mail)};
}

std::string_view row_key(const customer_id& customer) { return text_of(customer); }

storage::result<std::string> customer_data(storage::event_log& log, const customer_id& customer,
                                           const std::function<void()>& seen) {
  auto mail = log.get(storage::table::customers, row_key(customer));
  if (!mail)
    return mail.error();
  auto bookings = json::array();
  std::string done;
  for (;;) {
    auto show = next_trace(log, done, customer, seen);
    if (!show)
      return show.error();
    if (!*show)
      break;
    if (auto added = add_bookings(log, **show, customer, bookings); !added)
      return added.error();
    done = (*show)->text;
  }
  json all{{"customer", to_hex(customer)},
           {"mail", *mail ? json(**mail) : json{}},
           {"bookings", std::move(bookings)}};
  return all.dump(2);
}

} // namespace boxoffice::cli
