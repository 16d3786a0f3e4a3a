// What a gateway needs for the calls of webhooks.
#pragma once

#include "http/webhook/address_policy.hpp"

#include <memory>

namespace boxoffice::actors {
class webhook_service;
}

namespace boxoffice::http {

struct webhook_options {
  std::shared_ptr<actors::webhook_service> service{}; ///< null: this node has no webhooks
  address_policy addresses{};                         ///< receivers that may be added
};

} // namespace boxoffice::http
