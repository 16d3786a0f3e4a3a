// A node without a gateway in virtual time. Its actors run only when a test runs them, one message
// at a time if it matters. It starts at noon.
#pragma once

#include "tests/actors/log/watched_log.hpp"
#include "tests/actors/questions.hpp"
#include "tests/actors/virtual_clocks.hpp"
#include "tests/actors/virtual_engine.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <chrono>
#include <map>
#include <random>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

/// The default options, in virtual time.
[[nodiscard]] engine_options virtual_time(milliseconds show_idle = milliseconds{3'600'000});

class node {
public:
  explicit node(const engine_options& options = virtual_time());
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;
  /// Sends a question to the directory, and runs nothing yet.
  ticket ask(const std::string& show, show_question what, const std::string& mail = "ann@x.org");
  ticket ask(node_question what);

  void run();  ///< Everything that can run without time passing.
  bool step(); ///< One message.
  /// One message of an actor of this type. False if none has a message.
  template <class Actor>
  bool step_of();
  /// Everything that can run while the actors of this type do not.
  template <class Actor>
  void run_without();
  /// One message of a random actor. False if none has a message.
  bool step_any(std::mt19937& lot);

  void pass(milliseconds span); ///< Time passes, and everything that becomes due is run.
  /// Time passes, but timers do not go off before trigger_due_timers().
  void let_timers_lag(milliseconds span) { coordinator().clock().current_time += span; }
  bool trigger_due_timers(); ///< Sends the messages that are due. False if there are none.
  void shift_clock(milliseconds span) { clocks_.shift += span.count(); } ///< Of the wall alone.
  void slow_down_clock_reads(milliseconds each) { clocks_.look_takes = each.count(); }
  [[nodiscard]] events::time_ms now() const;
  [[nodiscard]] const std::vector<reply>& replies_to(ticket request) { return replies_[request]; }
  [[nodiscard]] bool has_reply(ticket request) { return !replies_[request].empty(); }
  [[nodiscard]] std::size_t reply_count() const;
  /// The only reply, which must be of this type.
  template <class Reply>
  Reply reply_to(ticket request);
  /// Asks, runs and returns the reply.
  template <class Reply>
  Reply ask_now(const std::string& show, show_question what);
  template <class Reply>
  Reply ask_now(node_question what);
  booking_taken book_now(const std::string& show, const std::vector<std::string>& seats) {
    return ask_now<booking_taken>(show, book(seats));
  }
  events::booking_status status_now(const std::string& show, const booking_taken& booking) {
    return ask_now<booking_view>(show, look_at(booking)).booking.status;
  }

  void start(std::function<void()> finished = [] {}) {
    actors_->running().start(std::move(finished));
  }
  /// Restarts with new actors on the same log, whose failures end. Does not call engine::start().
  void restart(milliseconds down = milliseconds{0});
  /// The same with a new steady clock: how long the node was down is not known.
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
  [[nodiscard]] engine& running_engine() const { return actors_->running(); }
  [[nodiscard]] const auto& directory() const { return running_engine().directory(); }
  [[nodiscard]] const node_probe& probe() const { return *running_engine().env().probe; }
  [[nodiscard]] watched_log& log() { return *log_; }
  [[nodiscard]] std::vector<events::recorded> stream(const std::string& show);
  [[nodiscard]] std::uint64_t last_seq(const std::string& show);
  [[nodiscard]] strings types(const std::string& show);
  /// The state from the log alone. Fails the test if the chain is broken.
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
  std::map<ticket, std::vector<reply>> replies_;
  ticket last_ticket_ = 0;
  std::unique_ptr<watched_log> log_;
  std::unique_ptr<virtual_engine> actors_;
};

} // namespace boxoffice::actors::tests

#include "tests/actors/node_templates.hpp"
