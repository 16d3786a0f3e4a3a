#include "events/state/lines.hpp"
#include "tests/events/reference_show.hpp"

#include <algorithm>

#include <openssl/sha.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

std::vector<std::uint8_t> lot(const bytes16& round_seed, booking_number number) {
  std::vector<std::uint8_t> input{round_seed.begin(), round_seed.end()};
  for (int shift = 56; shift >= 0; shift -= 8)
    input.push_back(static_cast<std::uint8_t>(number >> shift));
  std::vector<std::uint8_t> hash(SHA256_DIGEST_LENGTH);
  SHA256(input.data(), input.size(), hash.data());
  return hash;
}

std::set<std::string> shared_seats(const std::vector<std::string>& a,
                                   const std::vector<std::string>& b) {
  std::set<std::string> both;
  for (const auto& seat : a)
    if (std::find(b.begin(), b.end(), seat) != b.end())
      both.insert(seat);
  return both;
}

std::set<std::string> texts_of(const std::vector<seat_id>& seats) {
  std::set<std::string> texts;
  for (const auto& seat : seats)
    texts.insert(seat.text);
  return texts;
}

template <class Fact>
void check_drawn(const Fact& fact, std::optional<bytes16>& round_seed, std::uint64_t round) {
  RC_ASSERT(fact.drawn.round == round);
  RC_ASSERT(!round_seed || round_seed == fact.drawn.seed);
  round_seed = fact.drawn.seed;
}

} // namespace

/// The round as spec section 4 has it: pairwise, in the order of size and lot.
std::map<booking_number, reference_show::verdict> reference_show::drawn(const bytes16& round_seed,
                                                                        time_ms at) const {
  std::vector<booking_number> order;
  std::map<booking_number, verdict> verdicts;
  for (const auto& [number, booked] : bookings_) {
    if (booked.status != booking_status::in_review)
      continue;
    if (ran_out(booked, at, rules_))
      verdicts[number].status = booking_status::expired;
    else
      order.push_back(number);
  }
  auto size = [&](booking_number number) { return bookings_.at(number).seats.size(); };
  std::sort(order.begin(), order.end(), [&](booking_number a, booking_number b) {
    return size(a) != size(b) ? size(a) > size(b) : lot(round_seed, a) < lot(round_seed, b);
  });
  std::vector<booking_number> winners;
  for (auto number : order) {
    auto& mine = verdicts[number];
    mine.status = booking_status::confirmed;
    for (auto winner : winners) {
      auto lost = shared_seats(bookings_.at(number).seats, bookings_.at(winner).seats);
      if (lost.empty())
        continue;
      mine.status = booking_status::rejected;
      mine.others.insert(winner);
      mine.seats_lost.merge(lost);
      verdicts[winner].others.insert(number);
    }
    if (mine.status == booking_status::confirmed)
      winners.push_back(number);
  }
  for (auto number : order) {
    auto& mine = verdicts[number];
    auto equals = std::count_if(mine.others.begin(), mine.others.end(),
                                [&](auto other) { return size(other) == size(number); });
    if (mine.status == booking_status::rejected)
      mine.rule = static_cast<std::size_t>(equals) == mine.others.size() ? review_rule::lost_draw
                                                                         : review_rule::fewer_seats;
    else if (mine.others.empty())
      mine.rule = review_rule::uncontested;
    else
      mine.rule = equals > 0 ? review_rule::won_draw : review_rule::most_seats;
  }
  return verdicts;
}

/// All of a round is in one append, its number is the next, and its draw recomputes.
void reference_show::check_round(const std::vector<recorded>& batch) {
  std::map<booking_number, verdict> logged;
  std::optional<bytes16> round_seed;
  for (const auto& record : batch) {
    if (const auto* changed = std::get_if<rules_changed>(&record.event)) {
      RC_ASSERT(&record == &batch.front() && changed->rules != rules_);
    } else if (const auto* won = std::get_if<booking_confirmed>(&record.event);
               won && won->rule != review_rule::counter) {
      check_drawn(*won, round_seed, round_ + 1);
      std::set<booking_number> rivals{won->rivals.begin(), won->rivals.end()};
      RC_ASSERT(rivals.size() == won->rivals.size());
      logged[won->number] = {booking_status::confirmed, won->rule, rivals, {}};
    } else if (const auto* lost = std::get_if<booking_rejected>(&record.event)) {
      check_drawn(*lost, round_seed, round_ + 1);
      std::set<booking_number> to{lost->lost_to.begin(), lost->lost_to.end()};
      RC_ASSERT(to.size() == lost->lost_to.size());
      logged[lost->number] = {booking_status::rejected, lost->rule, to, texts_of(lost->seats_lost)};
    } else if (const auto* over = std::get_if<booking_expired>(&record.event);
               over && over->round) {
      RC_ASSERT(*over->round == round_ + 1);
      logged[over->number].status = booking_status::expired;
    }
  }
  if (logged.empty())
    return;
  ++round_;
  auto before = rules_;
  if (const auto* changed = std::get_if<rules_changed>(&batch.front().event))
    rules_ = changed->rules;
  RC_ASSERT(logged == drawn(round_seed.value_or(bytes16{}), batch.front().at));
  rules_ = before;
}

