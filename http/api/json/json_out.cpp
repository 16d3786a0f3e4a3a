#include "http/api/json/json_out.hpp"

#include "events/codec/event_json.hpp"
#include "events/state/lines.hpp"
#include "events/time_text.hpp"

#include <array>
#include <cstdlib>
#include <cstring>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

using namespace events;
using nlohmann::ordered_json;

namespace {

std::string_view word_of(sales_status sales, time_ms close_at, time_ms now) {
  return sales != sales_status::cancelled && now >= close_at ? "CLOSED" : name(sales);
}

/// The reason for the booking's status; nothing if the status alone says it.
std::optional<std::string_view> reason_of(const booking& booked) {
  switch (booked.status) {
  case booking_status::in_review:
  case booking_status::confirmed: return std::nullopt;
  case booking_status::rejected: return name(booked.rule);
  case booking_status::expired:
    return booked.expired ? std::optional{name(*booked.expired)} : std::nullopt;
  case booking_status::cancelled:
    return booked.cancelled ? std::optional{name(*booked.cancelled)} : std::nullopt;
  case booking_status::paid:
    return is_late(booked.how) ? std::optional{name(booked.how)} : std::nullopt;
  }
  std::abort(); // All enumerators return above.
}

ordered_json names_of_seats(const show_plan& plan, const seat_list& seats) {
  auto names = ordered_json::array();
  for (auto seat : seats)
    names.push_back(plan.seats[seat].id.text());
  return names;
}

ordered_json lines_json(const show_plan& plan, const booking& booked) {
  auto list = ordered_json::array();
  for (const auto& line : lines_of(plan, booked)) {
    ordered_json out{{"seat", plan.seats[line.seat].id.text()}};
    if (line.type != nullptr)
      out["type"] = line.type->text;
    out["price"] = line.price;
    list.push_back(std::move(out));
  }
  return list;
}

ordered_json explanation_of(const booking& booked, const show_plan& plan) {
  ordered_json out{{"round", booked.drawn.round},
                   {"rule", name(booked.rule)},
                   {"seed", to_hex(booked.drawn.seed)}};
  auto lost = booked.rule == review_rule::fewer_seats || booked.rule == review_rule::lost_draw;
  if (lost) {
    out["lostTo"] = booked.details->others;
    out["seatsLost"] = names_of_seats(plan, booked.details->seats_lost);
  } else if (!booked.details->others.empty()) {
    out["rivals"] = booked.details->others;
  }
  return out;
}

/// Members that lists and single shows have in common.
ordered_json head_of(const show_id& id, std::string_view status, std::uint64_t version) {
  return {{"id", id.text}, {"status", status}, {"version", version}};
}

ordered_json head_of(const actors::show_view& view) {
  auto status = word_of(view.sales, view.plan->body.sales_close_at, view.at);
  return head_of(view.id, status, view.version);
}

void append_number(std::string& out, std::int64_t number) { out += std::to_string(number); }

/// The events of a booking or of a whole show.
template <class Events>
ordered_json list_of(const Events& recorded) {
  auto list = ordered_json::array();
  for (const auto& each : recorded)
    list.push_back(events::to_json(each.record, each.hash));
  return list;
}

void append_head(std::string& out, const actors::seat_map& map) {
  out.append(R"({"movieShowId":")").append(map.id.text).append(R"(","version":)");
  append_number(out, static_cast<std::int64_t>(map.version));
}

} // namespace

