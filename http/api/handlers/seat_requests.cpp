#include "http/api/handlers/seat_requests.hpp"

#include "events/decide/booking.hpp"
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_out.hpp"
#include "http/limits/seat_allowance.hpp"

#include <atomic>

namespace boxoffice::http {

namespace {

using clock = seat_allowance::clock;

constexpr auto out_of_seats = "Too many unpaid seats from this address.";

response booked(const actors::booking_taken& taken) {
  auto reqid = to_text(taken.id);
  auto out = json_response(to_json(taken, reqid), 202);
  out.add_header("Location", reqid.insert(0, "/api/ticket/"));
  return out;
}

/// The allowance that the request counts against; null if it does not.
seat_allowance* allowance_of(const seat_request& wanted, const services& with) {
  return wanted.by_operator ? nullptr : with.shared.seats.get();
}

/// Asks the show. The seats stay taken from the allowance for a new booking only.
void ask_for_booking(seat_request&& wanted, services& with) {
  auto* allowance = allowance_of(wanted, with);
  auto seats = events::seats_asked(wanted.command);
  // Two words, so that the function object needs no memory of its own.
  auto then = [allowance, seats](const responder& respond, actors::reply&& reply) {
    auto* taken = std::get_if<actors::booking_taken>(&reply);
    if (allowance != nullptr) {
      const auto& address = respond.client().address;
      if (taken != nullptr && !taken->again)
        allowance->remember(address, taken->id, seats, clock::now());
      else
        allowance->give_back(address, seats, clock::now());
    }
    respond(taken != nullptr ? booked(*taken) : failure(reply));
  };
  with.client.ask({std::move(wanted.respond), std::move(then)}, std::move(wanted.show),
                  std::move(wanted.command), std::move(wanted.mail));
}

/// Once: all clients behind a proxy that is not trusted, or does not name them, share an allowance
/// that is meant for one, and the operator cannot guess why they are refused.
void warn_of_proxy(const seat_request& refused, const services& with) {
  static std::atomic<bool> warned{false};
  const auto& client = refused.respond.client();
  auto shared = client.is_trusted_proxy || (refused.through_proxy && !client.is_forwarded);
  if (!shared || warned.exchange(true))
    return;
  with.env.log.write(logging::level::warn, logging::log_module::http, refused.respond.tag(),
                     "requests for seats from {} are refused by limits.seats_per_address and come "
                     "through a proxy, whose clients count as one: {}",
                     client.address.to_string(),
                     client.is_trusted_proxy
                         ? "it is trusted, but does not name them in X-Forwarded-For, or passes on "
                           "a Forwarded that names others"
                         : "if it is yours, put it into http.trusted_proxies");
}

void refuse(const seat_request& wanted, const services& with, int wait_s) {
  warn_of_proxy(wanted, with);
  wanted.respond(to_response(problem{code::rate_limited, out_of_seats, {}, {}, wait_s}));
}

booking_end end_in(const actors::reply& reply) {
  const auto* view = std::get_if<actors::booking_view>(&reply);
  // Without one its node cannot be reached; asked again later.
  return view == nullptr ? booking_end::open : end_of(view->booking);
}

/// A request that waits until the bookings of its address have been looked at.
struct waiting_request {
  seat_request wanted;
  std::size_t left; ///< looks without a reply yet
};

void note_end(const std::shared_ptr<waiting_request>& waiting, services& with,
              const events::request_id& booking, const actors::reply& reply) {
  auto& wanted = waiting->wanted;
  auto* allowance = allowance_of(wanted, with);
  const auto& address = wanted.respond.client().address;
  allowance->settle(address, booking, end_in(reply), clock::now());
  if (--waiting->left != 0)
    return;
  if (auto wait_s = allowance->take(address, events::seats_asked(wanted.command), clock::now()))
    refuse(wanted, with, *wait_s);
  else
    ask_for_booking(std::move(wanted), with);
}

} // namespace

booking_end end_of(const events::booking& booked) {
  // Being PAID without money gives nothing back: one address could take every free seat of a hall.
  if (const auto& paid_by = booked.details->paid_by)
    return paid_by->text == events::free_payment ? booking_end::unpaid : booking_end::paid;
  if (booked.status == events::booking_status::rejected)
    return booking_end::rejected;
  return is_open(booked.status) ? booking_end::open : booking_end::unpaid;
}

void request_seats(seat_request&& wanted, services& with) {
  auto* allowance = allowance_of(wanted, with);
  if (allowance == nullptr)
    return ask_for_booking(std::move(wanted), with);
  const auto address = wanted.respond.client().address;
  auto wait_s = allowance->take(address, events::seats_asked(wanted.command), clock::now());
  if (!wait_s)
    return ask_for_booking(std::move(wanted), with);
  auto bookings = allowance->in_doubt(address, clock::now());
  if (bookings.empty())
    return refuse(wanted, with, *wait_s);
  auto waiting =
      std::make_shared<waiting_request>(waiting_request{std::move(wanted), bookings.size()});
  for (const auto& booking : bookings)
    with.client.ask({waiting->wanted.respond,
                     [waiting, &with, booking](const responder&, actors::reply&& reply) {
                       note_end(waiting, with, booking, reply);
                     }},
                    events::show_id{booking.show}, actors::get_booking{booking.secret, {}}, {});
}

} // namespace boxoffice::http
