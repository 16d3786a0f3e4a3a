#include "storage/postgres/array.hpp"

#include <utility>

namespace boxoffice::storage {

void postgres_array::separate() {
  if (out_.size() > 1)
    out_ += ',';
}

void postgres_array::add(std::int64_t number) {
  separate();
  out_ += std::to_string(number);
}

void postgres_array::add_text(std::string_view text) {
  separate();
  out_ += '"';
  for (auto c : text) {
    if (c == '"' || c == '\\')
      out_ += '\\';
    out_ += c;
  }
  out_ += '"';
}

void postgres_array::add_bytes(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  separate();
  out_ += "\"\\\\x";
  for (auto c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    out_ += digits[byte >> 4U];
    out_ += digits[byte & 15U];
  }
  out_ += '"';
}

void postgres_array::add_null() {
  separate();
  out_ += "NULL";
}

std::string postgres_array::take() { return std::exchange(out_, "{") + '}'; }

} // namespace boxoffice::storage
