// A hash table of places in a list.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace boxoffice::events {

/// Places in a list of up to 2^32 - 2 items, by hashes that the owner computes. One piece of
/// memory, because it is mostly not cached when it is searched.
class slot_table {
public:
  /// The place with that hash for which `is_it(place)`.
  template <class Is>
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t hash, Is is_it) const {
    if (slots_.empty())
      return std::nullopt;
    const auto& slot = slots_[slot_of(hash, is_it)];
    return slot.place == free_place ? std::nullopt : std::optional{slot.place};
  }

  /// Replaces the place with that hash for which `is_it(place)`, if there is one.
  template <class Is>
  void put(std::uint32_t hash, std::uint32_t place, Is is_it) {
    if (4 * (used_ + 1) > 3 * slots_.size())
      grow();
    auto& slot = slots_[slot_of(hash, is_it)];
    used_ += slot.place == free_place ? 1U : 0U;
    slot = {hash, place};
  }

private:
  static constexpr std::uint32_t free_place = 0xFFFF'FFFF;

  struct entry {
    std::uint32_t hash = 0;
    std::uint32_t place = free_place;
  };

  /// The slot of that item, or the free one that it would get.
  template <class Is>
  [[nodiscard]] std::size_t slot_of(std::uint32_t hash, Is is_it) const {
    auto mask = slots_.size() - 1;
    auto at = hash & mask;
    while (slots_[at].place != free_place && !(slots_[at].hash == hash && is_it(slots_[at].place)))
      at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<entry> old(std::max<std::size_t>(8, 2 * slots_.size()));
    old.swap(slots_);
    for (const auto& each : old)
      if (each.place != free_place)
        slots_[slot_of(each.hash, [](std::uint32_t) { return false; })] = each;
  }

  std::vector<entry> slots_; ///< a power of two of them, at least a quarter of them free
  std::size_t used_ = 0;
};

} // namespace boxoffice::events
