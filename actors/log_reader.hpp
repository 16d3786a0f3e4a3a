// Reads the log for others, on a thread that may block: streams for shows that start, histories and
// lists. It sees only what is durable, so its answers need not wait.
#pragma once

#include "actors/engine.hpp"
#include "actors/interfaces.hpp"

namespace boxoffice::actors {

class log_reader : public log_reader_actor::base {
public:
  log_reader(caf::actor_config& config, storage::event_log& log, surroundings around);

  behavior_type make_behavior() override;

private:
  void bring_back(const recover_show& wanted);
  void tell_history(const read_history& wanted);
  void tell_list(const node_ask& ask);

  template <class T>
  reply reply_of(storage::result<T>&& read);

  storage::event_log& log_;
  surroundings around_;
};

} // namespace boxoffice::actors
