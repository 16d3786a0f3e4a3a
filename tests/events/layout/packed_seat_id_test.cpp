#include "events/layout/seat_table.hpp"

#include <string>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("packed seat id: an id of any length is read as it was written") {
  const std::string chars = "Row-17_seat-0042";
  REQUIRE(chars.size() == most_seat_id_chars);
  for (std::size_t size = 0; size <= chars.size(); ++size)
    for (const char last : {'0', 'z', '\x01', '\x7f', '\xff'}) {
      auto text = chars.substr(0, size);
      if (!text.empty())
        text.back() = last;
      const packed_seat_id packed{text};
      CHECK(packed.text() == text);
      CHECK(packed.empty() == text.empty());
      CHECK(packed == seat_id{text});
    }
}

TEST_CASE("packed seat id: what cannot be an id is empty") {
  CHECK(packed_seat_id{std::string(17, 'a')}.empty());
  CHECK(packed_seat_id{std::string_view{"a\0b", 3}}.empty());
  CHECK(packed_seat_id{}.text().empty());
}

} // namespace boxoffice::events::tests
