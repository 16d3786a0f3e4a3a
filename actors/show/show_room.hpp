// The actor of one show. It owns the show's state and decides on it at once. Its replies are sent
// only when all that they depend on is durable. Its timers run only while there is work for them.
#pragma once

#include "actors/show/show_deps.hpp"
#include "actors/show/show_timers.hpp"
#include "actors/show/watchers.hpp"

#include <vector>

namespace boxoffice::actors {

class show_room : public show_actor::base {
public:
  /// `epoch` is that of the show's shard, 0 if no other node writes to the log.
  show_room(caf::actor_config& config, events::show_id id, std::shared_ptr<const show_deps> deps,
            std::int64_t epoch);

  behavior_type make_behavior() override;

private:
  void receive(show_asks&& batch);
  void begin(const recovered& stream);
  void handle(show_ask&& ask);
  void handle_timer(timer_due due);
  void take_turn();
  void try_to_leave();

  // One for each question (show_replies.cpp).
  void on(const return_address& to, events::open_show&& command);
  void on(const return_address& to, events::request_booking&& command, std::string&& mail);
  void on(const return_address& to, events::sell_seats&& command, std::string&& mail);
  void on(const return_address& to, events::cancel_booking&& command);
  void on(const return_address& to, events::move_booking&& command);
  void on(const return_address& to, events::return_seats&& command);
  void on(const return_address& to, events::record_payment&& message);
  void on(const return_address& to, const get_booking& question);
  void on(const return_address& to, const get_history& question);
  void on(const return_address& to, const get_show& question);
  void on(const return_address& to, const get_seats& question);
  void on(const return_address& to, const await_seats& question);
  void on(const return_address& to, const await_booking& question);
  void on(const return_address& to, const run_timers& question);
  void on(const return_address& to, const get_codes& question);
  void on(const return_address& to, admit_code&& question);
  void on(const return_address& to, const find_link& question);
  void on(const return_address& to, const resend_link& question);
  void on(const return_address& to, const use_link& question);
  void change_link_of(const events::booking& booked, change_link&& change);
  template <class Command>
  void on_operator_command(const return_address& to, Command&& command);
  template <class Command>
  void on_booking_command(const return_address& to, Command&& command);

  /// Decides a command now and replies with the refusal, or with `make_reply(appended)`, where
  /// `appended` says whether the command yielded events.
  template <class Command, class MakeReply>
  void carry_out(const return_address& to, Command& command, MakeReply make_reply);
  /// The booking that the question names, if the customer may see it. Otherwise null, and the
  /// refusal is the reply.
  template <class Question>
  const events::booking* find_for(const return_address& to, const Question& question);

  /// Applies the events of a decision and adds them to the append.
  void record(std::vector<events::event>&& fresh, events::time_ms at);
  [[nodiscard]] bool needs_snapshot() const { return loaded_ && state_.seq > snapshot_seq_; }
  void take_snapshot();
  void respond(const return_address& to, reply&& what);
  /// Ends a message: sends what it appended to the writer, with all replies. Without events the
  /// replies go there only if something that they depend on is not durable yet.
  void submit();
  void end_after_snapshot();
  void end_abandoned();
  void end();
  static void refuse(show_asks&& batch, const std::string& why);
  /// Refuses what came before the show was recovered.
  void refuse_deferred(const std::string& why);
  // What is recorded for monitoring (show_counts.cpp).
  void count(const events::recorded& fact);
  void count_review(events::time_ms at);
  // The watchers (show_news.cpp).
  [[nodiscard]] seat_news seat_news_since(std::uint64_t known_version) const;
  void notify_booking_watchers(const events::recorded& fact);
  void notify_seat_watchers(std::uint64_t known_version);
  [[nodiscard]] bool release_watchers();
  void refuse_watchers(const std::string& why);

  /// The append of the current message.
  storage::stream_append& current_append();

  void review();
  void expire();
  /// Arms the timers for the open work.
  void arm();
  void set(const std::optional<alarm>& one);

  /// Milliseconds until the claims under review, of which there must be one, are due.
  [[nodiscard]] std::int64_t until_review() const;
  /// The stream's time, which never goes back. If the wall clock is behind the last event, it goes
  /// on from there at the pace of the steady clock, until the wall clock has caught up.
  [[nodiscard]] events::time_ms now() const;
  [[nodiscard]] show_view view(bool opened_now = false) const;

  std::shared_ptr<const show_deps> deps_;
  events::show_state state_;
  std::int64_t epoch_;
  events::time_ms line_ = 0;       ///< stream's time less steady time at the last event, at least
  events::bytes32 head_{};         ///< hash of the last record
  std::uint64_t snapshot_seq_ = 0; ///< of the last snapshot, 0: none
  std::shared_ptr<watermark> durable_ = std::make_shared<watermark>();
  bool loaded_ = false;
  events::lazy<std::string> unreadable_; ///< why the stream could not be replayed
  events::lazy<show_asks> deferred_;     ///< until the show is recovered
  events::lazy<watchers> watchers_;
  events::lazy<append> out_; ///< events, rows and replies of the current message
  std::uint64_t asks_received_ = 0;
  show_timers timers_;
};

} // namespace boxoffice::actors
