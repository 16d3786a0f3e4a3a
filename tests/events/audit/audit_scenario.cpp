#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

/// Gives all bookings from that number on, and all who name them, a number that is `by` more.
void shift_numbers(log& stream, booking_number from, std::int64_t by) {
  auto shift = [&](booking_number& number) {
    if (number >= from)
      number += static_cast<std::uint64_t>(by);
  };
  for (auto& each : stream)
    std::visit(
        [&](auto& fact) {
          if constexpr (requires { fact.number; })
            shift(fact.number);
          if constexpr (requires { fact.rivals; })
            for (auto& number : fact.rivals)
              shift(number);
          if constexpr (requires { fact.lost_to; })
            for (auto& number : fact.lost_to)
              shift(number);
        },
        each.event);
}

void renumber(log& stream) {
  for (std::size_t i = 0; i < stream.size(); ++i)
    stream[i].seq = i + 1;
}

log::iterator at_seq(log& stream, std::uint64_t seq) {
  REQUIRE(seq >= 1);
  REQUIRE(seq <= stream.size());
  return stream.begin() + static_cast<std::ptrdiff_t>(seq) - 1;
}

} // namespace

log log_of(const std::vector<moment>& scenario) {
  log stream;
  auto now = noon;
  for (const auto& each : scenario) {
    now = each.at.value_or(now);
    stream.push_back({stream.size() + 1, now, each.fact});
  }
  return stream;
}

std::string verdict(const log& stream) {
  auditor judge{show_id{"metropolis"}};
  for (const auto& each : stream)
    if (auto wrong = judge.take(each))
      return std::to_string(wrong->seq) + ": " + wrong->what;
  auto wrong = judge.finish();
  return wrong ? "end: " + wrong->what : "";
}

log changed(log stream, std::uint64_t seq, event fact) {
  at_seq(stream, seq)->event = std::move(fact);
  return stream;
}

log moved(log stream, std::uint64_t seq, time_ms after_noon) {
  at_seq(stream, seq)->at = noon + after_noon;
  return stream;
}

log without(log stream, std::uint64_t seq) {
  stream.erase(at_seq(stream, seq));
  shift_numbers(stream, seq + 1, -1);
  renumber(stream);
  return stream;
}

log inserted(log stream, std::uint64_t seq, event fact) {
  shift_numbers(stream, seq, 1);
  auto before = at_seq(stream, seq - 1);
  stream.insert(before + 1, {seq, before->at, std::move(fact)});
  renumber(stream);
  return stream;
}

log swapped(log stream, std::uint64_t seq) {
  std::swap(at_seq(stream, seq)->event, at_seq(stream, seq + 1)->event);
  return stream;
}

} // namespace boxoffice::events::tests
