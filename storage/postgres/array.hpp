// Array literals of PostgreSQL: `{"a","b",NULL}`.
#pragma once

#include "events/hash.hpp"

#include <string>
#include <string_view>

namespace boxoffice::storage {

/// Builds one literal element by element.
class postgres_array {
public:
  void add(std::int64_t number);
  void add_text(std::string_view text);
  void add_bytes(std::string_view bytes);
  void add_null();

  /// Returns the literal and begins a new one.
  [[nodiscard]] std::string take();

private:
  void separate();

  std::string out_ = "{";
};

} // namespace boxoffice::storage
