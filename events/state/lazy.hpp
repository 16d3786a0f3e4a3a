// An optional value for objects that mostly have none.
#pragma once

#include <memory>

namespace boxoffice::events {

/// Reads as a value-initialized T until edit() allocates one; takes the room of a pointer. Copies
/// are deep.
template <class T>
class lazy {
public:
  lazy() = default;
  lazy(const lazy& other) : value_{other.value_ ? std::make_unique<T>(*other.value_) : nullptr} {}
  lazy(lazy&&) noexcept = default;
  lazy& operator=(const lazy& other) { return *this = lazy{other}; }
  lazy& operator=(lazy&&) noexcept = default;
  ~lazy() = default;

  [[nodiscard]] bool has_value() const { return value_ != nullptr; }
  const T& operator*() const { return value_ ? *value_ : untouched; }
  const T* operator->() const { return &**this; }
  T& edit() {
    if (!value_)
      value_ = std::make_unique<T>();
    return *value_;
  }
  void reset() { value_.reset(); }

private:
  inline static const T untouched{};

  std::unique_ptr<T> value_;
};

} // namespace boxoffice::events
