// One show: owns its state, decides on it at once, and lets answers out only behind what they rest
// on. Its timers run only while there is work for them.
#pragma once

#include "actors/show/show_deps.hpp"
#include "actors/show/show_timers.hpp"
#include "actors/show/watchers.hpp"

#include <vector>

namespace boxoffice::actors {

class show_room : public show_actor::base {
public:
  /// `epoch` is that of the show's shard, 0 where nobody else writes to the log.
  show_room(caf::actor_config& config, events::show_id id, std::shared_ptr<const show_deps> deps,
            std::int64_t epoch);

  behavior_type make_behavior() override;

private:
  void receive(show_asks&& asked);
  void begin(const recovered& stream);
  void handle(show_ask&& ask);
  void fire(timer_due due);
  void take_turn();
  void offer();

  // One for each question (show_replies.cpp).
  void on(const return_address& to, events::open_show&& asked);
  void on(const return_address& to, events::request_booking&& asked, std::string&& mail);
  void on(const return_address& to, events::cancel_booking&& asked);
  void on(const return_address& to, events::record_payment&& asked);
  void on(const return_address& to, const get_booking& asked);
  void on(const return_address& to, const get_history& asked);
  void on(const return_address& to, const get_show& asked);
  void on(const return_address& to, const get_seats& asked);
  void on(const return_address& to, const await_seats& asked);
  void on(const return_address& to, const await_booking& asked);
  void on(const return_address& to, const run_timers& asked);
  template <class Command>
  void on_house_command(const return_address& to, Command&& asked);

  /// Decides a command now; `tell(appended)` makes the answer where it was not refused, and hears
  /// whether the command yielded events.
  template <class Command, class Tell>
  void carry_out(const return_address& to, Command& asked, Tell tell);
  /// The booking that the asker may see; otherwise the refusal was answered.
  template <class Question>
  const events::booking* find_for(const return_address& to, const Question& asked);

  /// Applies events and puts them into the append.
  void record(std::vector<events::event>&& fresh, events::time_ms at);
  void take_snapshot();
  void respond(const return_address& to, reply&& what);
  /// Ends a message: what it appended goes to the writer with all answers. Without events they line
  /// up there behind what is not durable yet.
  void send_off();
  void go();
  void give_in();
  void end();
  static void refuse(show_asks&& asked, const std::string& why);
  /// While the stream is not there.
  void refuse_waiting(const std::string& why);
  // News (show_news.cpp).
  [[nodiscard]] seat_news seat_news_now() const;
  void note_for_watchers(const events::recorded& fact);
  void tell_seat_watchers();
  [[nodiscard]] bool let_watchers_go();
  void refuse_watchers(const std::string& why);

  /// What goes into the append of the message at hand.
  storage::stream_append& part();

  void review();
  void expire();
  /// Arms the timers for the open work.
  void arm();
  void set(const std::optional<alarm>& one);

  /// Milliseconds until the claims under review, of which there must be one, are due.
  [[nodiscard]] std::int64_t until_review() const;
  /// The stream's time. It never goes back: where the wall clock stands behind its last event it
  /// runs on from there at the pace of the steady clock, until the wall clock has caught up.
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
  events::lazy<show_asks> waiting_;      ///< until the stream is there
  events::lazy<watchers> watchers_;
  events::lazy<append> out_; ///< what the message at hand has appended and answered
  std::uint64_t asks_ = 0;
  show_timers timers_;
};

} // namespace boxoffice::actors
