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

void logger::put(const line& one) const { state_->write(one); }

} // namespace boxoffice::logging
