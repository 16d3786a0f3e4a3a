#include "http/api/handlers/bulk_responses.hpp"

namespace boxoffice::http {

bulk_answer bulk_of(response&& answer) { return {std::move(answer)}; }

bulk_answer bulk_of(std::optional<shared_bytes>&& made, std::string_view cache_control,
                    std::string etag) {
  if (!made)
    return {problem_response(code::unavailable)};
  response answer;
  answer.cache_control = cache_control;
  answer.tail = std::move(*made);
  if (!etag.empty())
    answer.add_header("ETag", etag);
  return {std::move(answer), std::move(etag)};
}

void charge(const call& in, double calls) {
  auto& common = in.answer.home().common();
  if (common.options.limit_rate && !in.by_operator)
    common.rates.charge(in.answer.from().address, calls);
}

std::chrono::microseconds time_to_tell(const actors::seat_map& map) {
  return std::chrono::microseconds{map.seats.size() / 10};
}
std::chrono::microseconds time_to_tell(const actors::show_page& page) {
  return std::chrono::microseconds{page.items.size() * 5};
}
std::chrono::microseconds time_to_tell(const actors::refund_page& page) {
  return std::chrono::microseconds{page.items.size() * 5};
}
std::chrono::microseconds time_to_tell(const actors::events_page& page) {
  return std::chrono::microseconds{page.events.size() * 10};
}
std::chrono::microseconds time_to_tell(const actors::history_view& view) {
  return std::chrono::microseconds{view.events.size() * 10};
}

} // namespace boxoffice::http
