#include "load/drive.hpp"

#include "load/stolen.hpp"
#include "load/worker.hpp"

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

using crew = std::vector<std::unique_ptr<worker>>;

/// Open loop: how far behind its schedule a load may be at its end and yet have held its rate.
clock::duration fair_lateness(const options& asked) {
  return std::max<clock::duration>(asked.duration / 100, 50ms);
}

crew make_crew(load_state& common) {
  crew workers;
  auto threads = common.asked.threads;
  for (unsigned part = 0; part < threads; ++part) {
    auto connections = common.asked.connections / threads;
    connections += part < common.asked.connections % threads ? 1 : 0;
    workers.push_back(std::make_unique<worker>(common, part, connections));
  }
  return workers;
}

/// Tells of each second, and of a signal to the common ground, until stopped.
class watch {
public:
  watch(load_state& common, crew& workers, const run_times& times,
        const std::function<void(const second&)>& told)
      : common_{common}, workers_{workers}, times_{times}, told_{told} {
    signals_.async_wait([this](auto error, int) {
      if (error)
        return;
      common_.interrupted = true;
      signals_.clear(); // A second one need not wait for the last answers.
    });
    wait();
  }

  /// Until all threads have said that they are done.
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
      tell();
      wait();
    });
  }

  void tell() {
    auto now = read_cpu_times();
    second latest{number_,
                  times_.start + number_ <= times_.measured,
                  {},
                  stolen_share(std::exchange(cpu_, now), now)};
    for (auto& each : workers_)
      each->take_latest(latest.calls);
    told_(latest);
  }

  load_state& common_;
  crew& workers_;
  const run_times& times_;
  const std::function<void(const second&)>& told_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
  boost::asio::steady_timer timer_{io_};
  std::chrono::seconds number_{0};
  cpu_times cpu_ = read_cpu_times();
  std::size_t running_ = 0;
};

void run_all(crew& workers, watch& watching, const run_times& times) {
  std::vector<std::jthread> threads;
  for (auto& each : workers)
    threads.emplace_back([&watching, &times, &one = *each] {
      one.run(times);
      watching.one_done();
    });
  watching.run(workers.size());
}

ending how_ended(const load_state& common) {
  if (common.interrupted)
    return ending::interrupted;
  if (common.server_gone)
    return ending::server_gone;
  return common.sold_out ? ending::sold_out : ending::on_time;
}

outcome sum_up(const crew& workers, const load_state& common, const run_times& times,
               clock::time_point ended) {
  outcome all;
  all.how = how_ended(common);
  auto last_answer = times.measured;
  auto lateness = clock::duration{0};
  for (const auto& each : workers) {
    const auto& one = each->outcome();
    all.warmup.merge(one.warmup);
    all.measured.merge(one.measured);
    all.longest_pause = std::max(all.longest_pause, one.longest_pause);
    all.connect_failures += one.connect_failures;
    if (all.first_trouble.empty())
      all.first_trouble = one.first_trouble;
    last_answer = std::max(last_answer, one.last_answer);
    lateness = std::max(lateness, one.last_lateness);
  }
  auto until = std::max(last_answer, common.over_early() ? std::min(ended, times.end) : times.end);
  all.took = std::max(until - times.measured, clock::duration{0});
  all.rate_held = all.measured.dropped == 0 && lateness <= fair_lateness(common.asked);
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

result<outcome> drive(const options& asked, const halls& shows, const payment_plan& payments,
                      const std::function<void(const second&)>& told) {
  auto server = resolve(asked.server);
  if (!server)
    return server.error();
  load_state common{asked, shows, payments, *server};
  auto workers = make_crew(common);
  for (auto& each : workers)
    if (auto why = each->connect())
      return *why;
  auto times = times_of(asked, clock::now());
  watch watching{common, workers, times, told};
  auto cpu = read_cpu_times();
  run_all(workers, watching, times);
  auto done = sum_up(workers, common, times, clock::now());
  done.stolen = stolen_share(cpu, read_cpu_times());
  return done;
}

} // namespace boxoffice::load
