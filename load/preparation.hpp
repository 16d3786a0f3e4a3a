// Preparation of a run: opens the shows and checks the way to pay.
#pragma once

#include "load/client.hpp"
#include "load/halls.hpp"

#include <string>

namespace boxoffice::load {

/// Opens the shows, as the operator.
[[nodiscard]] result<void> open_shows(client& server, const halls& shows, const std::string& token);

/// Checks that the server accepts the plan's payments. Changes nothing on the server.
[[nodiscard]] result<void> check_payments(client& server, const payment_plan& payments);

} // namespace boxoffice::load
