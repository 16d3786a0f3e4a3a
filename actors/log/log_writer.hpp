// The one writer of the log. It gathers the appends of all shows into one atomic synced write and
// then sends their replies. Appends that arrive during a write make the next batch, so that batches
// grow with the load and no append waits for a timer.
#pragma once

#include "actors/environment.hpp"
#include "actors/log/link_book.hpp"
#include "actors/protocol/interfaces.hpp"

namespace boxoffice::actors {

class log_writer : public log_writer_actor::base {
public:
  log_writer(caf::actor_config& config, storage::event_log& log, log_keeper_actor keeper,
             std::size_t batch_limit, environment env);

  behavior_type make_behavior() override;
  /// The watcher refers to the writer.
  void on_exit() override { watcher_ = nullptr; }

private:
  struct raised_watermark {
    std::shared_ptr<watermark> durable;
    std::uint64_t seq;
  };

  void gather(append&& more);
  void gather_rows(write_rows&& more);
  void write_soon();
  void write();
  void pass_to_keeper(node_ask&& ask);
  void add(return_address&& reply_to, const add_account& request);
  void reset(return_address&& reply_to, const reset_account& request);
  void change(return_address&& reply_to, const keep_hall& request);
  void change(return_address&& reply_to, const remove_hall& request);
  /// Writes what `decide` finds to change, or decides again if another node was faster.
  template <class Decide, class Made>
  reply changed_hall(Decide decide, Made made);
  [[nodiscard]] unavailable unwritten(const storage::storage_error& error);
  void change(change_link&& what);
  void reach_barrier(barrier&& what);
  void refuse(const std::string& why);
  void clear();
  void release();
  void notify_watcher();
  void end_rows(bool durable);

  storage::event_log& log_;
  link_book links_;
  log_keeper_actor keeper_;
  std::size_t batch_limit_;
  environment env_;
  storage::write_batch batch_;
  std::size_t records_ = 0;
  std::vector<raised_watermark> watermarks_;
  std::vector<addressed_reply> replies_;       ///< to the events of the batch
  std::vector<addressed_reply> pending_reads_; ///< that depend on what their show appended before
  std::vector<std::function<void(bool)>> rows_then_; ///< of write_rows in the batch
  append_watcher_actor watcher_;                     ///< null: nobody watches
  bool flush_sent_ = false;
};

} // namespace boxoffice::actors
