// What has to be there before the load: the shows, and a way to pay.
#pragma once

#include "load/caller.hpp"
#include "load/halls.hpp"

#include <string>

namespace boxoffice::load {

/// Opens the shows, as the operator.
[[nodiscard]] result<void> open_shows(caller& server, const halls& shows, const std::string& token);

/// Whether the server takes payments in the plan's way; changes nothing there.
[[nodiscard]] result<void> check_payments(caller& server, const payment_plan& payments);

} // namespace boxoffice::load
