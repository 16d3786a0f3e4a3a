// Bookings a second of a node without HTTP, beside a bare RocksDB that writes the same rows in the
// same batches, each batch synced:
//
//   boxoffice_bench_engine [IN_FLIGHT [RUNS [SECONDS [SHOWS]]]]
//
// Two-seat bookings are sent to the show directory, spread over all shows (SHOWS 1: all to one
// show). IN_FLIGHT of them are always without a reply. Reviews run as in a server. The runs of both
// alternate; the result is the median of the ratios.
#include "actors/engine.hpp"
#include "actors/protocol/reply_port.hpp"
#include "bench/captured_log.hpp"
#include "bench/scratch.hpp"
#include "storage/rocksdb/open.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <mutex>

namespace {

using namespace boxoffice;
using clock = std::chrono::steady_clock;

constexpr std::size_t seats_a_row = 100;
constexpr std::size_t rows = 20;
constexpr std::size_t pairs_a_show = seats_a_row * rows / 2;
constexpr std::size_t asks_a_message = 64; ///< of a gateway, in a turn of its event loop

struct plan {
  std::size_t in_flight = 1024;
  std::size_t runs = 5;
  double seconds = 3;
  std::size_t shows = 1000;
};

struct outcome {
  double bookings = 0; ///< a second
  double refused = 0;  ///< of all
  double cpu_us = 0;   ///< of the process, a booking, including reviews
};

double cpu_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

double seconds_since(clock::time_point then) {
  return std::chrono::duration<double>(clock::now() - then).count();
}

events::show_body hall() {
  events::show_body body{"M",   "H",    4'000'000'000'000, 4'000'000'000'000,
                         "INR", 15'000, {{"A", "A", 0}},   {}};
  for (std::size_t row = 0; row < rows; ++row) {
    body.rows.push_back({fmt::format("R{}", row), "A", {}});
    for (std::size_t seat = 1; seat <= seats_a_row; ++seat)
      body.rows.back().seats.emplace_back(events::seat_id{fmt::format("R{}-{}", row, seat)});
  }
  return body;
}

/// Sends bookings as fast as replies arrive.
class crowd {
public:
  crowd(caf::actor_system& system, actors::show_directory_actor directory, const plan& wanted)
      : directory_{std::move(directory)},
        wanted_{wanted},
        reply_port_{system, [this](actors::replies&& arrived) { count(arrived); }} {}

  void open_shows() {
    actors::asks batch;
    for (std::size_t i = 0; i < wanted_.shows; ++i)
      batch.emplace_back(
          actors::show_ask{{reply_port_.handle(), 0}, show(i), events::open_show{0, hall()}, {}});
    std::unique_lock lock{mutex_};
    replied_ = 0;
    caf::anon_send(directory_, std::move(batch));
    changed_.wait(lock, [&] { return replied_ == wanted_.shows; });
  }

  outcome book_for(double seconds) {
    auto cpu = cpu_seconds();
    auto began = clock::now();
    std::unique_lock lock{mutex_};
    replied_ = refused_ = 0;
    std::size_t sent = 0;
    bool open = true;
    while (open || replied_ < sent) {
      open = open && seconds_since(began) < seconds && next_ + asks_a_message < all_pairs();
      if (open && sent - replied_ + asks_a_message <= wanted_.in_flight) {
        sent += asks_a_message;
        lock.unlock();
        send_asks();
        lock.lock();
        continue;
      }
      auto before = replied_;
      if (before < sent) // Not so if all had been replied to when the time ended.
        changed_.wait(lock, [&] { return replied_ != before; });
    }
    auto took = seconds_since(began);
    auto count = static_cast<double>(replied_);
    return {(count - static_cast<double>(refused_)) / took, static_cast<double>(refused_) / count,
            (cpu_seconds() - cpu) * 1e6 / count};
  }

private:
  [[nodiscard]] std::size_t all_pairs() const { return wanted_.shows * pairs_a_show; }
  [[nodiscard]] static events::show_id show(std::size_t index) {
    return {fmt::format("bench-{}", index)};
  }

  void send_asks() {
    actors::asks batch;
    batch.reserve(asks_a_message);
    for (std::size_t i = 0; i < asks_a_message; ++i, ++next_) {
      auto pair = next_ / wanted_.shows;
      auto row = pair / (seats_a_row / 2);
      auto seat = pair % (seats_a_row / 2) * 2 + 1;
      events::request_booking command;
      command.customer = {static_cast<std::uint8_t>(next_ * 151), static_cast<std::uint8_t>(next_),
                          static_cast<std::uint8_t>(next_ >> 8U),
                          static_cast<std::uint8_t>(next_ >> 16U)};
      command.seats = {{fmt::format("R{}-{}", row, seat)}, {fmt::format("R{}-{}", row, seat + 1)}};
      batch.emplace_back(actors::show_ask{{reply_port_.handle(), next_},
                                          show(next_ % wanted_.shows),
                                          std::move(command),
                                          fmt::format("guest{}@example.org", next_)});
    }
    caf::anon_send(directory_, std::move(batch));
  }

  void count(const actors::replies& arrived) {
    std::lock_guard lock{mutex_};
    replied_ += arrived.size();
    for (const auto& each : arrived)
      refused_ += std::holds_alternative<events::refusal>(each.reply) ? 1U : 0U;
    changed_.notify_one();
  }

  actors::show_directory_actor directory_;
  plan wanted_;
  std::size_t next_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t replied_ = 0;
  std::size_t refused_ = 0;
  actors::reply_port reply_port_; ///< last, because it calls count()
};

/// Runs the engine on a new log, then writes the same rows to a bare RocksDB. Returns the ratio of
/// rows a second.
double compare(const plan& wanted, std::size_t run) {
  bench::scratch place;
  bench::captured_log log{storage::open_rocksdb_log({place.path() / "log"}).value()};
  outcome ours;
  {
    caf::actor_system_config config;
    config.set("scheduler.policy", caf::atom("sharing"));
    config.set("scheduler.max-threads", std::size_t{1});
    caf::actor_system system{config};
    actors::engine engine{
        system, log, {.rules = {}, .show_idle = std::chrono::hours{1}}, actors::real_environment()};
    crowd customers{system, engine.directory(), wanted};
    customers.open_shows();
    log.start();
    ours = customers.book_for(wanted.seconds);
    log.stop();
  }
  auto raw = bench::write_raw(place.path() / "raw", log.batches());
  auto rate = static_cast<double>(log.rows()) / log.seconds();
  fmt::print(
      "run {}: engine {:.0f} bookings/s ({:.1f} us CPU each, {:.1f} % refused), {:.0f} rows/s "
      "in batches of {:.0f}, writer busy {:.0f} %;  raw {:.0f} rows/s;  ratio {:.3f}\n",
      run, ours.bookings, ours.cpu_us, ours.refused * 100, rate,
      static_cast<double>(log.rows()) / static_cast<double>(log.batches().size()),
      log.busy() / log.seconds() * 100, raw, rate / raw);
  std::fflush(stdout);
  return rate / raw;
}

} // namespace

int main(int argc, char** argv) {
  plan wanted;
  auto given = [&](int place, auto otherwise) {
    return argc > place ? static_cast<decltype(otherwise)>(std::strtod(argv[place], nullptr))
                        : otherwise;
  };
  wanted.in_flight = given(1, wanted.in_flight);
  wanted.runs = given(2, wanted.runs);
  wanted.seconds = given(3, wanted.seconds);
  wanted.shows = given(4, wanted.shows);
  if (wanted.in_flight < asks_a_message || wanted.runs == 0 || wanted.shows == 0) {
    fmt::print(stderr, "usage: boxoffice_bench_engine [IN_FLIGHT >= {} [RUNS [SECONDS [SHOWS]]]]\n",
               asks_a_message);
    return 2;
  }
  std::vector<double> ratios;
  for (std::size_t run = 1; run <= wanted.runs; ++run)
    ratios.push_back(compare(wanted, run));
  std::sort(ratios.begin(), ratios.end());
  fmt::print("median ratio {:.3f}\n", ratios[ratios.size() / 2]);
}
