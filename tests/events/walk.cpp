#include "tests/events/walk.hpp"

#include "events/codec/codec.hpp"

#include <ostream>

namespace boxoffice::events::tests {

std::ostream& operator<<(std::ostream& out, const step& each) {
  return out << '{' << each.kind << ',' << each.a << ',' << each.b << ',' << each.c << ','
             << each.pause << '}';
}

rc::Gen<std::vector<step>> walks() {
  auto number = rc::gen::inRange(0U, 1U << 16U);
  auto one = rc::gen::construct<step>(rc::gen::inRange(0U, 55U), number, number, number, number);
  return rc::gen::scale(3, rc::gen::container<std::vector<step>>(one));
}

namespace {

/// Around every window there is, and back.
constexpr time_ms pauses[] = {0,   0,   0,     0,     0,      0,      1,      1,       1,
                              10,  10,  250,   250,   400,    400,    600,    999,     1'000,
                              100, 200, 1'001, 1'002, 9'999,  29'999, 30'000, 119'999, 120'000,
                              5,   300, 500,   7,     60'000, 2'000,  -700,   -40'000};

show_body walked_hall() {
  auto body = priced_hall();
  body.opens_at = noon + 10;
  body.max_seats_per_customer = 3;
  body.rows[0].seats.resize(2);
  body.rows[1].seats.resize(2);
  body.starts_at = noon + 3'600'000;
  body.sales_close_at = noon + 3'000'000;
  return body;
}

/// The hall as it was, with seats in other places, other classes, more seats or fewer.
seat_rows changed_rows(unsigned which) {
  auto row = [](const char* name, const char* in_class, const names& seats) {
    seat_row made{name, in_class, {}};
    for (const auto& seat : seats)
      made.seats.emplace_back(seat_id{seat});
    return made;
  };
  switch (which % 6) {
  case 0: return {row("A", "GOLD", {"A1", "A2"}), row("B", "PLAIN", {"B2", "B1"})};
  case 1: return {row("A", "GOLD", {"A1", "A2"}), row("B", "PLAIN", {"B1", "B2", "B3"})};
  case 2: return {row("A", "GOLD", {"A1"}), row("B", "PLAIN", {"B1", "B2"})};
  case 3: return {row("B", "GOLD", {"A2", "B1", "B2"}), row("A", "PLAIN", {"A1"})};
  case 4: return {row("C", "GOLD", {"C1", "C2"}), row("B", "PLAIN", {"B1", "A1"})};
  default: return walked_hall().rows;
  }
}

std::optional<std::vector<price_type>> changed_types(unsigned which) {
  auto types = walked_hall().price_types;
  if (which % 3 == 1)
    std::swap(types[0], types[1]);
  return which % 3 == 0 ? std::nullopt : std::optional{types};
}

change_show change_of_show(time_ms at, const step& next) {
  change_show command{at, {}, {}};
  auto& changes = command.changes;
  switch (next.a % 8) {
  case 0: changes.price = 15'000 + 500 * std::int64_t{next.b % 3}; break;
  case 1: changes.price_types.emplace(changed_types(next.b)); break;
  case 2: changes.starts_at = noon + 3'600'000 + 600'000 * time_ms{next.b % 4}; break;
  case 3:
    changes.max_seats_per_customer.emplace();
    if (next.b % 3 != 0)
      changes.max_seats_per_customer.emplace(1 + next.b % 3);
    break;
  case 4:
    changes.movie = next.b % 2 == 0 ? "Metropolis" : "Nosferatu";
    changes.running_time.emplace(90 + std::int64_t{next.b % 3});
    changes.language.emplace(next.b % 3 == 0 ? std::optional<std::string>{"hi"} : std::nullopt);
    changes.classes = walked_hall().classes;
    changes.classes->front().price += next.b % 4;
    break;
  case 5:
    changes.rows = changed_rows(next.b);
    changes.price_types.emplace(changed_types(next.c));
    break;
  default: changes.rows = changed_rows(next.b); break;
  }
  return command;
}

const names all_seats{"A1", "A2", "B1", "B2"};

std::vector<seat_id> chosen(unsigned bits) {
  names seats;
  for (std::size_t i = 0; i < all_seats.size(); ++i)
    if (((bits >> i) & 1U) != 0)
      seats.push_back(all_seats[i]);
  return ids(seats.empty() ? names{all_seats[bits % 4]} : seats);
}

/// Mostly the default; some seats are free.
const char* chosen_type(unsigned which) {
  switch (which / 16 % 8) {
  case 5: return "CHILD";
  case 6: return "GUEST";
  case 7: return ""; // The default too.
  default: return nullptr;
  }
}

} // namespace

walker::walker() {
  show_.id = show_id{"metropolis"};
  propose(open_show{now_, walked_hall(), {}, {}, chosen(5)});
}

void walker::take(const step& next) {
  now_ += pauses[next.pause % std::size(pauses)];
  auto again = propose(command_of(next));
  RC_ASSERT(again.events.empty() || !again.refused);
}

void walker::check_replay() const {
  show_state replayed;
  replayed.id = show_.id;
  bytes32 hash{};
  for (std::size_t i = 0; i < log_.size(); ++i) {
    auto read = decode(bytes_of(log_[i]));
    RC_ASSERT(read.has_value());
    evolve(replayed, {i + 1, read->at, read->event});
    hash = chain_hash(hash, show_.id, i + 1, bytes_of(log_[i]));
  }
  RC_ASSERT(hash == hash_);
  RC_ASSERT(text_of(replayed) == text_of(show_));
}

void walker::check_money() const {
  for (const auto& [of, amount] : taken_) {
    const auto* received = reference_.money_of(of.first, of.second);
    RC_ASSERT(received != nullptr);
    RC_ASSERT(received->amount == amount);
  }
}

any_command walker::command_of(const step& next) {
  switch (next.kind) {
  case 10:
  case 11:
  case 12:
  case 13:
  case 14:
  case 15:
    return hold_review{
        now_, bytes16{static_cast<std::uint8_t>(next.a), static_cast<std::uint8_t>(next.b)}};
  case 16: return expire_holds{now_};
  case 17:
  case 18:
  case 19:
  case 20:
  case 21:
  case 22:
  case 23: return payment(next, payment_status::success);
  case 24: return payment(next, payment_status::failed);
  case 25:
  case 26:
  case 27: return payment(next, payment_status::refunded);
  case 28:
  case 29: return cancel_booking{now_, some_secret(next.a), canceller::by_customer, {}};
  case 30:
  case 31: return cancel_booking{now_, some_secret(next.a), canceller::by_operator, {}};
  case 32: return block_seats{now_, chosen(next.a)};
  case 33:
  case 34: return unblock_seats{now_, chosen(next.a)};
  case 35: return pause_sales{now_};
  case 36:
  case 37: return resume_sales{now_};
  case 38:
    if (next.a % 16 == 0)
      return cancel_show{now_};
    return open_show{now_, walked_hall()};
  case 39: change_rules(next.a); return expire_holds{now_};
  case 40:
  case 41:
  case 42: return move(next);
  case 43:
  case 44: return return_of(next);
  case 45:
  case 46:
  case 47: return sale(next);
  case 48:
  case 49:
  case 50:
  case 51: return admission_of(next);
  case 52:
  case 53:
  case 54: return change_of_show(now_, next);
  default: return booking(next);
  }
}

void walker::change_rules(unsigned which) {
  auto other = which / 4 % 2 == 0;
  switch (which % 4) {
  case 0: rules_.contention_window_ms = other ? 300 : usual.contention_window_ms; break;
  case 1: rules_.payment_window_ms = other ? 60'000 : usual.payment_window_ms; break;
  case 2: rules_.max_seats = other ? 2 : usual.max_seats; break;
  default: rules_.review_hold_ms = other ? 10'000 : usual.review_hold_ms; break;
  }
}

request_booking walker::booking(const step& next) {
  auto command = ask(++secrets_, {});
  command.at = now_;
  command.seats = chosen(next.a);
  command.customer = customer(static_cast<std::uint8_t>(1 + next.b % 2));
  if (next.b % 5 == 4) {
    command.seats.clear();
    command.best_available = seat_wish{1 + next.a % 3, next.a % 4 == 0 ? "GOLD" : "", {}};
  }
  if (const auto* type = chosen_type(next.c))
    command.types.assign(command.seats.size(), {type});
  if (next.c % 4 == 0)
    command.key_hash = key(static_cast<std::uint8_t>(next.c / 4 % 3));
  return command;
}

sell_seats walker::sale(const step& next) {
  auto request = booking(next);
  sell_seats sold;
  sold.at = now_;
  sold.id = request.id;
  sold.customer = next.b % 4 == 0 ? customer_id{} : request.customer;
  sold.seats = request.seats;
  sold.types = request.types;
  sold.best_available = request.best_available;
  sold.key_hash = request.key_hash;
  sold.method = static_cast<payment_method>(next.c % 3);
  sold.payment = payment_id{"p" + std::to_string(next.b % 3)};
  return sold;
}

/// To as many seats as the booking has, now and then to another number of them.
move_booking walker::move(const step& next) const {
  move_booking command{now_, some_secret(next.a), {}, {}};
  const auto* booked = show_.find(command.secret);
  auto count = booked != nullptr && next.c % 8 != 0 ? booked->seats.size() : 1 + next.c % 3;
  for (std::size_t i = 0; i < count; ++i)
    command.seats.push_back({all_seats[(next.b + i) % all_seats.size()]});
  return command;
}

/// Of some of the booking's seats, now and then of any.
return_seats walker::return_of(const step& next) const {
  return_seats command{now_, some_secret(next.a), {}, {}};
  const auto* booked = show_.find(command.secret);
  for (std::size_t i = 0; booked != nullptr && i < booked->seats.size(); ++i)
    if (((next.b >> i) & 1U) != 0)
      command.seats.push_back(show_.plan->seats[booked->seats.begin()[i]].id);
  if (command.seats.empty() || next.c % 8 == 0)
    command.seats = chosen(next.b);
  return command;
}

/// Often of a seat that the booking has, and often scanned before.
admit_seat walker::admission_of(const step& next) const {
  const auto* booked = show_.find(some_secret(next.a));
  auto command = admit(booked == nullptr ? 1 : booked->number, all_seats[next.b % 4]);
  if (booked != nullptr && next.b % 8 != 0)
    command.seat.text = show_.plan->seats[*booked->seats.begin()].id.text();
  command.at = now_;
  if (next.c % 2 == 0)
    command.scanned_at = now_ - time_ms{next.c % 3};
  if (next.c % 4 < 2)
    command.gate = next.c % 8 < 4 ? "North" : "South";
  return command;
}

/// Of one of the last few bookings; now and then of none.
bytes16 walker::some_secret(unsigned which) const {
  auto among = std::min<std::size_t>(show_.bookings.size(), 6);
  if (among == 0 || which % 32 == 31)
    return secret_of(~booking_number{0});
  return std::prev(show_.bookings.end(), 1 + which % among)->secret;
}

record_payment walker::payment(const step& next, payment_status status) const {
  record_payment said{now_,   some_secret(next.a), payment_id{"p" + std::to_string(next.b % 3)},
                      status, rupees(15'000),      std::nullopt};
  if (const auto* booked = show_.find(said.secret))
    said.amount.value = booked->amount;
  if (next.c % 8 == 0)
    said.amount.value += 1;
  if (next.c % 8 == 1)
    said.amount.currency = "USD";
  if (const auto* booked = show_.find(said.secret); booked && status == payment_status::refunded)
    aim_refund(said, *booked, next.c, next.b % 4 == 1);
  if (status == payment_status::refunded && next.b % 4 == 0)
    said.dispute = "du_" + std::to_string(next.b / 4 % 4);
  if (status == payment_status::success)
    said.paid_at = now_ - (next.c % 3 == 0 ? 0 : time_ms{next.c});
  return said;
}

/// Most of the messages are about money that is due, or that the booking keeps.
void walker::aim_refund(record_payment& said, const events::booking& booked, unsigned how,
                        bool in_total) {
  const auto& details = *booked.details;
  if (how % 4 == 2 && !details.refunds.empty()) {
    const auto& due = details.refunds[how / 4 % details.refunds.size()];
    said.payment = due.payment;
    said.amount = due.amount;
  } else if (how % 4 == 3 && details.paid_by) {
    said.payment = *details.paid_by;
    said.amount = details.kept;
    if (how % 8 == 3)
      said.amount.value /= 2;
  } else if (how % 16 == 12 && details.paid_by) { // The whole payment.
    said.payment = *details.paid_by;
    said.amount = details.kept;
    for (const auto& due : details.refunds)
      said.amount.value += due.payment == said.payment ? due.amount.value : 0;
  }
  said.in_total = in_total;
  std::int64_t before = 0;
  for (const auto& entry : details.payments)
    before = std::max(before, in_total && entry.payment == said.payment ? entry.total : 0);
  said.amount.value += before;
}

/// Decides, records and audits; returns what the same command would come to now.
outcome walker::propose(const any_command& command) {
  auto result = outcome_of(decide(show_, command, rules_));
  RC_ASSERT(result == outcome_of(decide(show_, command, rules_)));
  auto at = stream_time(show_, now_);
  check_admission(command, result, at);
  if (const auto* said = std::get_if<record_payment>(&command))
    if (const auto* booked = show_.find(said->secret))
      reference_.check_refund(booked->number, *said, result.events, result.refused);
  record(result.events, at);
  reference_.agrees_with(show_);
  auto again = outcome_of(decide(show_, command, rules_));
  if (const auto* paid = std::get_if<record_payment>(&command); paid && !result.refused) {
    // The same message again may settle another refund of the same payment and amount.
    auto settles = paid->status == payment_status::refunded && again.events.size() == 1 &&
                   std::holds_alternative<refund_completed>(again.events.front());
    RC_ASSERT(settles || again == outcome{});
    auto is_money = paid->amount.value != 0 || !result.events.empty();
    if (paid->status == payment_status::success && is_money)
      taken_.try_emplace({show_.find(paid->secret)->number, paid->payment.text}, paid->amount);
  }
  if (std::holds_alternative<change_show>(command) && !result.refused)
    RC_ASSERT(again == outcome{});
  if (const auto* sold = std::get_if<sell_seats>(&command); sold && !result.events.empty()) {
    const auto* booked = show_.find(sold->id.secret);
    taken_.try_emplace({booked->number, sold->payment.text}, rupees(booked->amount));
  }
  if (std::holds_alternative<hold_review>(command) || std::holds_alternative<expire_holds>(command))
    RC_ASSERT(again == outcome{});
  return again;
}

void walker::record(const std::vector<event>& events, time_ms at) {
  std::vector<recorded> batch;
  for (const auto& fact : events) {
    batch.push_back({show_.seq + 1, at, fact});
    log_.push_back(encode(fact, at));
    hash_ = chain_hash(hash_, show_.id, batch.back().seq, bytes_of(log_.back()));
    evolve(show_, batch.back());
    records_.push_back(batch.back());
  }
  reference_.append(batch);
}

void walker::check_admission(const any_command& command, const outcome& result, time_ms at) const {
  const auto* request = std::get_if<request_booking>(&command);
  auto unavailable = result.refused && result.refused->code == errc::seats_unavailable;
  if (request == nullptr || (result.events.empty() && !unavailable))
    return;
  std::vector<std::pair<std::string, std::optional<time_ms>>> seats;
  for (const auto& each : result.refused.value_or(refusal{}).seats)
    seats.emplace_back(each.seat.text, each.retry_at);
  auto wanted = request->seats;
  if (const auto& wish = request->best_available) {
    wanted = std::get<booking_requested>(result.events.back()).seats;
    RC_ASSERT(std::cmp_equal(wanted.size(), wish->count));
  }
  RC_ASSERT(seats == reference_.taken(wanted, at, rules_));
}

std::vector<recorded> walk_of(std::uint64_t which) {
  walker walk;
  for (const auto& next : walks()(rc::Random{which}, 100).value())
    walk.take(next);
  return walk.records();
}

} // namespace boxoffice::events::tests
