#include "load/drive.hpp"

#include "load/load_thread.hpp"
#include "load/stolen.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <thread>

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

namespace boxoffice::load {

namespace {

using thread_list = std::vector<std::unique_ptr<load_thread>>;

/// Open loop: how late the last request may be sent if the rate is to count as held.
clock::duration fair_lateness(const options& chosen) {
  return std::max<clock::duration>(chosen.duration / 100, 50ms);
}

thread_list make_threads(load_state& common) {
  thread_list all;
  auto count = common.chosen.threads;
  for (unsigned part = 0; part < count; ++part) {
    auto connections = common.chosen.connections / count;
    connections += part < common.chosen.connections % count ? 1 : 0;
    all.push_back(std::make_unique<load_thread>(common, part, connections));
  }
  return all;
}

/// Reports each second, and notes a signal in the load state, until all threads are done.
class progress_watch {
public:
  progress_watch(load_state& common, thread_list& threads, const run_times& times,
                 const std::function<void(const second&)>& on_second)
      : common_{common}, threads_{threads}, times_{times}, on_second_{on_second} {
    signals_.async_wait([this](auto error, int) {
      if (error)
        return;
      common_.interrupted = true;
      signals_.clear(); // A second signal ends the process at once.
    });
    wait();
  }

  /// Returns once all threads have called one_done().
  void run(std::size_t threads) {
    running_ = threads;
    io_.run();
  }
  /// From any thread.
  void one_done() {
    boost::asio::post(io_, [this] {
      if (--running_ == 0)
        io_.stop();
    });
  }

private:
  void wait() {
    ++number_;
    timer_.expires_at(times_.start + number_);
    timer_.async_wait([this](auto error) {
      if (error)
        return;
      report();
      wait();
    });
  }

  void report() {
    auto now = read_cpu_times();
    second latest{number_,
                  times_.start + number_ <= times_.measured,
                  {},
                  stolen_share(std::exchange(cpu_, now), now)};
    for (auto& each : threads_)
      each->take_latest(latest.calls);
    on_second_(latest);
  }

  load_state& common_;
  thread_list& threads_;
  const run_times& times_;
  const std::function<void(const second&)>& on_second_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
  boost::asio::steady_timer timer_{io_};
  std::chrono::seconds number_{0};
  cpu_times cpu_ = read_cpu_times();
  std::size_t running_ = 0;
};

void run_all(thread_list& threads, progress_watch& watching, const run_times& times) {
  std::vector<std::jthread> running;
  for (auto& each : threads)
    running.emplace_back([&watching, &times, &one = *each] {
      one.run(times);
      watching.one_done();
    });
  watching.run(threads.size());
}

ending how_ended(const load_state& common) {
  if (common.interrupted)
    return ending::interrupted;
  if (common.server_gone)
    return ending::server_gone;
  return common.sold_out ? ending::sold_out : ending::on_time;
}

outcome sum_up(const thread_list& threads, const load_state& common, const run_times& times,
               clock::time_point ended) {
  outcome all;
  all.how = how_ended(common);
  auto last_answer = times.measured;
  auto lateness = clock::duration{0};
  for (const auto& each : threads) {
    const auto& one = each->outcome();
    all.warmup.merge(one.warmup);
    all.measured.merge(one.measured);
    all.longest_pause = std::max(all.longest_pause, one.longest_pause);
    all.connect_failures += one.connect_failures;
    if (all.first_error.empty())
      all.first_error = one.first_error;
    last_answer = std::max(last_answer, one.last_answer);
    lateness = std::max(lateness, one.last_lateness);
  }
  auto until = std::max(last_answer, common.over_early() ? std::min(ended, times.end) : times.end);
  all.took = std::max(until - times.measured, clock::duration{0});
  all.rate_held = all.measured.dropped == 0 && lateness <= fair_lateness(common.chosen);
  return all;
}

} // namespace

std::string_view name(ending how) {
  switch (how) {
  case ending::on_time: return "on_time";
  case ending::interrupted: return "interrupted";
  case ending::sold_out: return "sold_out";
  case ending::server_gone: return "server_gone";
  }
  std::abort(); // All enumerators return above.
}

result<outcome> drive(const options& chosen, const halls& shows, const payment_plan& payments,
                      const std::function<void(const second&)>& on_second) {
  auto server = resolve(chosen.server);
  if (!server)
    return server.error();
  load_state common{chosen, shows, payments, *server};
  auto threads = make_threads(common);
  for (auto& each : threads)
    if (auto why = each->connect())
      return *why;
  auto times = times_of(chosen, clock::now());
  progress_watch watching{common, threads, times, on_second};
  auto cpu = read_cpu_times();
  run_all(threads, watching, times);
  auto done = sum_up(threads, common, times, clock::now());
  done.stolen = stolen_share(cpu, read_cpu_times());
  return done;
}

} // namespace boxoffice::load
