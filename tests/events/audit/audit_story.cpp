#include "tests/events/audit/audit_story.hpp"

namespace boxoffice::events::tests {

namespace {

/// Gives all bookings from that number on, and all who name them, a number that is `by` more.
void shift_numbers(log& told, booking_number from, std::int64_t by) {
  auto shift = [&](booking_number& number) {
    if (number >= from)
      number += static_cast<std::uint64_t>(by);
  };
  for (auto& each : told)
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

void renumber(log& told) {
  for (std::size_t i = 0; i < told.size(); ++i)
    told[i].seq = i + 1;
}

log::iterator at_seq(log& told, std::uint64_t seq) {
  REQUIRE(seq >= 1);
  REQUIRE(seq <= told.size());
  return told.begin() + static_cast<std::ptrdiff_t>(seq) - 1;
}

} // namespace

log log_of(const std::vector<moment>& story) {
  log told;
  auto now = noon;
  for (const auto& each : story) {
    now = each.at.value_or(now);
    told.push_back({told.size() + 1, now, each.fact});
  }
  return told;
}

std::string verdict(const log& told) {
  auditor judge{show_id{"metropolis"}};
  for (const auto& each : told)
    if (auto wrong = judge.take(each))
      return std::to_string(wrong->seq) + ": " + wrong->what;
  auto wrong = judge.finish();
  return wrong ? "end: " + wrong->what : "";
}

log changed(log told, std::uint64_t seq, event fact) {
  at_seq(told, seq)->event = std::move(fact);
  return told;
}

log moved(log told, std::uint64_t seq, time_ms after_noon) {
  at_seq(told, seq)->at = noon + after_noon;
  return told;
}

log without(log told, std::uint64_t seq) {
  told.erase(at_seq(told, seq));
  shift_numbers(told, seq + 1, -1);
  renumber(told);
  return told;
}

log inserted(log told, std::uint64_t seq, event fact) {
  shift_numbers(told, seq, 1);
  auto before = at_seq(told, seq - 1);
  told.insert(before + 1, {seq, before->at, std::move(fact)});
  renumber(told);
  return told;
}

log swapped(log told, std::uint64_t seq) {
  std::swap(at_seq(told, seq)->event, at_seq(told, seq + 1)->event);
  return told;
}

} // namespace boxoffice::events::tests
