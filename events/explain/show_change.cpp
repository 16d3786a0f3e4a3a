#include "events/explain/show_change.hpp"

#include "events/explain/money_text.hpp"
#include "events/explain/words.hpp"
#include "events/time_text.hpp"

namespace boxoffice::events {

namespace {

std::string replaced(const std::string& what, const std::string& before, const std::string& after) {
  return what + " from " + before + " to " + after;
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// What the holder of a ticket must know.
std::vector<std::string> notable_changes(const show_body& before, const show_changes& changes) {
  std::vector<std::string> parts;
  if (changes.movie)
    parts.push_back(replaced("the movie", quoted(before.movie), quoted(*changes.movie)));
  if (changes.hall)
    parts.push_back(replaced("the hall", quoted(before.hall), quoted(*changes.hall)));
  if (changes.starts_at)
    parts.push_back(
        replaced("the start", to_rfc3339(before.starts_at), to_rfc3339(*changes.starts_at)));
  if (changes.rows)
    parts.emplace_back("the layout of the hall");
  if (changes.price || changes.classes || changes.price_types)
    parts.emplace_back("the prices");
  if (changes.language)
    parts.emplace_back("the language");
  if (changes.rating)
    parts.emplace_back("the rating");
  return parts;
}

} // namespace

std::vector<std::string> explain_change(const show_state& before, const booking& booked, time_ms at,
                                        const show_changed& fact) {
  if (!is_open(booked.status) && booked.status != booking_status::paid)
    return {};
  const auto& body = before.plan->body;
  auto parts = notable_changes(body, fact.changes);
  if (parts.empty())
    return {};
  auto by = fact.by ? " (by " + *fact.by + ')' : std::string{};
  return {"At " + to_rfc3339(at) + " the operator of the box office" + by + " changed " +
          joined(parts) + ". The amount of " + named(booked.number) + " stayed " +
          to_text(money{booked.amount, body.currency}) + ", and so did its seats, " +
          seats_text(before, booked.seats) + '.'};
}

} // namespace boxoffice::events
