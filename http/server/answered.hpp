// What is recorded about each answer: for monitoring, in the access log and in the server's log.
#pragma once

#include "http/server/responder.hpp"
#include "http/server/response_queue.hpp"

namespace boxoffice::http {

class worker;

struct answered {
  const request_mark& mark;
  unsigned status = 0;
  std::uint8_t problem = 0; ///< of the response
  std::size_t bytes = 0;
  const request_origin& from;
};

void record(worker& home, const answered& one);

} // namespace boxoffice::http
