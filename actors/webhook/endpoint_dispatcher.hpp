// The actor of one webhook endpoint: reads the events behind its cursors from the log, sends them
// and writes the cursors. It has a thread of its own with a low priority, so that sales do not wait
// for it.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"
#include "actors/webhook/delivery.hpp"
#include "actors/webhook/delivery_plan.hpp"
#include "actors/webhook/endpoint_gauge.hpp"
#include "actors/webhook/endpoint_rows.hpp"
#include "actors/webhook/shared_webhook_view.hpp"

#include <unordered_set>

namespace boxoffice::actors {

/// What the dispatchers of a node share.
struct dispatcher_deps {
  storage::event_log& log;
  log_writer_actor writer;
  delivery_client client;
  delivery_limits limits;
  environment env;
  bool own_thread = true;                      ///< false for virtual time only
  std::shared_ptr<const shared_rows> shared{}; ///< null: no other node writes to the log
  bool has_peers = false; ///< other nodes deliver to the endpoints too, from logs of their own
};

class endpoint_dispatcher : public endpoint_dispatcher_actor::base {
public:
  /// `epoch`: see endpoint_rows.
  endpoint_dispatcher(caf::actor_config& config, storage::webhook_endpoint endpoint,
                      std::shared_ptr<const dispatcher_deps> deps,
                      std::shared_ptr<shared_webhook_view> view, std::int64_t epoch);

  behavior_type make_behavior() override;
  void on_exit() override { gauge_.clear(); }

private:
  /// Deliveries from an enable, or from the start, to a disable, or to the end.
  struct run {
    run(const delivery_limits& limits, std::function<double()> random, events::time_ms last_success)
        : health{limits, std::move(random), last_success}, plan{limits, health} {}

    /// Of `resent`.
    [[nodiscard]] static std::string key_of(const events::show_id& show, std::uint64_t seq);

    endpoint_health health;
    delivery_plan plan;
    std::deque<storage::dead_letter> resends; ///< dead letters to be sent once more
    std::unordered_map<std::string, storage::dead_letter> resent; ///< on their way, by key
  };

  void begin();
  [[nodiscard]] storage::status find_what_is_behind();
  /// Adds a show to the plan. An event that failed before the endpoint was enabled has the whole
  /// time limit again.
  void add_show(const events::show_id& show, storage::webhook_cursor cursor, std::uint64_t head);
  [[nodiscard]] storage::status find_dead_letters();
  void note(const streams_appended& news);
  void look();
  /// Looks for what other nodes appended.
  void look_and_rearm();
  void take(delivery_done& ended);
  void take_resent(const delivery_done& ended);
  void conclude(const delivery_done& ended, const delivery_plan::conclusion& what);
  void disable(const std::string& reason);
  void change(change_endpoint&& request);
  void take(const rows_written& outcome);
  void end(end_dispatch&& request);

  /// False if another node may deliver to the endpoint by now.
  [[nodiscard]] bool may_deliver() const { return !deposed_ && deps_->env.holds_lease(); }
  /// Sends what can be sent now, reads what is needed for it, and arms the timer.
  void pump();
  void send_some(events::time_ms now);
  [[nodiscard]] bool read(const delivery_plan::read_step& step);
  [[nodiscard]] bool send_resend(events::time_ms now);
  void post(const events::show_id& show, const storage::stored_event& event, bool resent);
  void note_result(const delivery_outcome& outcome, events::time_ms now);
  void arm(events::time_ms now);
  void write_later();
  void write_changes(std::vector<storage::row_change> more = {},
                     std::function<void(bool)> then = {});
  void note_failed_write(const storage::storage_error& error);
  void end_if_written();
  void publish(events::time_ms now);

  storage::webhook_endpoint endpoint_;
  std::shared_ptr<const dispatcher_deps> deps_;
  std::shared_ptr<shared_webhook_view> view_;
  endpoint_gauge gauge_;
  std::int64_t epoch_;
  std::unordered_set<std::string> wanted_; ///< types of events; empty: all
  std::unique_ptr<run> run_;               ///< null if the endpoint is disabled
  std::uint64_t runs_ = 0;
  std::uint64_t receivers_ = 0; ///< changes of the URL
  bool endpoint_changed_ = false;
  events::time_ms success_written_ = 0; ///< last_success of the row
  std::size_t dead_ = 0;
  std::size_t unwritten_ = 0;        ///< write_rows that are not durable yet
  events::time_ms armed_ = 0;        ///< when the next delivery_due arrives; 0: none is sent
  bool write_armed_ = false;         ///< cursors_due is sent
  bool write_failed_ = false;        ///< the last one of rows
  bool look_failed_ = false;         ///< the last one
  bool deposed_ = false;             ///< another node delivers
  std::function<void()> when_ended_; ///< set: it ends
};

} // namespace boxoffice::actors
