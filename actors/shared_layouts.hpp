// The layouts of a node's shows, for all of its threads.
#pragma once

#include "events/layout/layout_pool.hpp"

#include <mutex>

namespace boxoffice::actors {

/// A layout_pool behind a mutex: shows are recovered and opened on several threads.
class shared_layouts : public events::layout_source {
public:
  [[nodiscard]] std::optional<events::seat_rows> find(std::string_view stored) const override {
    const std::scoped_lock lock{mutex_};
    return pool_.find(stored);
  }
  void add(std::string_view stored, events::seat_rows& rows) override {
    rows.share(); // Large halls take a while, and others wait for the pool.
    const std::scoped_lock lock{mutex_};
    pool_.add(stored, rows);
  }

private:
  mutable std::mutex mutex_;
  events::layout_pool pool_;
};

} // namespace boxoffice::actors
