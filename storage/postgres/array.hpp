// Arrays as PostgreSQL reads them from text: `{"a","b",NULL}`.
#pragma once

#include "events/hash.hpp"

#include <string>
#include <string_view>

namespace boxoffice::storage {

class postgres_array {
public:
  void add(std::int64_t number);
  void add_text(std::string_view text);
  void add_bytes(std::string_view bytes);
  void add_null();

  /// The array; it is empty again afterwards.
  [[nodiscard]] std::string take();

private:
  void separate();

  std::string out_ = "{";
};

} // namespace boxoffice::storage
