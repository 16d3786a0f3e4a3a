#include "events/explain/review.hpp"

#include "events/explain/words.hpp"
#include "events/state/draw.hpp"
#include "events/time_text.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// How many bookings that lost in one way are named: a long list would hide the rest.
constexpr std::size_t most_named = 10;

/// `booking 15 (3 seats: A1, A2 and A3)`.
std::string introduced(const show_state& show, const booking& other) {
  return named(other.number) + " (" + seat_count(other.seats.size()) + ": " +
         seats_text(show, other.seats) + ')';
}

std::string opening(const booking& booked, const round_draw& drawn, time_ms at) {
  return "In review round " + std::to_string(drawn.round) + ", at " + to_rfc3339(at) + ", " +
         named(booked.number);
}

bool equal(const booking& one, const booking& other) {
  return one.seats.size() == other.seats.size();
}

/// Those of `numbers` that the stream has.
std::vector<const booking*> bookings_of(const show_state& show,
                                        const std::vector<booking_number>& numbers) {
  std::vector<const booking*> found;
  for (auto number : numbers)
    if (const auto* other = show.find(number))
      found.push_back(other);
  return found;
}

seat_list shared_seats(const booking& one, const booking& other) {
  seat_list shared;
  std::copy_if(one.seats.begin(), one.seats.end(), std::back_inserter(shared), [&](auto seat) {
    return std::find(other.seats.begin(), other.seats.end(), seat) != other.seats.end();
  });
  return shared;
}

/// How the draw between bookings of the same size can be checked; nothing if there was none.
std::vector<std::string> draw_paragraph(const booking& booked, bool won, const round_draw& drawn,
                                        std::vector<const booking*> others) {
  std::erase_if(others, [&](const booking* other) { return !equal(booked, *other); });
  if (others.empty())
    return {};
  auto own = lot_of(drawn.seed, booked.number);
  auto text = "The draw of round " + std::to_string(drawn.round) +
              " can be checked by anyone. Its seed was " + to_hex(drawn.seed) +
              "; the lot of a booking is SHA-256 of the seed's 16 bytes followed by the booking's "
              "number as 8 bytes, big-endian; among bookings of the same number of seats the "
              "lowest lot goes first. The lot of " +
              named(booked.number) + " was " + to_hex(own) + '.';
  const auto* direction = won ? " higher." : " lower.";
  std::size_t compared_with = 0;
  std::size_t against = 0;
  for (const auto* other : others) {
    auto lot = lot_of(drawn.seed, other->number);
    against += (own < lot) == won ? 0U : 1U;
    if (compared_with == most_named)
      continue;
    ++compared_with;
    text += " That of " + named(other->number) + " was " + to_hex(lot) + ", which is " +
            (own < lot ? "higher." : "lower.");
  }
  if (auto more = others.size() - compared_with; more != 0 && against == 0)
    text += (more == 1 ? " That of one more was"
                       : " Those of " + std::to_string(more) + " more were all") +
            direction;
  if (against != 0)
    text += " The decision does not follow from these lots, so this log cannot be right.";
  return {std::move(text)};
}

/// One booking that won, with the seats that it took and why.
std::string loss(const show_state& show, const booking& booked, const booking& winner) {
  auto why = equal(booked, winner)
                 ? "which won the draw between bookings of " + seat_count(booked.seats.size())
                 : "which asked for more seats";
  return the_seats(show, shared_seats(booked, winner)) + " to " + introduced(show, winner) + ", " +
         why;
}

std::string some_of(std::vector<std::string> parts) {
  if (auto more = parts.size() - std::min(parts.size(), most_named); more != 0) {
    parts.resize(most_named);
    parts.push_back(std::to_string(more) + (more == 1 ? " more booking" : " more bookings"));
  }
  return joined(parts);
}

/// The bookings that lost to this one, by the reason.
std::string beaten(const show_state& show, const booking& booked,
                   const std::vector<const booking*>& losers) {
  std::vector<std::string> smaller;
  std::vector<std::string> drawn;
  for (const auto* loser : losers)
    (equal(booked, *loser) ? drawn : smaller).push_back(introduced(show, *loser));
  std::string text;
  if (!smaller.empty())
    text = some_of(std::move(smaller)) + ", because it asked for more seats";
  if (!drawn.empty())
    text += (text.empty() ? "" : ", and before ") + some_of(std::move(drawn)) +
            ", because it won the draw between bookings of " + seat_count(booked.seats.size());
  return text;
}

} // namespace

std::vector<std::string> explain_decision(const show_state& before, const booking& booked,
                                          time_ms at, const booking_confirmed& fact) {
  auto text = opening(booked, fact.drawn, at);
  auto rivals = bookings_of(before, fact.rivals);
  if (rivals.empty())
    text += " met nobody who stood in its way.";
  else
    text += " went before " + beaten(before, booked, rivals) + '.';
  text += " It was confirmed and had to be paid before " + to_rfc3339(fact.pay_by) + '.';
  std::vector<std::string> paragraphs{std::move(text)};
  for (auto& paragraph : draw_paragraph(booked, true, fact.drawn, std::move(rivals)))
    paragraphs.push_back(std::move(paragraph));
  return paragraphs;
}

std::vector<std::string> explain_decision(const show_state& before, const booking& booked,
                                          time_ms at, const booking_rejected& fact) {
  auto winners = bookings_of(before, fact.lost_to);
  std::vector<std::string> losses;
  for (const auto* winner : winners)
    losses.push_back(loss(before, booked, *winner));
  std::string lost;
  for (const auto& each : losses)
    lost += (lost.empty() ? " lost " : ", and lost ") + each;
  std::vector<std::string> paragraphs{opening(booked, fact.drawn, at) + lost +
                                      ". A booking gets all of its seats or none, so it was "
                                      "rejected."};
  for (auto& paragraph : draw_paragraph(booked, false, fact.drawn, std::move(winners)))
    paragraphs.push_back(std::move(paragraph));
  return paragraphs;
}

} // namespace boxoffice::events
