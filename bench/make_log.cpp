// Writes a log like a busy cinema's, to measure replay on:
//
//   boxoffice_make_log DIRECTORY SHOWS EVENTS SEATS [SEED]
//
// Every event comes of decide() and stands in the log with the rows that its show's actor would
// write beside it. The same arguments give the same log. Shows end with no open work.
#include "events/codec/codec.hpp"
#include "events/customer_keys.hpp"
#include "events/decide/decide.hpp"
#include "storage/rocksdb/open.hpp"
#include "storage/side_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <random>
#include <utility>

namespace {

using namespace boxoffice;
using namespace boxoffice::events;

constexpr time_ms first_opening = 1'800'000'000'000;
constexpr time_ms a_month = 30LL * 24 * 3'600'000;
constexpr std::size_t records_a_batch = 8'000;
constexpr std::size_t seats_a_row = 25;
constexpr std::size_t customers = 50'000;

struct plan {
  std::string directory;
  std::size_t shows = 0;
  std::size_t events = 0; ///< of each show, give or take those of one booking
  std::size_t seats = 0;
  std::uint64_t seed = 0;
};

struct customer {
  std::string mail;
  customer_id id{};
  bool known = false; ///< has a row in the log
};

std::vector<customer> regulars() {
  const std::array<std::uint8_t, 32> key{1, 2, 3};
  std::vector<customer> all(customers);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].mail = fmt::format("guest.{:05}@example.org", i);
    all[i].id = customer_of(key, mail_address{all[i].mail});
  }
  return all;
}

