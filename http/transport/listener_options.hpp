// How the gateway's connections begin: the settings `http.tls.*`.
#pragma once

#include "http/transport/tls_server.hpp"

#include <memory>

namespace boxoffice::http {

struct listener_options {
  std::shared_ptr<tls_server> tls; ///< null: plain HTTP
};

} // namespace boxoffice::http
