#include "actors/cluster/wire/wire.hpp"

#include "actors/cluster/wire/reply_members.hpp"
#include "actors/cluster/wire/wire_reader.hpp"
#include "actors/cluster/wire/wire_writer.hpp"
#include "events/codec/codec.hpp"

#include <algorithm>

namespace boxoffice::storage {

// Beside the types, where wire_reader finds them. Ids become keys of rows.

bool is_valid(const webhook_endpoint& endpoint) {
  return is_webhook_id(endpoint.id) && !endpoint.url.empty();
}
bool is_valid(const removed_webhook& removed) { return is_webhook_id(removed.id); }
bool is_valid(const hall_id& id) { return events::is_id(id.text, events::most_show_id_chars); }
bool is_valid(const hall_template& hall) { return is_plan(hall.plan); }
bool is_valid(const wanted_hall& hall) { return is_plan(hall.plan); }

} // namespace boxoffice::storage

namespace boxoffice::actors {

using namespace events;

namespace {

/// A switch over all kinds, so that a new one does not compile before it is added here.
constexpr bool is_kind(storage::storage_error::kind value) {
  using enum storage::storage_error::kind;
  switch (value) {
  case in_use:
  case io:
  case corrupt:
  case bad_format:
  case absent:
  case exists:
  case read_only:
  case deposed:
  case unreachable:
  case lost:
  case device: return true;
  }
  return false;
}

bool fits(const seat_list& seats, const show_plan& hall) {
  auto is_there = [&](seat_index seat) { return seat < hall.seats.size_with_former(); };
  return std::ranges::all_of(seats, is_there);
}

} // namespace

template <>
inline constexpr auto last_of<storage::storage_error::kind> = [] {
  auto next = 0;
  while (is_kind(static_cast<storage::storage_error::kind>(next)))
    ++next;
  return static_cast<storage::storage_error::kind>(next - 1);
}();

// Types that are encoded in another form.

void members(wire_writer& io, const seat_list& seats) {
  io.write(std::vector<seat_index>{seats.begin(), seats.end()});
}
void members(wire_reader& io, seat_list& seats) {
  std::vector<seat_index> places;
  io.read(places);
  for (auto seat : places)
    seats.push_back(seat);
}

void members(wire_writer& io, const seat_rows& rows) { io.write(rows.all()); }
void members(wire_reader& io, seat_rows& rows) { io.read(rows.edit()); }

void members(wire_writer& io, const lazy<booking_details>& details) { io.write(*details); }
void members(wire_reader& io, lazy<booking_details>& details) { io.read(details.edit()); }

void members(wire_writer& io, const std::shared_ptr<const show_plan>& plan) {
  io.write(plan->body);
  io.write(plan->since);
  io.write(plan->seats.former());
}
void members(wire_reader& io, std::shared_ptr<const show_plan>& plan) {
  show_body body;
  std::uint64_t since{};
  std::vector<seat_id> former;
  io.read(body);
  io.read(since);
  io.read(former);
  plan = plan_of(std::move(body), since, former);
}

void members(wire_writer& io, const nullable_plan<const std::shared_ptr<const show_plan>>& news) {
  io.write(news.plan != nullptr);
  if (news.plan)
    io.write(news.plan);
}
void members(wire_reader& io, nullable_plan<std::shared_ptr<const show_plan>>& news) {
  auto has_plan = false;
  io.read(has_plan);
  if (has_plan)
    io.read(news.plan);
}

void members(wire_writer& io, const envelope_of<const recorded>& event) {
  io.write(encode(event.record.event, event.record.at));
}
void members(wire_reader& io, envelope_of<recorded>& event) {
  std::string envelope;
  io.read(envelope);
  auto decoded = decode(bytes_of(envelope));
  if (!decoded)
    return io.fail();
  event.record.at = decoded->at;
  event.record.event = std::move(decoded->event);
}

void members(wire_writer& io, const logging::request_tag& tag) {
  io.write(tag.made);
  io.write(tag.given ? std::optional{*tag.given} : std::nullopt);
}
void members(wire_reader& io, logging::request_tag& tag) {
  std::optional<logging::given_tag> given;
  io.read(tag.made);
  io.read(given);
  if (given)
    tag.given = std::make_shared<const logging::given_tag>(std::move(*given));
}

// What must hold between the members of a type.

bool is_valid(const seat_attributes& set) { return set.bits < 1U << value_count<seat_attribute>; }

bool is_valid(const seat_map& map) {
  return map.seats.empty() || map.seats.size() == map.plan->seats.size();
}
bool is_valid(const seat_news& news) {
  return !news.plan || news.seats.size() == news.plan->seats.size();
}
bool is_valid(const booking_view& view) {
  const auto& details = *view.booking.details;
  auto is_there = [&](const admission& each) {
    return each.seat < view.plan->seats.size_with_former();
  };
  return fits(view.booking.seats, *view.plan) && fits(details.seats_lost, *view.plan) &&
         std::ranges::all_of(details.admitted, is_there);
}
/// A backup is made by the operator of the node itself.
bool is_valid(const back_up&) { return false; }

namespace {

template <class Batch>
std::string written(const Batch& batch) {
  std::string bytes;
  wire_writer{bytes}.write(batch);
  return bytes;
}

template <class Batch>
std::optional<Batch> read(std::string_view bytes) {
  Batch batch;
  wire_reader reader{bytes_of(bytes)};
  reader.read(batch);
  return reader.finished() ? std::optional{std::move(batch)} : std::nullopt;
}

/// The same booking in a hall that has only its seats, those that it has lost and those that were
/// admitted before it moved.
booking_view excerpt_of(booking_view&& view) {
  auto& booked = view.booking;
  std::vector<seat_index> kept{booked.seats.begin(), booked.seats.end()};
  kept.insert(kept.end(), booked.details->seats_lost.begin(), booked.details->seats_lost.end());
  for (const auto& each : booked.details->admitted)
    kept.push_back(each.seat);
  std::ranges::sort(kept);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  auto body = view.plan->body;
  seat_index place = 0;
  auto& rows = body.rows.edit();
  for (auto& row : rows)
    std::erase_if(row.seats, [&](const auto& seat) {
      return !seat || !std::ranges::binary_search(kept, place++);
    });
  std::erase_if(rows, [](const seat_row& row) { return row.seats.empty(); });
  std::vector<seat_id> former;
  for (auto seat : kept)
    if (seat >= view.plan->seats.size())
      former.push_back(view.plan->seats[seat].id);
  auto place_of = [&](seat_index seat) {
    return static_cast<seat_index>(std::ranges::lower_bound(kept, seat) - kept.begin());
  };
  auto moved = [&](const seat_list& seats) {
    seat_list out;
    for (auto seat : seats)
      out.push_back(place_of(seat));
    return out;
  };
  booked.seats = moved(booked.seats);
  if (!booked.details->seats_lost.empty())
    booked.details.edit().seats_lost = moved(booked.details->seats_lost);
  if (!booked.details->admitted.empty())
    for (auto& each : booked.details.edit().admitted)
      each.seat = place_of(each.seat);
  view.plan = plan_of(std::move(body), view.plan->since, former);
  return std::move(view);
}

} // namespace

std::string encode(const asks& batch) { return written(batch); }

std::string encode(replies&& batch) {
  for (auto& each : batch) {
    if (auto* view = std::get_if<booking_view>(&each.reply))
      *view = excerpt_of(std::move(*view));
    if (auto* made = std::get_if<link_made>(&each.reply))
      made->view = excerpt_of(std::move(made->view));
    if (auto* page = std::get_if<booking_page>(&each.reply))
      for (auto& one : page->items)
        one.view = excerpt_of(std::move(one.view));
  }
  return written(batch);
}

std::optional<asks> decode_asks(std::string_view bytes, const caf::actor& reply_port) {
  auto batch = read<asks>(bytes);
  if (batch)
    for (auto& each : *batch)
      std::visit([&](auto& ask) { ask.reply_to.reply_port = reply_port; }, each);
  return batch;
}

std::optional<replies> decode_replies(std::string_view bytes) { return read<replies>(bytes); }

} // namespace boxoffice::actors
