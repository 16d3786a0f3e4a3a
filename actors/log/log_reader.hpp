// Reads the log for others, on a thread that may block. It sees only what is durable, so its
// answers need not wait. A node has two: one brings back shows that start; the other makes lists
// and tells of the past, which may mean to read a long stream, and must not keep a cold show
// waiting.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"

namespace boxoffice::actors {

class log_reader : public log_reader_actor::base {
public:
  log_reader(caf::actor_config& config, storage::event_log& log, environment env);

  behavior_type make_behavior() override;

private:
  void bring_back(const recover_show& wanted);
  void tell_history(const read_history& wanted);
  void tell(const node_ask& ask);
  reply on(const list_shows& wanted);
  reply on(const list_refunds& wanted);
  reply on(const get_past_seats& wanted);
  reply on(const get_events& wanted);

  reply unreadable(const storage::storage_error& error);
  template <class T>
  reply reply_of(storage::result<T>&& read);

  storage::event_log& log_;
  environment env_;
};

} // namespace boxoffice::actors
