#include "events/events.hpp"

namespace boxoffice::events {

namespace {

struct number_of_event {
  std::uint64_t seq;
  std::optional<booking_number> operator()(const booking_requested&) const { return seq; }
  template <class Event>
  std::optional<booking_number> operator()(const Event& fact) const {
    if constexpr (requires { fact.number; })
      return fact.number;
    else
      return std::nullopt;
  }
};

} // namespace

std::optional<booking_number> booking_of(const recorded& record) {
  return std::visit(number_of_event{record.seq}, record.event);
}

} // namespace boxoffice::events
