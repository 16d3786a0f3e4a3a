// The one writer of the log: gathers the appends of all shows into one atomic synced write, then
// lets the answers go. What comes in while a write is under way makes the next batch, so that
// batches grow with the load and nobody waits for a timer.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"

namespace boxoffice::actors {

class log_writer : public log_writer_actor::base {
public:
  log_writer(caf::actor_config& config, storage::event_log& log, log_keeper_actor keeper,
             std::size_t batch_limit, environment env);

  behavior_type make_behavior() override;

private:
  struct raise {
    std::shared_ptr<watermark> durable;
    std::uint64_t seq;
  };

  void gather(append&& more);
  void write();
  void pass_on(node_ask&& ask);
  void reach_barrier(barrier&& what);
  void refuse(const std::string& why);
  void clear();
  void release();

  storage::event_log& log_;
  log_keeper_actor keeper_;
  std::size_t batch_limit_;
  environment env_;
  storage::write_batch batch_;
  std::size_t records_ = 0;
  std::vector<raise> raises_;
  std::vector<addressed_reply> answers_;       ///< that rest on what is gathered
  std::vector<addressed_reply> pending_reads_; ///< that rest on what the show appended before
  bool flush_sent_ = false;
};

} // namespace boxoffice::actors