std::string to_json(const actors::booking_taken& taken, std::string_view reqid) {
  // Ids and currencies have no character that JSON would escape.
  std::string out;
  out.reserve(256 + taken.lines.size() * 64);
  out.append(R"({"reqId":")").append(reqid).append(R"(","number":)");
  append_number(out, static_cast<std::int64_t>(taken.number));
  out.append(R"(,"reference":")");
  out.append(to_text(reference_of(taken.id.show, taken.number, taken.id.secret)));
  out.append(R"(","status":"IN_REVIEW","amount":{"value":)");
  append_number(out, taken.amount.value);
  out.append(R"(,"currency":")").append(taken.amount.currency).append(R"("},"seats":[)");
  for (const auto& line : taken.lines)
    out.append(out.back() == '[' ? "\"" : ",\"").append(line.seat.text) += '"';
  out.append(R"(],"lines":[)");
  for (const auto& line : taken.lines) {
    out.append(out.back() == '[' ? "" : ",").append(R"({"seat":")").append(line.seat.text);
    if (!line.type.text.empty())
      out.append(R"(","type":")").append(line.type.text);
    out.append(R"(","price":)");
    append_number(out, line.price);
    out += '}';
  }
  return out += "]}";
}

ordered_json to_json(const actors::booking_view& view) {
  const auto& booked = view.booking;
  ordered_json out{{"reqId", to_text(request_id{view.show, booked.secret})},
                   {"number", booked.number},
                   {"reference", to_text(reference_of(view.show, booked.number, booked.secret))},
                   {"movieShowId", view.show.text},
                   {"seats", names_of_seats(*view.plan, booked.seats)},
                   {"status", name(booked.status)}};
  if (auto reason = reason_of(booked))
    out["reason"] = *reason;
  out["amount"] = events::to_json(money{booked.amount, view.plan->body.currency});
  out["lines"] = lines_json(*view.plan, booked);
  out["requestedAt"] = to_rfc3339(booked.requested_at);
  if (booked.decided_at != 0)
    out["decidedAt"] = to_rfc3339(booked.decided_at);
  if (booked.pay_by != 0)
    out["payBy"] = to_rfc3339(booked.pay_by);
  if (booked.details->paid_by)
    out["paidAt"] = to_rfc3339(booked.details->paid_at);
  if (booked.drawn.round != 0)
    out["explanation"] = explanation_of(booked, *view.plan);
  return out;
}

ordered_json to_json(const actors::history_view& view) {
  return {{"events", list_of(view.events)}};
}

ordered_json to_json(const actors::events_page& page) {
  ordered_json out{{"events", list_of(page.events)}};
  if (page.next)
    out["next"] = std::to_string(*page.next);
  return out;
}

ordered_json to_json(const actors::payment_view& view) {
  const auto& entry = view.entry;
  ordered_json out{{"reqId", to_text(view.id)}};
  if (entry.status != payment_status::success) {
    out["outcome"] = "RECORDED";
  } else if (entry.refund) {
    out["outcome"] = "REFUND_DUE";
    out["reason"] = name(*entry.refund);
  } else {
    out["outcome"] = "PAID";
    if (is_late(entry.how))
      out["reason"] = name(entry.how);
  }
  return out;
}

ordered_json to_json(const actors::show_view& view) {
  auto out = head_of(view);
  out.update(events::to_json(view.plan->body));
  return out;
}

std::string show_head_json(const actors::show_view& view) {
  auto out = json_text(head_of(view));
  out.back() = ',';
  return out;
}

std::string show_layout_json(const show_body& body) {
  return json_text(events::to_json(body)).erase(0, 1);
}

std::string json_text(const ordered_json& body) {
  return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json to_json(const actors::show_page& page) {
  auto list = ordered_json::array();
  for (const auto& show : page.items) {
    auto out =
        head_of(show.id, word_of(show.sales, show.body.sales_close_at, show.at), show.version);
    auto body = events::to_json(show.body);
    body.erase("rows");
    body.erase("classes");
    body.erase("priceTypes");
    out.update(body);
    if (show.seats) {
      out["seatsTotal"] = show.seats->total;
      out["seatsAvailable"] = show.seats->available;
    }
    list.push_back(std::move(out));
  }
  ordered_json out{{"shows", std::move(list)}};
  if (page.next)
    out["next"] = *page.next;
  if (!page.missing.empty())
    out["missingNodes"] = page.missing;
  return out;
}

ordered_json to_json(const actors::programme_view& view) {
  auto days = ordered_json::array();
  for (const auto& each : view.days)
    if (days.size() != storage::most_programme_days)
      days.push_back({{"day", each.day}, {"shows", each.shows}});
  ordered_json out{{"days", std::move(days)}, {"halls", view.halls}};
  if (view.days.size() > storage::most_programme_days)
    out["next"] = view.days.back().day;
  if (!view.missing.empty())
    out["missingNodes"] = view.missing;
  return out;
}

ordered_json to_json(const actors::refund_page& page) {
  auto list = ordered_json::array();
  for (const auto& each : page.items)
    list.push_back(
        {{"reqId", to_text(each.id)},
         {"paymentId", each.due.payment.text},
         {"amount", events::to_json(each.due.amount)},
         {"reason", each.reversed ? name(canceller::payment_reversed) : name(each.due.reason)},
         {"since", to_rfc3339(each.since)}});
  ordered_json out{{"refunds", std::move(list)}};
  if (page.next)
    out["next"] =
        to_hex(reinterpret_cast<const std::uint8_t*>(page.next->data()), page.next->size());
  return out;
}

namespace {

/// The member of one seat, in pieces. Ids of seats and words for statuses have no character that
/// JSON would escape.
template <class Put>
void put_seat_status(Put put, bool is_first, const packed_seat_id& seat, seat_status status) {
  put(is_first ? "\"" : ",\"");
  put(seat.text());
  put("\":\"");
  put(name(status));
  put("\"");
}

} // namespace

void append_seat_status(std::string& out, const show_plan& plan, seat_index seat,
                        seat_status status) {
  put_seat_status([&](std::string_view text) { out.append(text); }, out.back() == '{',
                  plan.seats[seat].id, status);
}

void append_seat_statuses(std::string& out, const show_plan& plan,
                          const std::vector<seat_status>& statuses) {
  // A large hall has 10,000 of them: through a buffer that stays in the first cache.
  std::array<char, 4096> buffer;
  constexpr std::size_t longest = most_seat_id_chars + 32;
  std::size_t used = 0;
  auto put = [&](std::string_view text) {
    std::memcpy(buffer.data() + used, text.data(), text.size());
    used += text.size();
  };
  auto is_first = out.back() == '{';
  for (seat_index seat = 0; seat < statuses.size(); ++seat) {
    put_seat_status(put, std::exchange(is_first, false), plan.seats[seat].id, statuses[seat]);
    if (used > buffer.size() - longest)
      out.append(buffer.data(), std::exchange(used, 0));
  }
  out.append(buffer.data(), used);
}

std::string seats_json(const actors::seat_map& map) {
  std::string out;
  out.reserve(64 + map.seats.size() * 24);
  append_head(out, map);
  out += R"(,"seats":{)";
  append_seat_statuses(out, *map.plan, map.seats);
  return out += "}}";
}

std::string available_json(const actors::seat_map& map) {
  std::string out;
  append_head(out, map);
  out += R"(,"availableSeats":[)";
  const auto& body = map.plan->body;
  std::vector<std::string> rows; // `"row":…,"class":…` of each row, escaped once
  for (const auto& row : body.rows)
    rows.push_back(R"(","row":)" + ordered_json(row.row).dump() + R"(,"class":)" +
                   ordered_json(row.seat_class).dump() + R"(,"number":)");
  bool first = true;
  for (seat_index seat = 0; seat < map.seats.size(); ++seat) {
    if (map.seats[seat] != seat_status::available || map.sales == sales_status::cancelled)
      continue;
    const auto& entry = map.plan->seats[seat];
    out.append(std::exchange(first, false) ? "" : ",").append(R"({"seatId":")");
    out.append(entry.id.text()).append(rows[entry.row]);
    append_number(out, entry.number);
    out += R"(,"price":)";
    append_number(out, map.plan->price_of(seat));
    if (!entry.attributes.empty())
      out.append(R"(,"attributes":)").append(events::to_json(entry.attributes).dump());
    out += '}';
  }
  auto classes = ordered_json::array();
  for (const auto& each : body.classes)
    classes.push_back(events::to_json(each));
  out.append(R"(],"classes":)").append(classes.dump());
  if (!body.price_types.empty())
    out.append(R"(,"priceTypes":)").append(events::to_json(body.price_types).dump());
  return out += '}';
}

} // namespace boxoffice::http
