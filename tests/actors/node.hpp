// A node without a gateway, in virtual time: nothing happens but what a test runs, message by
// message where it matters. Time is noon at its start.
#pragma once

#include "tests/actors/cluster/questions.hpp"
#include "tests/actors/log/watched_log.hpp"
#include "tests/actors/virtual_clocks.hpp"
#include "tests/actors/virtual_engine.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <chrono>
#include <map>
#include <random>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

/// The usual rules, but for what a test changes.
[[nodiscard]] engine_options virtual_time(milliseconds show_idle = milliseconds{3'600'000});

class node {
public:
  explicit node(const engine_options& options = virtual_time());
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;
  /// Puts a question to the directory; nothing runs yet.
  ticket ask(const std::string& show, show_question what, const std::string& mail = "ann@x.org");
  ticket ask(node_question what);

  void run();  ///< All that can happen without time going on.
  bool step(); ///< One message.
  /// One message of an actor of this kind that has one. False where none has.
  template <class Actor>
  bool step_of();
  /// All that can happen while the actors of this kind do nothing.
  template <class Actor>
  void run_without();
  /// One message of an actor drawn by lot. False where none has one.
  bool step_any(std::mt19937& lot);

  void pass(milliseconds span); ///< Time goes on, and all that it brings is run.
  /// Time goes on, but nothing that it brings happens until the timers are asked for.
  void let_timers_lag(milliseconds span) { coordinator().clock().current_time += span; }
  bool trigger_due_timers(); ///< Sends what is due; false where nothing is.
  void shift_clock(milliseconds span) { clocks_.shift += span.count(); } ///< Of the wall alone.
  void let_looks_at_the_clock_take(milliseconds each) { clocks_.look_takes = each.count(); }
  [[nodiscard]] events::time_ms now() const;
  [[nodiscard]] const std::vector<reply>& answers_to(ticket asked) { return answers_[asked]; }
  [[nodiscard]] bool answered(ticket asked) { return !answers_[asked].empty(); }
  [[nodiscard]] std::size_t answer_count() const;
  /// The one answer, which must be of this type.
  template <class Reply>
  Reply told(ticket asked);
  /// Asks, runs and takes the answer.
  template <class Reply>
  Reply ask_now(const std::string& show, show_question what);
  booking_taken book_now(const std::string& show, const std::vector<std::string>& seats) {
    return ask_now<booking_taken>(show, book(seats));
  }
  events::booking_status status_now(const std::string& show, const booking_taken& booking) {
    return ask_now<booking_view>(show, look_at(booking)).booking.status;
  }

  void start(std::function<void()> finished = [] {}) {
    actors_->running().start(std::move(finished));
  }
  /// New actors on the same log, which is whole again. Engine::start is not called.
  void restart(milliseconds down = milliseconds{0});
  /// The same, and the steady clock begins anew: nothing is known of how long the node was down.
  void reboot(milliseconds down = milliseconds{0});
  void set_options(const engine_options& options) { options_ = options; } ///< of the next restart
  void end_engine() { actors_->end_engine(); }
  void close_reply_port() { actors_->close_reply_port(); }

  [[nodiscard]] std::size_t shows_in_memory() const { return actors_->shows_in_memory(); }
  [[nodiscard]] std::size_t actors_alive() const { return actors_->actors_alive(); }
  [[nodiscard]] std::size_t show_timers() const; ///< Of shows; the directory has its own.
  [[nodiscard]] std::vector<std::string>& failures() { return failures_; }
  [[nodiscard]] std::vector<std::string>& warnings() { return warnings_; }

  bool holds_lease = true; ///< may decide and answer
  bool outlives = false;   ///< goes on after a failed append
  [[nodiscard]] caf::actor_system& system() { return actors_->system(); }
  [[nodiscard]] const show_directory_actor& directory() const {
    return actors_->running().directory();
  }
  [[nodiscard]] watched_log& log() { return *log_; }
  [[nodiscard]] std::vector<events::recorded> stream(const std::string& show);
  [[nodiscard]] std::uint64_t last_seq(const std::string& show);
  [[nodiscard]] story types(const std::string& show);
  /// The state that the log alone gives; fails the test where the chain is broken.
  [[nodiscard]] storage::recovered_show recovered(const std::string& show);

private:
  void begin();
  void end();
  [[nodiscard]] environment env();
  [[nodiscard]] caf::scheduler::test_coordinator& coordinator() const;
  void run_at_front(std::size_t place);

  boxoffice::tests::temporary_directory directory_;
  engine_options options_;
  std::mt19937_64 random_{42};
  virtual_clocks clocks_;
  std::vector<std::string> failures_;
  std::vector<std::string> warnings_;
  std::map<ticket, std::vector<reply>> answers_;
  ticket last_ticket_ = 0;
  std::unique_ptr<watched_log> log_;
  std::unique_ptr<virtual_engine> actors_;
};

} // namespace boxoffice::actors::tests

#include "tests/actors/node_templates.hpp"
