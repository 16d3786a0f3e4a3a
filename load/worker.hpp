// One thread of the load generator: its connections, and the loop that keeps them busy.
#pragma once

#include "load/connection.hpp"
#include "load/requests.hpp"
#include "load/tally.hpp"
#include "load/times.hpp"

#include <atomic>
#include <mutex>
#include <vector>

namespace boxoffice::load {

/// What the threads of a run have in common.
struct load_state {
  const options& asked;
  const halls& shows;
  const payment_plan& payments;
  connection::endpoint server;

  // Why nothing more is to begin before the time is over:
  std::atomic<bool> interrupted{false};
  std::atomic<bool> sold_out{false};
  std::atomic<bool> server_gone{false};
  /// When anyone had the last answer, in nanoseconds since the start.
  std::atomic<std::int64_t> last_answer{0};

  [[nodiscard]] bool over_early() const { return interrupted || sold_out || server_gone; }
};

struct worker_outcome {
  tally warmup;
  tally measured;
  clock::time_point last_answer{};    ///< to a measured request
  clock::duration longest_pause{0};   ///< between answers to anyone, in the measured time
  clock::duration last_lateness{0};   ///< open loop: of the last request that was sent
  std::uint64_t connect_failures = 0; ///< while the load ran
  std::string first_trouble;          ///< the first error, in words
};

class worker {
public:
  /// The `part`-th of the threads, with so many connections.
  worker(load_state& common, unsigned part, unsigned connections);
  ~worker();
  worker(const worker&) = delete;
  worker& operator=(const worker&) = delete;

  /// Opens all connections; tells why where one of them cannot be.
  [[nodiscard]] std::optional<trouble> connect();
  /// Loads the server until the end, and then until what was asked is answered or timed out.
  void run(const run_times& times);
  /// Adds what came since the last time, for whoever watches, from any thread.
  void take_latest(call_tally& into);
  /// After run().
  [[nodiscard]] const worker_outcome& outcome() const { return done_; }

private:
  enum class state : std::uint8_t { closed, connecting, idle, busy };
  struct place {
    connection line;
    state is = state::closed;
    call kind = call::read;
    clock::time_point begun; ///< of the request, as intended
    clock::time_point since; ///< sent, began to connect, or closed
    std::string request;
  };

  // What epoll tells.
  void turn();
  void handle(std::uint32_t number);
  void opened(std::uint32_t number);
  void hear(std::uint32_t number);

  // Requests and their answers.
  void begin_due();
  void begin(clock::time_point intended, clock::time_point now);
  void take_answer(place& at);
  void fail(place& at, std::uint64_t tally::*how, const std::string& why);
  void note_pause(clock::time_point until);
  void note_trouble(const std::string& why);
  [[nodiscard]] tally& tally_of(clock::time_point begun);

  // Connections that come and go.
  void open(std::uint32_t number);
  void cannot_open(std::uint32_t number, const std::string& why);
  void end(std::uint32_t number);
  void look_after(clock::time_point now);

  // The schedule and the end.
  [[nodiscard]] bool is_over(clock::time_point now) const;
  [[nodiscard]] bool waits_for_due() const;
  void drop_until(clock::time_point due);
  [[nodiscard]] clock::duration until_next(clock::time_point now) const;

  load_state& common_;
  request_maker requests_;
  unsigned part_;
  run_times times_{};
  std::optional<schedule> schedule_; ///< open loop
  int epoll_ = -1;
  std::vector<place> places_;
  std::vector<std::uint32_t> idle_; ///< numbers of places
  std::vector<char> scratch_;       ///< what was just received
  std::uint32_t busy_ = 0;
  bool running_ = false;
  clock::time_point next_look_{};
  clock::time_point last_open_{}; ///< when a connection was last known to be there
  worker_outcome done_;
  std::mutex latest_mutex_;
  call_tally latest_; ///< guarded by latest_mutex_
};

} // namespace boxoffice::load
