#include "events/audit/audit.hpp"

#include "events/audit/books.hpp"

namespace boxoffice::events {

auditor::auditor(show_id show) : books_{std::make_unique<books>(std::move(show))} {}
auditor::~auditor() = default;
auditor::auditor(auditor&&) noexcept = default;
auditor& auditor::operator=(auditor&&) noexcept = default;

std::optional<violation> auditor::take(const recorded& next) {
  if (auto wrong = books_->take(next))
    return violation{next.seq, std::move(*wrong)};
  return std::nullopt;
}

std::optional<violation> auditor::finish() const {
  if (auto wrong = books_->finish())
    return violation{state().seq, std::move(*wrong)};
  return std::nullopt;
}

const show_state& auditor::state() const { return books_->state(); }

} // namespace boxoffice::events
