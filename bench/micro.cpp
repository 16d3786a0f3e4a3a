// What the steps of a booking cost by themselves, one thread, memory warm (Google Benchmark). Where
// a benchmark does many at once, the counter `each` is the time of one event, booking or seat.
#include "actors/protocol/replies.hpp"
#include "events/choose/best_available.hpp"
#include "events/choose/single_seats.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/snapshot.hpp"
#include "events/customer_keys.hpp"
#include "events/decide/decide.hpp"
#include "http/api/json/booking_fast_path.hpp"
#include "http/api/json/json_out.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace {

using namespace boxoffice;
using namespace boxoffice::events;

constexpr time_ms opening = 1'800'000'000'000;
constexpr time_ms a_day = 24LL * 3'600'000;
constexpr std::size_t crowd = 10'000;

show_body hall_of(std::size_t rows, std::size_t seats_a_row) {
  show_body body{"The Third Man",
                 "Large hall",
                 opening + a_day,
                 opening + a_day,
                 "INR",
                 15'000,
                 {{"GOLD", "Gold", 5'000}, {"PLAIN", "Plain", 0}},
                 {}};
  for (std::size_t row = 0; row < rows; ++row) {
    body.rows.push_back({fmt::format("R{}", row), row < 2 ? "PLAIN" : "GOLD", {}});
    for (std::size_t seat = 1; seat <= seats_a_row; ++seat)
      body.rows.back().seats.emplace_back(seat_id{fmt::format("R{}-{}", row, seat)});
  }
  return body;
}

/// A show and what was sold of it, as its actor would have it; seats are called by their place.
class sale {
public:
  sale(std::size_t rows, std::size_t seats_a_row) {
    state_.id = {"saturday-evening-17"};
    apply(open_show{at_, hall_of(rows, seats_a_row)});
  }

  [[nodiscard]] const show_state& state() const { return state_; }
  [[nodiscard]] const bytes32& head() const { return head_; }

  [[nodiscard]] request_booking request_for(const std::vector<std::size_t>& seats) const {
    auto number = state_.seq + 1;
    bytes16 secret{};
    auto spread = big_endian(number * 0x9E37'79B9'7F4A'7C15U);
    std::copy(spread.begin(), spread.end(), secret.begin());
    request_booking command{at_, {state_.id, secret}, secret, {}, {}};
    for (auto seat : seats)
      command.seats.push_back(state_.plan->seats[static_cast<seat_index>(seat)].id);
    return command;
  }
  [[nodiscard]] hold_review round() const { return {at_ + 1'000, {1, 2, 3}}; }

  std::vector<recorded> ask(const std::vector<std::size_t>& seats) {
    return apply(request_for(seats));
  }
  std::vector<recorded> review() {
    auto due = round();
    at_ = due.at;
    return apply(due);
  }
  /// A round, whose winners pay.
  void sell() {
    for (const auto& verdict : review())
      if (const auto* won = std::get_if<booking_confirmed>(&verdict.event))
        pay(*state_.find(won->number));
  }

private:
  void pay(const booking& booked) {
    apply(record_payment{at_,
                         booked.secret,
                         {fmt::format("pay_{:016x}", booked.number)},
                         payment_status::success,
                         {booked.amount, "INR"},
                         at_});
  }

  std::vector<recorded> apply(const any_command& command) {
    std::vector<recorded> fresh;
    auto decided = decide(state_, command, rules{});
    for (auto& fact : decided.value()) {
      fresh.push_back({state_.seq + 1, at_, std::move(fact)});
      static_cast<void>(encode_record(fresh.back(), state_.id, head_));
      evolve(state_, fresh.back());
    }
    return fresh;
  }

  show_state state_;
  bytes32 head_{};
  time_ms at_ = opening;
};

/// In the middle of its sale: a quarter of 2,000 seats sold, and bookings under review.
sale busy_show() {
  sale show{20, 100};
  for (std::size_t seat = 0; seat < 500; seat += 2)
    show.ask({seat, seat + 1});
  show.sell();
  for (std::size_t seat = 500; seat < 540; seat += 2)
    show.ask({seat, seat + 1});
  return show;
}

/// 2,000 bookings, of which each second lost its seats to another and the rest are paid.
sale sold_out_show() {
  sale show{20, 100};
  for (std::size_t seat = 0; seat < 2'000; seat += 2) {
    show.ask({seat, seat + 1});
    show.ask({seat, seat + 1});
  }
  show.sell();
  return show;
}

/// Everyone asks for another seat.
sale spread_crowd() {
  sale show{100, 100};
  for (std::size_t i = 0; i < crowd; ++i)
    show.ask({i});
  return show;
}

/// Everyone asks for two neighbours among the same 20 seats.
sale contesting_crowd() {
  sale show{20, 100};
  for (std::size_t i = 0; i < crowd; ++i)
    show.ask({i * 7 % 19, i * 7 % 19 + 1});
  return show;
}

/// Everyone asks for the same seat.
sale crowd_of_one_seat() {
  sale show{20, 100};
  for (std::size_t i = 0; i < crowd; ++i)
    show.ask({0});
  return show;
}

/// Each iteration did so many.
void per_item(benchmark::State& run, std::size_t items) {
  using benchmark::Counter;
  run.counters["each"] =
      Counter(static_cast<double>(items), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

void decide_request(benchmark::State& run) {
  auto show = busy_show();
  any_command command = show.request_for({1'000, 1'001});
  for (auto _ : run)
    benchmark::DoNotOptimize(decide(show.state(), command, rules{}));
}
BENCHMARK(decide_request);

/// 10,000 seats, of which every third is claimed: nowhere are three free seats side by side.
sale speckled_show() {
  sale show{100, 100};
  for (std::size_t row = 0; row < 100; ++row)
    for (std::size_t seat = row % 3; seat < 100; seat += 3)
      show.ask({row * 100 + seat});
  return show;
}

/// The show chooses so many seats of 10,000.
void decide_best_available(benchmark::State& run, const sale& show) {
  auto command = show.request_for({});
  command.best_available = seat_wish{run.range(0), "", {}};
  rules now;
  now.max_seats = 100;
  for (auto _ : run)
    benchmark::DoNotOptimize(decide(show.state(), command, now));
}
BENCHMARK_CAPTURE(decide_best_available, empty_hall, sale{100, 100})
    ->Arg(2)
    ->Arg(10)
    ->Arg(100)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(decide_best_available, no_three_together, speckled_show())
    ->Arg(2)
    ->Arg(10)
    ->Arg(100)
    ->Unit(benchmark::kMicrosecond);

/// What a show with `singleSeats: refuse` does for a request that leaves one: it looks for others.
void find_single_seat(benchmark::State& run) {
  auto show = speckled_show();
  const auto& state = show.state();
  seat_list wanted;
  wanted.push_back(1);
  for (auto _ : run) {
    auto hall = seating_of(*state.plan, [&](hall_place& place) {
      place.now = state.seats[place.seat].claims.empty() ? standing::free : standing::claimed;
      place.eligible = place.now == standing::free;
    });
    benchmark::DoNotOptimize(single_seat_conflict_of(hall, wanted));
  }
}
BENCHMARK(find_single_seat)->Unit(benchmark::kMicrosecond);

void evolve_requests(benchmark::State& run) {
  auto show = busy_show();
  auto next = show;
  std::vector<recorded> facts;
  for (std::size_t seat = 1'000; seat < 2'000; seat += 2)
    facts.push_back(next.ask({seat, seat + 1}).front());
  for (auto _ : run) {
    run.PauseTiming();
    auto state = std::make_unique<show_state>(show.state());
    run.ResumeTiming();
    for (const auto& fact : facts)
      evolve(*state, fact);
    run.PauseTiming(); // The end of the state is not what is measured.
    state.reset();
    run.ResumeTiming();
  }
  per_item(run, facts.size());
}
BENCHMARK(evolve_requests);

/// The events that a request of two seats and its confirmation become.
event usual_request() {
  auto show = busy_show();
  return show.ask({1'000, 1'001}).front().event;
}
event usual_confirmation() {
  auto show = busy_show();
  return show.review().front().event;
}

void encode_fact(benchmark::State& run, const event& fact) {
  for (auto _ : run)
    benchmark::DoNotOptimize(encode(fact, opening));
}
BENCHMARK_CAPTURE(encode_fact, booking_requested, usual_request());
BENCHMARK_CAPTURE(encode_fact, booking_confirmed, usual_confirmation());

void decode_fact(benchmark::State& run, const event& fact) {
  auto envelope = encode(fact, opening);
  for (auto _ : run)
    benchmark::DoNotOptimize(decode(bytes_of(envelope)));
}
BENCHMARK_CAPTURE(decode_fact, booking_requested, usual_request());
BENCHMARK_CAPTURE(decode_fact, booking_confirmed, usual_confirmation());

void chain_hash_of_request(benchmark::State& run) {
  auto show = busy_show();
  auto envelope = encode(usual_request(), opening);
  auto head = show.head();
  for (auto _ : run)
    head = chain_hash(head, show.state().id, show.state().seq, bytes_of(envelope));
  benchmark::DoNotOptimize(head);
}
BENCHMARK(chain_hash_of_request);

void customer_of_mail(benchmark::State& run) {
  const bytes32 key{1, 2, 3};
  for (auto _ : run)
    benchmark::DoNotOptimize(customer_of(key, mail_address{"Guest.12345@example.org"}));
}
BENCHMARK(customer_of_mail);

void read_booking_body(benchmark::State& run) {
  constexpr std::string_view body =
      R"({"userMail":"guest12345@example.org","movieShowId":"bench-17","seats":["R4-7","R4-8"]})";
  for (auto _ : run)
    benchmark::DoNotOptimize(http::read_booking_fast(body));
}
BENCHMARK(read_booking_body);

/// A round, up to its events.
void decide_review(benchmark::State& run, const sale& show) {
  const auto due = show.round();
  for (auto _ : run)
    benchmark::DoNotOptimize(decide(show.state(), due, rules{}));
  per_item(run, crowd);
}

/// The same with what follows: its events encoded, in the chain, and a new state.
void record_review(benchmark::State& run, const sale& show) {
  for (auto _ : run) {
    run.PauseTiming();
    auto copy = std::make_unique<sale>(show);
    run.ResumeTiming();
    copy->review();
    run.PauseTiming();
    copy.reset();
    run.ResumeTiming();
  }
  per_item(run, crowd);
}
BENCHMARK_CAPTURE(decide_review, uncontested, spread_crowd())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decide_review, of_20_seats, contesting_crowd())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decide_review, of_one_seat, crowd_of_one_seat())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(record_review, uncontested, spread_crowd())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(record_review, of_20_seats, contesting_crowd())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(record_review, of_one_seat, crowd_of_one_seat())->Unit(benchmark::kMillisecond);

void write_snapshot(benchmark::State& run) {
  auto show = sold_out_show();
  for (auto _ : run)
    benchmark::DoNotOptimize(encode_snapshot(show.state(), show.head()));
  per_item(run, show.state().bookings.size());
}
BENCHMARK(write_snapshot)->Unit(benchmark::kMicrosecond);

void read_snapshot(benchmark::State& run) {
  auto show = sold_out_show();
  auto bytes = encode_snapshot(show.state(), show.head());
  for (auto _ : run)
    benchmark::DoNotOptimize(decode_snapshot(bytes_of(bytes), show.state().id, show.state().plan));
  per_item(run, show.state().bookings.size());
}
BENCHMARK(read_snapshot)->Unit(benchmark::kMicrosecond);

void see_seats(benchmark::State& run) {
  auto show = busy_show();
  for (auto _ : run)
    benchmark::DoNotOptimize(actors::seat_map_of(show.state()));
  per_item(run, show.state().seats.size());
}
BENCHMARK(see_seats)->Unit(benchmark::kMicrosecond);

void tell_seats_as_json(benchmark::State& run) {
  auto map = actors::seat_map_of(busy_show().state());
  for (auto _ : run)
    benchmark::DoNotOptimize(http::seats_json(map));
  per_item(run, map.seats.size());
}
BENCHMARK(tell_seats_as_json)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
