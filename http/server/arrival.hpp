// A connection on its way from its listener to its session.
#pragma once

#include "http/limits/client_address.hpp"
#include "http/transport/transport.hpp"

#include <cstdint>

namespace boxoffice::http {

/// Where a connection was accepted.
enum class accepted_at : std::uint8_t { front, redirect, control };

struct arrival {
  stream_socket socket;
  client_address client;
  accepted_at at = accepted_at::front;
};

/// A connection whose bytes are HTTP from now on.
struct opened {
  transport stream;
  client_address client;
  accepted_at at = accepted_at::front;
  bool counted = true; ///< by address_usage; the others are turned away
};

} // namespace boxoffice::http