show_body hall_of(std::size_t seats) {
  show_body body{"The Third Man",
                 "Large hall",
                 first_opening + a_month,
                 first_opening + a_month,
                 "INR",
                 15'000,
                 {{"GOLD", "Gold", 5'000}, {"PLAIN", "Plain", 0}},
                 {}};
  for (std::size_t i = 0; i < seats; ++i) {
    if (i % seats_a_row == 0)
      body.rows.push_back(
          {fmt::format("R{}", body.rows.size() + 1), body.rows.size() < 2 ? "PLAIN" : "GOLD", {}});
    auto& row = body.rows.back();
    row.seats.emplace_back(seat_id{fmt::format("{}-{}", row.row, row.seats.size() + 1)});
  }
  return body;
}

/// One show, round by round: many customers request the same few seats, a review decides, and the
/// winners pay, cancel or let their time pass.
class written_show {
public:
  written_show(const plan& wanted, std::size_t index, std::vector<customer>& bookers)
      : wanted_{wanted}, bookers_{bookers}, chance_{wanted.seed * 1'000'003 + index} {
    state_.id = {fmt::format("show-{:06}", index)};
  }

  void write_all(const show_body& body, storage::write_batch& out) {
    out_ = &out;
    out.appends.push_back({state_.id, 1, {}});
    apply(open_show{at_, body});
    while (state_.seq < wanted_.events)
      round();
    at_ += rules{}.payment_window_ms;
    apply(expire_holds{at_});
  }

private:
  void round() {
    auto free = free_seats();
    if (free.size() < std::max<std::size_t>(8, wanted_.seats / 10))
      return make_room();
    auto left = wanted_.events - std::min<std::uint64_t>(state_.seq, wanted_.events);
    auto crowd = std::min<std::uint64_t>(6 + below(14), 1 + left * 9 / 20);
    auto before = state_.seq;
    for (std::uint64_t i = 0; i < crowd; ++i)
      ask_for_some_of(free);
    at_ += 1'000;
    apply(hold_review{at_, random_bytes()});
    for (auto number = before + 1; number <= before + crowd; ++number)
      if (const auto* booked = state_.find(number))
        follow_up(*booked, free.size() * 4 > wanted_.seats);
    if (below(100) == 0) {
      apply(pause_sales{++at_});
      apply(resume_sales{++at_});
    }
    at_ += rules{}.payment_window_ms;
    apply(expire_holds{at_});
  }

  void ask_for_some_of(const std::vector<seat_index>& free) {
    auto& booker = bookers_[below(bookers_.size())];
    request_booking command{at_ += below(40), {state_.id, random_bytes()}, booker.id, {}, {}};
    auto first = below(std::min<std::size_t>(free.size(), 12));
    auto count = std::min<std::size_t>(1 + below(4), free.size() - first);
    for (std::size_t i = 0; i < count; ++i)
      command.seats.push_back(state_.plan->seats[free[first + i]].id);
    if (below(4) == 0)
      command.key_hash = sha256({command.id.secret});
    apply(command);
    if (!std::exchange(booker.known, true))
      out_->rows.push_back(storage::mail_row(booker.id, booker.mail));
  }

  /// What the customer does next. Where the hall is filling up few pay, or it would sell out.
  void follow_up(const booking& booked, bool many_free) {
    at_ += below(200);
    if (booked.status == booking_status::confirmed) {
      auto deed = below(100);
      if (deed < 5)
        pay(booked, payment_status::failed);
      if (deed < (many_free ? 70U : 20U))
        pay(booked, payment_status::success);
      else if (deed < 85)
        apply(cancel_booking{at_, booked.secret, canceller::by_customer, std::nullopt});
    } else if (booked.status == booking_status::rejected && below(50) == 0) {
      pay(booked, payment_status::success); // Comes back as a refund.
    }
    if (booked.status == booking_status::paid)
      paid_.push_back(booked.number);
  }

  void pay(const booking& booked, payment_status status) {
    apply(record_payment{at_ += 10,
                         booked.secret,
                         {fmt::format("pay_{:08x}{:08x}", state_.seq, chance_() & 0xFFFF'FFFFU)},
                         status,
                         {booked.amount, "INR"},
                         at_});
  }

  /// The operator takes back a tenth of what was sold, and the money is returned.
  void make_room() {
    for (auto left = paid_.size() / 10 + 1; left != 0 && !paid_.empty(); --left) {
      const auto& booked = *state_.find(paid_.back());
      paid_.pop_back();
      apply(cancel_booking{++at_, booked.secret, canceller::by_operator, std::nullopt});
      apply(record_payment{++at_, booked.secret, *booked.details->paid_by, payment_status::refunded,
                           booked.details->kept, std::nullopt});
    }
  }

  std::vector<seat_index> free_seats() const {
    std::vector<seat_index> free;
    for (std::size_t i = 0; i < state_.seats.size(); ++i)
      if (auto seat = static_cast<seat_index>(i); state_.status_of(seat) == seat_status::available)
        free.push_back(seat);
    return free;
  }

  void apply(const any_command& command) {
    auto decided = decide(state_, command, rules{});
    if (!decided)
      return;
    auto had_open_work = state_.has_open_work();
    std::vector<recorded> fresh;
    for (auto& fact : *decided) {
      fresh.push_back({state_.seq + 1, at_, std::move(fact)});
      out_->appends.back().records.push_back(encode_record(fresh.back(), state_.id, head_));
      evolve(state_, fresh.back());
    }
    auto rows = storage::rows_of(fresh, state_, had_open_work);
    std::move(rows.begin(), rows.end(), std::back_inserter(out_->rows));
  }

  std::uint64_t below(std::uint64_t bound) { return chance_() % bound; }
  bytes16 random_bytes() {
    bytes16 bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
      auto drawn = big_endian(chance_());
      std::copy(drawn.begin(), drawn.end(), bytes.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return bytes;
  }

  const plan& wanted_;
  std::vector<customer>& bookers_;
  std::mt19937_64 chance_;
  show_state state_;
  bytes32 head_{};
  time_ms at_ = first_opening;
  std::vector<booking_number> paid_;
  storage::write_batch* out_ = nullptr;
};

/// Writes a batch while the next one is made.
class pipeline {
public:
  explicit pipeline(storage::event_log& log) : log_{log} {}

  void append(storage::write_batch&& batch) {
    finish();
    writing_ = std::async(std::launch::async,
                          [this, full = std::move(batch)] { log_.append(full).value(); });
  }
  void finish() {
    if (writing_.valid())
      writing_.get();
  }

private:
  storage::event_log& log_;
  std::future<void> writing_;
};

void write_all(storage::event_log& log, const plan& wanted) {
  using clock = std::chrono::steady_clock;
  auto body = hall_of(wanted.seats);
  auto bookers = regulars();
  auto started = clock::now();
  pipeline appended{log};
  std::size_t written = 0;
  std::size_t in_batch = 0;
  storage::write_batch batch;
  for (std::size_t i = 0; i < wanted.shows; ++i) {
    written_show{wanted, i, bookers}.write_all(body, batch);
    in_batch += batch.appends.back().records.size();
    if (in_batch < records_a_batch && i + 1 < wanted.shows)
      continue;
    written += std::exchange(in_batch, 0);
    appended.append(std::exchange(batch, {}));
  }
  appended.finish();
  std::chrono::duration<double> took = clock::now() - started;
  fmt::print("{} events of {} shows in {:.1f} s, {:.0f} events/s\n", written, wanted.shows,
             took.count(), static_cast<double>(written) / took.count());
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    fmt::print(stderr, "usage: {} DIRECTORY SHOWS EVENTS SEATS [SEED]\n", argv[0]);
    return 2;
  }
  auto number = [&](int at) { return std::strtoull(argv[at], nullptr, 10); };
  plan wanted{argv[1], number(2), number(3), number(4), argc > 5 ? number(5) : 1};
  storage::rocksdb_options options;
  options.directory = wanted.directory;
  auto log = storage::open_rocksdb_log(options);
  write_all(*log.value(), wanted);
}
