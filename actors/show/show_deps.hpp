// What a show needs from the rest of its node.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"
#include "events/signing/ticket_code.hpp"

namespace boxoffice::actors {

/// What all shows of a node share.
struct show_deps {
  log_writer_actor writer;
  log_reader_actor reader;
  log_reader_actor historian;
  review_throttle_actor throttle;
  caf::actor_addr directory; ///< weak, because the directory owns its shows
  events::rules rules;
  events::booking_limits limits;
  events::shared_ticket_keys tickets; ///< null: the node has no codes
  environment env;
  std::function<caf::error(std::exception_ptr&)> when_thrown; ///< ends_process(env)
};

} // namespace boxoffice::actors
