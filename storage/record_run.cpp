#include "storage/record_run.hpp"

#include "storage/stored_numbers.hpp"

#include <utility>

namespace boxoffice::storage {

namespace {

constexpr std::size_t length_bytes = 4;

} // namespace

void append_to_run(std::string& run, std::string_view record) {
  auto length = events::big_endian(record.size());
  run.append(length.end() - length_bytes, length.end());
  run.append(record);
}

byte_view run_reader::next() {
  auto length = from_big_endian(left_.substr(0, length_bytes));
  if (left_.size() < length_bytes || length > left_.size() - length_bytes)
    return events::bytes_of(std::exchange(left_, {}));
  auto record = left_.substr(length_bytes, length);
  left_.remove_prefix(length_bytes + length);
  return events::bytes_of(record);
}

} // namespace boxoffice::storage
