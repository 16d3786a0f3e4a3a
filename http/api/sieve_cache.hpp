// A cache bounded by bytes.
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <unordered_map>
#include <utility>

namespace boxoffice::http {

/// Keeps values of at most `most_bytes` together. For a new one those go that nobody has found
/// since the hand last passed them (SIEVE, Zhang et al., NSDI 2024): one read of each of many shows
/// does not drive out the shows that everybody reads. Not safe to use from several threads.
template <class Key, class Value>
class sieve_cache {
public:
  explicit sieve_cache(std::size_t most_bytes) : most_bytes_{most_bytes} {}

  /// Null if there is none. The pointer is good until the next keep().
  [[nodiscard]] const Value* find(const Key& key) {
    auto known = places_.find(key);
    if (known == places_.end())
      return nullptr;
    known->second->found = true;
    return &known->second->value;
  }

  /// Replaces the key's former value. One of more than `most_bytes` is not kept.
  void keep(const Key& key, Value value, std::size_t bytes) {
    auto found = false;
    if (auto known = places_.find(key); known != places_.end()) {
      found = known->second->found;
      drop(known->second);
    }
    if (bytes > most_bytes_)
      return;
    while (bytes_ + bytes > most_bytes_)
      evict();
    entries_.push_front({key, std::move(value), bytes, found});
    places_.emplace(key, entries_.begin());
    bytes_ += bytes;
  }

private:
  struct entry {
    Key key;
    Value value;
    std::size_t bytes;
    bool found; ///< since the hand last passed it
  };
  using place = typename std::list<entry>::iterator;

  void evict() {
    auto at = hand_ == entries_.end() ? std::prev(hand_) : hand_;
    while (std::exchange(at->found, false))
      at = at == entries_.begin() ? std::prev(entries_.end()) : std::prev(at);
    hand_ = at;
    drop(at);
  }

  void drop(place at) {
    if (hand_ == at)
      hand_ = at == entries_.begin() ? entries_.end() : std::prev(at);
    bytes_ -= at->bytes;
    places_.erase(at->key);
    entries_.erase(at);
  }

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<entry> entries_; ///< the latest first
  std::unordered_map<Key, place> places_;
  place hand_ = entries_.end(); ///< goes from the oldest to the latest; end(): begins at the oldest
};

} // namespace boxoffice::http
