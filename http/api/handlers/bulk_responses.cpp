#include "http/api/handlers/bulk_responses.hpp"

namespace boxoffice::http {

bulk_response bulk_of(response&& what) { return {std::move(what)}; }

bulk_response bulk_of(std::optional<shared_bytes>&& body, std::string_view cache_control,
                      std::string etag) {
  if (!body)
    return {problem_response(code::unavailable)};
  response out;
  out.cache_control = cache_control;
  out.tail = std::move(*body);
  if (!etag.empty())
    out.add_header("ETag", etag);
  return {std::move(out), std::move(etag)};
}

void charge(const request& in, services& with, double calls) {
  if (with.options.limit_rate && !in.by)
    with.rates.charge(in.respond.client().address, calls);
}

std::chrono::microseconds render_time(const actors::seat_map& map) {
  return std::chrono::microseconds{map.seats.size() / 10};
}
std::chrono::microseconds render_time(const actors::show_page& page) {
  return std::chrono::microseconds{page.items.size() * 5};
}
std::chrono::microseconds render_time(const actors::programme_view& view) {
  return std::chrono::microseconds{view.days.size() + view.halls.size()};
}
std::chrono::microseconds render_time(const actors::refund_page& page) {
  return std::chrono::microseconds{page.items.size() * 5};
}
std::chrono::microseconds render_time(const actors::booking_page& page) {
  return std::chrono::microseconds{page.items.size() * 20};
}
std::chrono::microseconds render_time(const actors::events_page& page) {
  return std::chrono::microseconds{page.events.size() * 10};
}
std::chrono::microseconds render_time(const actors::history_view& view) {
  return std::chrono::microseconds{view.events.size() * 10};
}
std::chrono::microseconds render_time(const actors::hall_page& page) {
  return std::chrono::microseconds{page.items.size() * 2};
}
std::chrono::microseconds render_time(const actors::hall_view& view) {
  return std::chrono::microseconds{view.hall.plan.size() / 5'000}; // It is copied.
}

} // namespace boxoffice::http
