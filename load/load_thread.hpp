// One thread of the load generator: its connections and the loop that sends their requests.
#pragma once

#include "load/connection.hpp"
#include "load/requests.hpp"
#include "load/tally.hpp"
#include "load/times.hpp"

#include <atomic>
#include <mutex>
#include <vector>

namespace boxoffice::load {

/// State that the threads of a run share.
struct load_state {
  const options& chosen;
  const halls& shows;
  const payment_plan& payments;
  connection::endpoint server;

  // Reasons to end early:
  std::atomic<bool> interrupted{false};
  std::atomic<bool> sold_out{false};
  std::atomic<bool> server_gone{false};
  /// Time of the last response on any connection, in nanoseconds since the start.
  std::atomic<std::int64_t> last_answer{0};

  [[nodiscard]] bool over_early() const { return interrupted || sold_out || server_gone; }
};

struct thread_outcome {
  tally warmup;
  tally measured;
  clock::time_point last_answer{};    ///< to a measured request
  clock::duration longest_pause{0};   ///< between responses on any connection, in the measured time
  clock::duration last_lateness{0};   ///< open loop: of the last request sent
  std::uint64_t connect_failures = 0; ///< while the load ran
  std::string first_error;            ///< text of the first error
};

class load_thread {
public:
  /// The `part`-th of the threads, with that many connections.
  load_thread(load_state& common, unsigned part, unsigned connections);
  ~load_thread();
  load_thread(const load_thread&) = delete;
  load_thread& operator=(const load_thread&) = delete;

  /// Opens all connections. Returns the error of the first that fails.
  [[nodiscard]] std::optional<load_error> connect();
  /// Loads the server until the end, then waits for open requests to be answered or to time out.
  void run(const run_times& times);
  /// Adds the counts since the last call. Any thread may call it.
  void take_latest(call_tally& into);
  /// Valid after run().
  [[nodiscard]] const thread_outcome& outcome() const { return done_; }

private:
  enum class state : std::uint8_t { closed, connecting, idle, busy };
  struct slot {
    connection conn;
    state is = state::closed;
    call kind = call::read;
    clock::time_point begun; ///< when the request was due
    clock::time_point since; ///< when it was sent, or the connection opened or closed
    std::string request;
  };

  // Epoll events.
  void turn();
  void handle(std::uint32_t number);
  void opened(std::uint32_t number);
  void on_readable(std::uint32_t number);

  // Requests and responses.
  void begin_due();
  void begin(clock::time_point intended, clock::time_point now);
  void take_response(slot& at);
  void fail(slot& at, std::uint64_t tally::*how, const std::string& why);
  void note_pause(clock::time_point until);
  void note_error(const std::string& why);
  [[nodiscard]] tally& tally_of(clock::time_point begun);

  // Opening and closing connections.
  void open(std::uint32_t number);
  void cannot_open(std::uint32_t number, const std::string& why);
  void end(std::uint32_t number);
  void look_after(clock::time_point now);

  // The schedule and the end.
  [[nodiscard]] bool is_over(clock::time_point now) const;
  [[nodiscard]] bool waits_for_due() const;
  void drop_until(clock::time_point due);
  void drop_impatient(clock::time_point now);
  [[nodiscard]] clock::duration until_next(clock::time_point now) const;

  load_state& common_;
  request_maker requests_;
  unsigned part_;
  run_times times_{};
  std::optional<schedule> schedule_; ///< open loop
  int epoll_ = -1;
  std::vector<slot> slots_;
  std::vector<std::uint32_t> idle_; ///< numbers of slots
  std::vector<char> scratch_;       ///< buffer for recv()
  std::uint32_t busy_ = 0;
  bool running_ = false;
  clock::time_point next_look_{};
  clock::time_point last_open_{}; ///< when a connection was last known to be open
  thread_outcome done_;
  std::mutex latest_mutex_;
  call_tally latest_; ///< guarded by latest_mutex_
};

} // namespace boxoffice::load
