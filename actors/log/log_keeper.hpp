// Long work on the files of the log, on a thread of its own, so that nothing else waits for it:
// erasing a customer from every file, and backups. The log writer hands it what comes, behind all
// that was appended before.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"

namespace boxoffice::actors {

class log_keeper : public log_keeper_actor::base {
public:
  log_keeper(caf::actor_config& config, storage::event_log& log, environment env);

  behavior_type make_behavior() override;

private:
  reply on(const erase_customer& wanted);
  reply on(const back_up& wanted);

  storage::event_log& log_;
  environment env_;
};

} // namespace boxoffice::actors
