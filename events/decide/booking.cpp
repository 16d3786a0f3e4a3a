#include "events/decide/booking.hpp"

#include "events/choose/seating.hpp"
#include "events/decide/admission.hpp"
#include "events/decide/choosing.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/payment.hpp"
#include "events/state/lines.hpp"

#include <algorithm>
#include <set>

namespace boxoffice::events {

namespace {

/// The request's type of that seat: null if it means the show's first one.
const price_type_id* type_of(const request_booking& request, std::size_t place) {
  auto given = place < request.types.size() && !request.types[place].text.empty();
  return given ? &request.types[place] : nullptr;
}

/// The member of the body that has the type of that seat.
std::string type_field(const request_booking& request, std::size_t place) {
  auto number = '[' + std::to_string(place) + ']';
  return request.best_available ? "bestAvailable.types" + number : "seats" + number + ".type";
}

/// A type of each seat, none in a show without types; or invalid_request with those that the show
/// does not have.
boost::system::result<std::vector<price_type_id>, refusal>
types_of(const show_state& show, const request_booking& request) {
  const auto& body = show.plan->body;
  std::vector<price_type_id> types;
  refusal unknown{errc::invalid_request, {}, {}};
  for (std::size_t i = 0; i < seats_asked(request); ++i) {
    const auto* type = type_of(request, i);
    if (type != nullptr && find_price_type(body, *type) == nullptr)
      unknown.errors.push_back({type_field(request, i), "is not a price type of this show"});
    else if (!body.price_types.empty())
      types.push_back(type != nullptr ? *type : body.price_types.front().id);
  }
  if (!unknown.errors.empty())
    return unknown;
  return types;
}

money price_of(const show_state& show, const seat_list& seats,
               const std::vector<price_type_id>& types) {
  const auto& body = show.plan->body;
  money total{0, body.currency};
  std::size_t place = 0;
  for (auto seat : seats) {
    const auto* type = types.empty() ? nullptr : find_price_type(body, types[place++]);
    total.value += price_of(*show.plan, seat, type);
  }
  return total;
}

/// The earlier booking of the request's key, if the key is still kept.
const booking* booking_of_key(const show_state& show, const request_booking& request) {
  if (!request.key_hash)
    return nullptr;
  const auto* booked = show.bookings.find(request.customer, *request.key_hash);
  for (auto id = request.formerly.begin(); booked == nullptr && id != request.formerly.end(); ++id)
    booked = show.bookings.find(*id, *request.key_hash);
  auto is_kept = booked != nullptr && request.at < booked->requested_at + idempotency_ms;
  return is_kept ? booked : nullptr;
}

/// Whether the request, which has the same key, is for the seats that the booking was requested
/// with; if it leaves them to the show, whether they are what it asks for. What that was is not
/// kept: after a change of the layout its seats may be of another class or have other attributes,
/// and a retry must still get its booking, so then only their number and types are compared.
bool same_seats(const show_state& show, const booking& booked, const request_booking& request) {
  auto requested = requested_lines(*show.plan, booked);
  if (requested.size() != seats_asked(request))
    return false;
  const auto& wish = request.best_available;
  // A change that concerns them pins the prices; so does a move, after which they are as before.
  auto may_differ = !booked.details->prices.empty() && booked.number < show.plan->since;
  auto is_same = [&](seat_index seat, std::size_t place) {
    return wish ? may_differ || is_meant(*show.plan, seat, *wish)
                : show.plan->seats[seat].id == request.seats[place];
  };
  const auto& offered = show.plan->body.price_types;
  std::size_t place = 0;
  for (const auto& line : requested) {
    const auto* type = type_of(request, place);
    if (type == nullptr && !booked.details->types.empty() && may_differ)
      type = line.type; // The default of that time.
    else if (type == nullptr && !offered.empty())
      type = &offered.front().id;
    if (!is_same(line.seat, place++) || (type == nullptr) != (line.type == nullptr) ||
        (type != nullptr && *type != *line.type))
      return false;
  }
  return true;
}

/// Why the customer may not have so many more seats; nothing if allowed.
std::optional<refusal> over_limit(const show_state& show, const request_booking& request,
                                  std::size_t seats, const rules& rules) {
  if (request.customer == customer_id{}) // Nobody who is known, at the counter.
    return std::nullopt;
  auto unpaid_limit = request.limits.unpaid_seats;
  auto show_limit = show.plan->body.max_seats_per_customer;
  if (unpaid_limit == 0 && !show_limit)
    return std::nullopt;
  auto unpaid = unpaid_seats(show, request, rules);
  auto more = static_cast<std::int64_t>(seats);
  if (unpaid_limit != 0 && unpaid + more > unpaid_limit)
    return refusal{errc::customer_limit, {}, {}, unpaid_limit, unpaid};
  auto have = unpaid + (show_limit ? paid_seats(show, request) : 0);
  if (show_limit && have + more > *show_limit)
    return refusal{errc::customer_limit, {}, {}, *show_limit, have};
  return std::nullopt;
}

/// What is wrong with a request that leaves the seats to the show.
std::vector<field_error> errors_in_wish(const request_booking& request, std::int64_t most) {
  const auto& wish = *request.best_available;
  if (!request.seats.empty())
    return {{"bestAvailable", "must not come together with `seats`"}};
  if (wish.count < 1 || wish.count > most)
    return {{"bestAvailable.count", "must be 1 to " + std::to_string(most)}};
  if (!request.types.empty() && request.types.size() != static_cast<std::size_t>(wish.count))
    return {{"bestAvailable.types", "must name one for each seat"}};
  return {};
}

/// The seats that the request names, none if it leaves them to the show; or invalid_request.
boost::system::result<seat_list, refusal> named_seats(const show_state& show,
                                                      const request_booking& request) {
  const auto& wish = request.best_available;
  if (!wish)
    return seats_of(show, request.seats);
  if (!wish->seat_class.empty() && find_class(show.plan->body, wish->seat_class) == nullptr)
    return refusal{
        errc::invalid_request, {}, {{"bestAvailable.class", "is not a class of this show"}}};
  return seat_list{};
}

/// Why the customer cannot have the named seats; nothing if they are available.
std::optional<refusal> unavailable(const show_state& show, const request_booking& request,
                                   const seat_list& seats, const rules& rules,
                                   sales_channel channel) {
  auto at_counter = channel == sales_channel::counter;
  refusal why{errc::seats_unavailable, {}, {}};
  for (auto seat : seats) {
    auto reason =
        at_counter ? in_use(show, seat, request.at, rules) : taken(show, seat, request.at, rules);
    if (!reason)
      reason = must_wait(show, seat, request, rules);
    if (reason)
      why.seats.push_back(std::move(*reason));
  }
  if (!why.seats.empty())
    return why;
  if (show.plan->body.single_seats == single_seats::refuse && !at_counter)
    return refuse_single_seats(show, request, seats, rules);
  return std::nullopt;
}

/// A quick check for what nearly every request has: a few valid names, each given once.
bool are_few_and_valid(const std::vector<seat_id>& seats, std::size_t most) {
  constexpr std::size_t few = 16;
  if (seats.empty() || seats.size() > std::min(most, few))
    return false;
  for (auto seat = seats.begin(); seat != seats.end(); ++seat)
    if (!is_id(seat->text, most_seat_id_chars) || std::find(seats.begin(), seat, *seat) != seat)
      return false;
  return true;
}

} // namespace

std::vector<field_error> errors_in(const std::vector<seat_id>& seats, std::size_t most) {
  std::vector<field_error> errors;
  if (are_few_and_valid(seats, most))
    return errors;
  if (seats.empty())
    errors.push_back({"seats", "must name a seat"});
  if (seats.size() > most)
    errors.push_back({"seats", "must be at most " + std::to_string(most)});
  if (!errors.empty())
    return errors;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < seats.size(); ++i) {
    auto place = "seats[" + std::to_string(i) + ']';
    if (!is_id(seats[i].text, most_seat_id_chars))
      errors.push_back({place, "must be 1 to 16 of A-Z a-z 0-9 _ -"});
    if (!seen.insert(seats[i].text).second)
      errors.push_back({place, "names a seat twice"});
  }
  return errors;
}

