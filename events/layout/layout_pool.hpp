// The layouts of the shows in memory, so that shows of one hall have its seats once.
#pragma once

#include "events/layout/layout_source.hpp"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace boxoffice::events {

/// For one thread at a time. Forgets rows that no show has any more.
class layout_pool : public layout_source {
public:
  [[nodiscard]] std::optional<seat_rows> find(std::string_view stored) const override;
  void add(std::string_view stored, seat_rows& rows) override;

  /// Rows that it remembers, some of which no show may have any more.
  [[nodiscard]] std::size_t size() const { return known_.size(); }

private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::unordered_map<std::string, std::weak_ptr<const seat_rows::layout>, text_hash,
                     std::equal_to<>>
      known_;
  static constexpr std::size_t least_most = 16;
  std::size_t most_ = least_most; ///< beyond that, rows that no show has are removed
};

} // namespace boxoffice::events
