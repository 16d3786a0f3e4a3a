#include "http/api/handlers/seat_requests.hpp"

#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_out.hpp"
#include "http/limits/seat_allowance.hpp"

#include <atomic>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using clock = seat_allowance::clock;

constexpr auto out_of_seats = "Too many unpaid seats from this address.";

response booked(const actors::booking_taken& taken) {
  auto reqid = to_text(taken.id);
  auto answer = json_response(to_json(taken, reqid), 202);
  answer.add_header("Location", reqid.insert(0, "/api/ticket/"));
  return answer;
}

/// The allowance that the request is counted against; nothing where it is not.
seat_allowance* allowance_of(const seat_request& wanted) {
  return wanted.by_operator ? nullptr : wanted.answer.home().common().seats.get();
}

/// Asks the show; what take() took stays taken for a new booking only.
void pass_on(seat_request&& wanted) {
  auto* allowance = allowance_of(wanted);
  auto count = wanted.asked.seats.size();
  auto then = [allowance, count](const responder& answer, actors::reply&& said) {
    const auto& from = answer.from().address;
    auto* taken = std::get_if<actors::booking_taken>(&said);
    if (allowance != nullptr) {
      if (taken != nullptr && !taken->again)
        allowance->remember(from, taken->id, count, clock::now());
      else
        allowance->give_back(from, count, clock::now());
    }
    answer(taken != nullptr ? booked(*taken) : failure(said));
  };
  auto& client = wanted.answer.home().client();
  client.ask({std::move(wanted.answer), std::move(then)}, std::move(wanted.show),
             std::move(wanted.asked), std::move(wanted.mail));
}

/// Once: all clients behind a proxy share what is meant for one, and its operator cannot guess why
/// they are refused.
void warn_of_proxy(const seat_request& refused) {
  static std::atomic<bool> warned{false};
  if (refused.through_proxy && !warned.exchange(true))
    refused.answer.home().common().engine->env().warn(
        "requests for seats from " + refused.answer.from().address.to_string() +
        " are refused by limits.seats_per_address and come through a proxy, whose clients all "
        "count as one: set it to 0, or to what all of them may have");
}

void refuse(const seat_request& wanted, int wait_s) {
  warn_of_proxy(wanted);
  wanted.answer(to_response(problem{code::rate_limited, out_of_seats, {}, {}, wait_s}));
}

booking_end end_of(const actors::reply& said) {
  const auto* view = std::get_if<actors::booking_view>(&said);
  if (view == nullptr)
    return booking_end::open; // Its node cannot be reached: another look may tell.
  if (view->booking.details->paid_by)
    return booking_end::paid;
  if (view->booking.status == events::booking_status::rejected)
    return booking_end::rejected;
  return is_open(view->booking.status) ? booking_end::open : booking_end::unpaid;
}

/// A request that waits for looks at bookings.
struct waiting_request {
  seat_request wanted;
  std::size_t left; ///< looks that have no answer yet
};

void settle(const std::shared_ptr<waiting_request>& waiting, const events::request_id& booking,
            const actors::reply& said) {
  auto& wanted = waiting->wanted;
  auto* allowance = allowance_of(wanted);
  const auto& from = wanted.answer.from().address;
  allowance->settle(from, booking, end_of(said), clock::now());
  if (--waiting->left != 0)
    return;
  if (auto wait_s = allowance->take(from, wanted.asked.seats.size(), clock::now()))
    refuse(wanted, *wait_s);
  else
    pass_on(std::move(wanted));
}

} // namespace

void ask_for_seats(seat_request&& wanted) {
  auto* allowance = allowance_of(wanted);
  if (allowance == nullptr)
    return pass_on(std::move(wanted));
  const auto from = wanted.answer.from().address;
  auto wait_s = allowance->take(from, wanted.asked.seats.size(), clock::now());
  if (!wait_s)
    return pass_on(std::move(wanted));
  auto bookings = allowance->in_doubt(from, clock::now());
  if (bookings.empty())
    return refuse(wanted, *wait_s);
  auto& client = wanted.answer.home().client();
  auto waiting =
      std::make_shared<waiting_request>(waiting_request{std::move(wanted), bookings.size()});
  for (const auto& booking : bookings)
    client.ask({waiting->wanted.answer,
                [waiting, booking](const responder&, actors::reply&& said) {
                  settle(waiting, booking, said);
                }},
               events::show_id{booking.show}, actors::get_booking{booking.secret, {}}, {});
}

} // namespace boxoffice::http
