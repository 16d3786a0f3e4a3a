#include "http/api/show_layouts.hpp"

namespace boxoffice::http {

std::optional<shared_bytes> show_layouts::find(const events::show_id& show,
                                               const events::show_plan& plan) {
  const auto* found = layouts_.find(show);
  if (found == nullptr || found->plan.lock().get() != &plan)
    return std::nullopt;
  return found->json;
}

void show_layouts::keep(const events::show_id& show,
                        const std::shared_ptr<const events::show_plan>& plan, shared_bytes layout) {
  auto bytes = layout.bytes.size();
  layouts_.keep(show, {plan, std::move(layout)}, bytes);
}

} // namespace boxoffice::http
