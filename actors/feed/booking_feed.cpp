#include "actors/feed/booking_feed.hpp"

namespace boxoffice::actors {

using events::booking_status;

namespace {

bool is_final(booking_status status) {
  return status != booking_status::in_review && status != booking_status::confirmed;
}

} // namespace

booking_feed::booking_feed(std::function<std::string(const booking_view&)> encode,
                           feed_options options, actions outside)
    : encode_{std::move(encode)}, options_{options}, outside_{std::move(outside)} {}

void booking_feed::subscribe(subscribe_booking&& wanted) {
  subscriber_key who{wanted.to.get(), wanted.subscriber};
  auto [added, fresh] = bookings_.try_emplace(who, watched_booking{std::move(wanted), {}});
  if (fresh)
    ask(added->second, who);
}

void booking_feed::take_reply(const subscriber_key& who, reply&& news) {
  auto found = bookings_.find(who);
  if (found == bookings_.end())
    return;
  auto& watched = found->second;
  if (std::holds_alternative<unavailable>(news))
    return outside_.retry_later(until_retry(options_, ++watched.failures), {who});
  watched.failures = 0;
  auto* view = std::get_if<booking_view>(&news);
  if (view == nullptr) {
    watched.by.to->take({who.second, {}, {}, true, true});
    bookings_.erase(found);
    return;
  }
  auto last = is_final(view->booking.status);
  if (auto now = seen(*view); watched.sent != now) {
    watched.sent = now;
    watched.by.to->take(
        {who.second, {}, {std::make_shared<const std::string>(encode_(*view))}, last});
  }
  if (last)
    bookings_.erase(found);
  else
    ask(watched, who);
}

void booking_feed::retry(const retry_booking& which) {
  if (auto found = bookings_.find(which.who); found != bookings_.end())
    ask(found->second, which.who);
}

void booking_feed::ask(const watched_booking& which, const subscriber_key& who) {
  outside_.ask(who, which.by.id.show,
               {which.by.id.secret, which.by.customer, which.sent, which.by.formerly},
               which.by.mail);
}

} // namespace boxoffice::actors
