#include "logging/logger.hpp"

namespace boxoffice::logging {

logger::logger(writer write, const levels& least) : state_{std::make_shared<state>()} {
  state_->write = std::move(write);
  set_levels(least);
}

void logger::set_levels(const levels& least) const {
  for (std::size_t i = 0; i < module_names.size(); ++i)
    state_->least[i].store(least.of(static_cast<log_module>(i)), std::memory_order_relaxed);
}

void logger::put(level severity, log_module from, std::string_view text) const {
  state_->write({severity, from, text});
}

} // namespace boxoffice::logging