std::vector<field_error> errors_in(const request_booking& request, const rules& rules) {
  auto errors = request.best_available
                    ? errors_in_wish(request, rules.max_seats)
                    : errors_in(request.seats, static_cast<std::size_t>(rules.max_seats));
  for (std::size_t i = 0; errors.empty() && i < request.types.size(); ++i)
    if (const auto* type = type_of(request, i);
        type != nullptr && !is_id(type->text, most_price_type_id_chars))
      errors.push_back({type_field(request, i), "must be 1 to 16 of A-Z a-z 0-9 _ -"});
  return errors;
}

std::size_t seats_asked(const request_booking& request) {
  const auto& wish = request.best_available;
  return wish ? static_cast<std::size_t>(wish->count) : request.seats.size();
}

decision request_events(const show_state& show, const request_booking& request, const rules& rules,
                        sales_channel channel) {
  if (auto errors = errors_in(request, rules); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  if (!show.opened())
    return refused(errc::show_not_found);
  if (const auto* earlier = booking_of_key(show, request)) {
    auto earlier_at_counter = earlier->rule == review_rule::counter;
    if (earlier_at_counter != (channel == sales_channel::counter) ||
        !same_seats(show, *earlier, request))
      return refused(errc::idempotency_key_reused);
    return std::vector<event>{};
  }
  if (!on_sale(show, request.at))
    return refused(errc::sales_closed);
  if (auto opens_at = show.plan->body.opens_at; opens_at && request.at < *opens_at)
    return refusal{errc::sales_not_open, {}, {}, 0, 0, opens_at, *opens_at - request.at};
  auto seats = named_seats(show, request);
  if (!seats)
    return seats.error();
  auto types = types_of(show, request);
  if (!types)
    return types.error();
  if (auto over = over_limit(show, request, seats_asked(request), rules))
    return std::move(*over);
  if (request.best_available) {
    seats = choose_seats(show, request, rules);
    if (seats->empty())
      return refused(errc::not_enough_seats);
  } else if (auto why = unavailable(show, request, *seats, rules, channel)) {
    return std::move(*why);
  }
  auto events = expire_what_ran_out(show, *seats, request.at, rules);
  auto amount = price_of(show, *seats, *types);
  events.emplace_back(booking_requested{
      request.id, request.customer,
      request.best_available ? ids_of(*show.plan, *seats) : request.seats, std::move(amount),
      request.key_hash, std::move(*types), request.best_available.has_value(), channel});
  return events;
}

decision events_for(const show_state& show, const request_booking& request, const rules& rules) {
  return request_events(show, request, rules, sales_channel::online);
}

const booking* requested_booking(const show_state& show, const request_booking& request) {
  if (const auto* own = show.find(request.id.secret))
    return own;
  return booking_of_key(show, request);
}

decision events_for(const show_state& show, const cancel_booking& command, const rules&) {
  const auto* booked = show.find(command.secret);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  if (command.customer && !is_of(booked->customer, *command.customer, command.formerly))
    return refused(errc::forbidden);
  auto paid = booked->status == booking_status::paid;
  if (!is_open(booked->status) && !(paid && command.by == canceller::by_operator))
    return refused(errc::not_cancellable);
  std::vector<event> events{booking_cancelled{booked->number, command.by, command.operator_by}};
  if (auto refund = refund_of(*booked, refund_reason::cancelled))
    events.emplace_back(std::move(*refund));
  return events;
}

} // namespace boxoffice::events
