#include "http/api/show_layouts.hpp"

namespace boxoffice::http {

std::optional<shared_bytes> show_layouts::find(const events::show_id& show,
                                               const events::show_plan& plan) const {
  auto found = layouts_.find(show);
  if (found == layouts_.end() || found->second.plan.lock().get() != &plan)
    return std::nullopt;
  return found->second.json;
}

void show_layouts::keep(const events::show_id& show,
                        const std::shared_ptr<const events::show_plan>& plan, shared_bytes layout) {
  if (bytes_ + layout.bytes.size() > most_bytes_) {
    layouts_.clear();
    bytes_ = 0;
  }
  auto& kept = layouts_[show];
  bytes_ += layout.bytes.size() - kept.json.bytes.size();
  kept = {plan, std::move(layout)};
}

} // namespace boxoffice::http
