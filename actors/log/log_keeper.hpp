// Long work on the files of the log: erasing a customer from every file, and backups. It has a
// thread of its own, so that nothing else waits for it. Requests come from the log writer, after
// everything that was appended before them.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"

namespace boxoffice::actors {

class log_keeper : public log_keeper_actor::base {
public:
  log_keeper(caf::actor_config& config, storage::event_log& log, environment env);

  behavior_type make_behavior() override;

private:
  reply on(const erase_customer& request);
  reply on(const back_up& request, const logging::request_tag& tag);

  storage::event_log& log_;
  environment env_;
};

} // namespace boxoffice::actors