std::vector<std::pair<std::string, std::optional<time_ms>>>
reference_show::taken(const std::vector<seat_id>& seats, time_ms at, const rules& now) const {
  std::vector<std::pair<std::string, std::optional<time_ms>>> found;
  for (const auto& seat : seats) {
    std::optional<time_ms> oldest;
    auto free = blocked_.count(seat.text) == 0;
    std::optional<time_ms> retry_at;
    for (const auto& [number, booked] : bookings_) {
      auto has_it = std::find(booked.seats.begin(), booked.seats.end(), seat.text);
      if (has_it == booked.seats.end() || ran_out(booked, at, now))
        continue;
      if (booked.status == booking_status::in_review)
        oldest = std::min(oldest.value_or(booked.requested_at), booked.requested_at);
      if (booked.status == booking_status::confirmed)
        retry_at = booked.pay_by;
      if (booked.status == booking_status::confirmed || booked.status == booking_status::paid)
        free = false;
    }
    if (free && oldest && at - *oldest > now.contention_window_ms)
      retry_at = *oldest + now.review_hold_ms;
    if (!free || retry_at)
      found.emplace_back(seat.text, retry_at);
  }
  return found;
}

/// A booking has its seats by name, and what they were sold at, whatever the hall is now.
void reference_show::agrees_with(const show_state& show, booking_number number) const {
  std::vector<std::pair<std::string, std::int64_t>> lines;
  for (const auto& line : lines_of(*show.plan, *show.find(number)))
    lines.emplace_back(show.plan->seats[line.seat].id.text(), line.price);
  const auto& booked = bookings_.at(number);
  RC_ASSERT(lines.size() == booked.seats.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    RC_ASSERT(lines[i] == (std::pair{booked.seats[i], booked.prices[i]}));
}

void reference_show::agrees_with(const show_state& show) const {
  RC_ASSERT(show.seq == seq_);
  RC_ASSERT(show.last_at == at_);
  RC_ASSERT(show.round == round_);
  RC_ASSERT(show.rules == rules_);
  RC_ASSERT(show.bookings.size() == bookings_.size());
  std::set<booking_number> under_review;
  std::set<std::pair<time_ms, booking_number>> unpaid;
  std::set<std::pair<booking_number, std::string>> admissions;
  for (const auto& [number, booked] : bookings_) {
    RC_ASSERT(show.find(number) != nullptr);
    RC_ASSERT(show.find(number)->status == booked.status);
    agrees_with(show, number);
    for (const auto& each : show.find(number)->details->admitted)
      admissions.emplace(number, show.plan->seats[each.seat].id.text());
    if (booked.status == booking_status::in_review)
      under_review.insert(number);
    if (booked.status == booking_status::confirmed)
      unpaid.emplace(booked.pay_by, number);
  }
  RC_ASSERT(std::set(show.under_review.begin(), show.under_review.end()) == under_review);
  RC_ASSERT(admissions == admitted_);
  auto holds = show.unpaid.due(std::numeric_limits<time_ms>::max());
  RC_ASSERT(holds == std::vector(unpaid.begin(), unpaid.end()));
  RC_ASSERT(show.unpaid.size() == unpaid.size());
  if (!unpaid.empty())
    RC_ASSERT(show.unpaid.next() == unpaid.begin()->first);
  RC_ASSERT(show.plan->body == body_);
  RC_ASSERT(show.seats.size() == prices_.size());
  for (seat_index i = 0; i < show.seats.size(); ++i) {
    const std::string id{show.plan->seats[i].id.text()};
    auto owned = owner_.find(id);
    RC_ASSERT(show.seats[i].owner == (owned == owner_.end() ? 0 : owned->second));
    RC_ASSERT(show.seats[i].blocked == (blocked_.count(id) == 1));
    RC_ASSERT(std::is_sorted(show.seats[i].claims.begin(), show.seats[i].claims.end()));
    for (const auto& [number, booked] : bookings_) {
      const auto& claims = show.seats[i].claims;
      auto claims_it =
          booked.status == booking_status::in_review &&
          std::find(booked.seats.begin(), booked.seats.end(), id) != booked.seats.end();
      RC_ASSERT(std::count(claims.begin(), claims.end(), number) == (claims_it ? 1 : 0));
    }
  }
}

} // namespace boxoffice::events::tests
