#include "actors/cluster/wire/wire.hpp"

#include "actors/cluster/wire/wire_reader.hpp"
#include "actors/cluster/wire/wire_writer.hpp"
#include "events/codec/codec.hpp"

#include <algorithm>

namespace boxoffice::actors {

using namespace events;

template <>
inline constexpr auto last_of<errc> = errc::customer_limit;
template <>
inline constexpr auto last_of<taken_reason> = taken_reason::wait;
template <>
inline constexpr auto last_of<booking_status> = booking_status::paid;
template <>
inline constexpr auto last_of<payment_status> = payment_status::refunded;
template <>
inline constexpr auto last_of<review_rule> = review_rule::lost_draw;
template <>
inline constexpr auto last_of<expiry_reason> = expiry_reason::payment_timeout;
template <>
inline constexpr auto last_of<canceller> = canceller::show_cancelled;
template <>
inline constexpr auto last_of<paid_how> = paid_how::late_delivery;
template <>
inline constexpr auto last_of<refund_reason> = refund_reason::seats_gone;
template <>
inline constexpr auto last_of<seat_status> = seat_status::blocked;
template <>
inline constexpr auto last_of<sales_status> = sales_status::cancelled;
template <>
inline constexpr auto last_of<storage::storage_error::kind> = storage::storage_error::kind::lost;

namespace {

template <class T, class... Of>
concept one_of = (std::is_same_v<T, Of> || ...);

bool fits(const seat_list& seats, const show_plan& hall) {
  return std::ranges::all_of(seats, [&](seat_index seat) { return seat < hall.seats.size(); });
}

std::shared_ptr<const show_plan> plan_of(show_body&& body) {
  seat_table seats{body};
  return std::make_shared<const show_plan>(show_plan{std::move(seats), std::move(body)});
}

} // namespace

// The members of each type in the order in which they are encoded. `at` and `limits` of a command
// are left out: the show fills them in. So is `formerly`: the other node derives its own ids.

template <class Io, class Tag>
void members(Io& io, strong_id<Tag>& id) {
  io(id.text);
}
template <class Io, one_of<money> T>
void members(Io& io, T& amount) {
  io(amount.value, amount.currency);
}
template <class Io, one_of<request_id> T>
void members(Io& io, T& id) {
  io(id.show, id.secret);
}
template <class Io, one_of<seat_class> T>
void members(Io& io, T& one) {
  io(one.id, one.name, one.price);
}
template <class Io, one_of<seat_row> T>
void members(Io& io, T& one) {
  io(one.row, one.seat_class, one.seats);
}
template <class Io, one_of<show_body> T>
void members(Io& io, T& body) {
  io(body.movie, body.hall, body.starts_at, body.sales_close_at, body.currency, body.price);
  io(body.classes, body.rows);
}

template <class Io, one_of<actors::get_show, run_timers, timers_ran> T>
void members(Io&, T&) {}
template <class Io, one_of<pause_sales, resume_sales, cancel_show> T>
void members(Io& io, T& asked) {
  io(asked.by);
}
template <class Io, one_of<open_show> T>
void members(Io& io, T& asked) {
  io(asked.body, asked.by);
}
template <class Io, one_of<block_seats, unblock_seats> T>
void members(Io& io, T& asked) {
  io(asked.seats, asked.by);
}
template <class Io, one_of<request_booking> T>
void members(Io& io, T& asked) { // The id is made by the show.
  io(asked.customer, asked.seats, asked.key_hash);
}
template <class Io, one_of<cancel_booking> T>
void members(Io& io, T& asked) {
  io(asked.secret, asked.by, asked.customer, asked.operator_by);
}
template <class Io, one_of<record_payment> T>
void members(Io& io, T& said) {
  io(said.secret, said.payment, said.status, said.amount, said.paid_at);
}
template <class Io, one_of<get_booking, get_history> T>
void members(Io& io, T& asked) {
  io(asked.secret, asked.customer);
}
template <class Io, one_of<await_booking> T>
void members(Io& io, T& asked) {
  io(asked.secret, asked.customer, asked.known);
}
template <class Io, one_of<get_seats, await_seats> T>
void members(Io& io, T& asked) {
  io(asked.known_version);
}
template <class Io, one_of<actors::list_shows, actors::list_refunds> T>
void members(Io& io, T& asked) {
  io(asked.after, asked.limit);
}
template <class Io, one_of<erase_customer> T>
void members(Io& io, T& asked) {
  io(asked.mail); // The other node has names of its own for the customer.
}
template <class Io, one_of<get_past_seats> T>
void members(Io& io, T& asked) {
  io(asked.show, asked.when.seq, asked.when.at);
}
template <class Io, one_of<get_events> T>
void members(Io& io, T& asked) {
  io(asked.show, asked.after, asked.limit);
}
void members(wire_writer&, back_up&) {}
/// Each node is backed up by itself, to where its own operator says.
void members(wire_reader& io, back_up&) { io.fail(); }
template <class Io, one_of<show_ask> T>
void members(Io& io, T& ask) {
  io(ask.reply_to.correlation, ask.show, ask.what, ask.mail);
}
template <class Io, one_of<node_ask> T>
void members(Io& io, T& ask) {
  io(ask.reply_to.correlation, ask.what);
}

template <class Io, one_of<taken_seat> T>
void members(Io& io, T& seat) {
  io(seat.seat, seat.reason, seat.retry_at);
}
template <class Io, one_of<field_error> T>
void members(Io& io, T& fault) {
  io(fault.field, fault.detail);
}
template <class Io, one_of<refusal> T>
void members(Io& io, T& why) {
  io(why.code, why.seats, why.errors, why.limit, why.have);
}
template <class Io, one_of<unavailable> T>
void members(Io& io, T& why) {
  io(why.reason);
}
template <class Io, one_of<storage::storage_error> T>
void members(Io& io, T& error) {
  io(error.what, error.detail);
}
template <class Io, one_of<backed_up> T>
void members(Io& io, T& said) {
  io(said.failed);
}
template <class Io, one_of<customer_erased> T>
void members(Io& io, T& said) {
  io(said.existed);
}
template <class Io, one_of<booking_taken> T>
void members(Io& io, T& taken) {
  io(taken.id, taken.number, taken.amount, taken.again);
}
template <class Io, one_of<payment_entry> T>
void members(Io& io, T& entry) {
  io(entry.payment, entry.status, entry.refund, entry.how);
}
template <class Io, one_of<payment_view> T>
void members(Io& io, T& view) {
  io(view.id, view.entry);
}
template <class Io, one_of<storage::show_summary> T>
void members(Io& io, T& show) {
  io(show.id, show.sales, show.version, show.body);
}
template <class Io, one_of<refund_due> T>
void members(Io& io, T& due) {
  io(due.number, due.payment, due.amount, due.paid_at, due.reason);
}
template <class Io, one_of<storage::refund_summary> T>
void members(Io& io, T& one) {
  io(one.id, one.number, one.due, one.since);
}
template <class Io, class Item>
void members(Io& io, storage::page<Item>& page) {
  io(page.items, page.next);
}
template <class Io, one_of<show_page> T>
void members(Io& io, T& page) {
  io(page.items, page.next, page.missing);
}
template <class Io, one_of<open_refund> T>
void members(Io& io, T& refund) {
  io(refund.payment, refund.amount, refund.reason, refund.since);
}
template <class Io, one_of<booking_details> T>
void members(Io& io, T& details) {
  io(details.key_hash, details.others, details.seats_lost, details.paid_by, details.received);
  io(details.paid_at, details.payments, details.refunds);
}
template <class Io, one_of<booking> T>
void members(Io& io, T& booked) {
  io(booked.number, booked.secret, booked.customer, booked.seats, booked.amount);
  io(booked.requested_at, booked.decided_at, booked.pay_by, booked.drawn.round, booked.drawn.seed);
  io(booked.status, booked.rule, booked.expired, booked.cancelled, booked.how);
  io(booked.details.edit());
}

void members(wire_writer& io, seat_list& seats) {
  std::vector<seat_index> places{seats.begin(), seats.end()};
  io(places);
}
void members(wire_reader& io, seat_list& seats) {
  std::vector<seat_index> places;
  io(places);
  for (auto seat : places)
    seats.push_back(seat);
}

void members(wire_writer& io, std::shared_ptr<const show_plan>& plan) {
  auto body = plan->body;
  io(body);
}
void members(wire_reader& io, std::shared_ptr<const show_plan>& plan) {
  show_body body;
  io(body);
  plan = plan_of(std::move(body));
}

template <class Io, one_of<show_view> T>
void members(Io& io, T& view) {
  io(view.id, view.plan, view.sales, view.version, view.at, view.opened_now);
}

void members(wire_writer& io, seat_map& map) {
  io(map.id, map.plan, map.sales, map.version, map.seats);
}
void members(wire_reader& io, seat_map& map) {
  io(map.id, map.plan, map.sales, map.version, map.seats);
  if (!map.seats.empty() && map.seats.size() != map.plan->seats.size())
    io.fail();
}

void members(wire_writer& io, seat_news& news) {
  auto with_plan = news.plan != nullptr;
  io(with_plan);
  if (with_plan)
    io(news.plan);
  io(news.version, news.seats);
}
void members(wire_reader& io, seat_news& news) {
  auto with_plan = false;
  io(with_plan);
  if (with_plan)
    io(news.plan);
  io(news.version, news.seats);
  if (with_plan && news.seats.size() != news.plan->seats.size())
    io.fail();
}

void members(wire_writer& io, booking_view& view) {
  view = excerpt_of(std::move(view));
  io(view.show, view.plan, view.booking);
}
void members(wire_reader& io, booking_view& view) {
  io(view.show, view.plan, view.booking);
  if (!fits(view.booking.seats, *view.plan) || !fits(view.booking.details->seats_lost, *view.plan))
    io.fail();
}

void members(wire_writer& io, storage::stored_event& told) {
  auto envelope = encode(told.record.event, told.record.at);
  io(told.record.seq, told.hash, envelope);
}
void members(wire_reader& io, storage::stored_event& told) {
  std::string envelope;
  io(told.record.seq, told.hash, envelope);
  auto read = decode(bytes_of(envelope));
  if (!read)
    return io.fail();
  told.record.at = read->at;
  told.record.event = std::move(read->event);
}
template <class Io, one_of<history_view> T>
void members(Io& io, T& view) {
  io(view.events);
}
template <class Io, one_of<events_page> T>
void members(Io& io, T& page) {
  io(page.events, page.next);
}
template <class Io, one_of<correlated_reply> T>
void members(Io& io, T& one) {
  io(one.correlation, one.reply);
}

namespace {

template <class Batch>
std::string written(Batch& batch) {
  std::string bytes;
  wire_writer{bytes}(batch);
  return bytes;
}

template <class Batch>
std::optional<Batch> read(std::string_view bytes) {
  Batch batch;
  wire_reader reader{bytes_of(bytes)};
  reader(batch);
  return reader.finished() ? std::optional{std::move(batch)} : std::nullopt;
}

} // namespace

booking_view excerpt_of(booking_view&& view) {
  auto& booked = view.booking;
  std::vector<seat_index> kept{booked.seats.begin(), booked.seats.end()};
  kept.insert(kept.end(), booked.details->seats_lost.begin(), booked.details->seats_lost.end());
  std::ranges::sort(kept);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  auto body = view.plan->body;
  seat_index place = 0;
  for (auto& row : body.rows)
    std::erase_if(row.seats, [&](const auto& seat) {
      return !seat || !std::ranges::binary_search(kept, place++);
    });
  std::erase_if(body.rows, [](const seat_row& row) { return row.seats.empty(); });
  auto moved = [&](const seat_list& seats) {
    seat_list out;
    for (auto seat : seats)
      out.push_back(static_cast<seat_index>(std::ranges::lower_bound(kept, seat) - kept.begin()));
    return out;
  };
  booked.seats = moved(booked.seats);
  if (!booked.details->seats_lost.empty())
    booked.details.edit().seats_lost = moved(booked.details->seats_lost);
  view.plan = plan_of(std::move(body));
  return std::move(view);
}

std::string encode(asks&& batch) { return written(batch); }

std::string encode(replies&& batch) { return written(batch); }

std::optional<asks> decode_asks(std::string_view bytes, const caf::actor& reply_port) {
  auto batch = read<asks>(bytes);
  if (batch)
    for (auto& each : *batch)
      std::visit([&](auto& ask) { ask.reply_to.reply_port = reply_port; }, each);
  return batch;
}

std::optional<replies> decode_replies(std::string_view bytes) { return read<replies>(bytes); }

} // namespace boxoffice::actors
