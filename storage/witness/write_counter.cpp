#include "storage/witness/write_counter.hpp"

#include "events/hash.hpp"
#include "storage/stored_numbers.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

constexpr std::size_t number_bytes = 8;
constexpr std::size_t totals_bytes = number_bytes + events::bytes32{}.size();

void put(std::string& out, std::uint64_t number) {
  auto bytes = events::big_endian(number);
  out.append(bytes.begin(), bytes.end());
}

std::uint64_t take(std::string_view& from) {
  auto number = from_big_endian(from.substr(0, number_bytes));
  from.remove_prefix(number_bytes);
  return number;
}

void add_modulo(events::bytes32& sum, const events::bytes32& number) {
  unsigned carry = 0;
  for (auto i = sum.size(); i-- > 0;) {
    carry += unsigned{sum[i]} + number[i];
    sum[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8U;
  }
}

} // namespace

void event_totals::add(const events::bytes32& hash) {
  ++events;
  add_modulo(sum, hash);
}

void event_totals::add(const event_totals& others) {
  events += others.events;
  add_modulo(sum, others.sum);
}

std::string encode(const write_counter& counter) {
  std::string out;
  if (counter.first != counter.last || counter.gap != 0)
    put(out, counter.first);
  put(out, counter.last);
  if (out.size() > number_bytes)
    put(out, counter.gap);
  if (counter.totals) {
    put(out, counter.totals->events);
    out.append(counter.totals->sum.begin(), counter.totals->sum.end());
  }
  return out;
}

std::optional<write_counter> decode_counter(std::string_view bytes) {
  write_counter counter;
  auto single = bytes.size() == number_bytes || bytes.size() == number_bytes + totals_bytes;
  auto joined = bytes.size() == 3 * number_bytes || bytes.size() == 3 * number_bytes + totals_bytes;
  if (!single && !joined)
    return std::nullopt;
  counter.first = counter.last = take(bytes);
  if (joined) {
    counter.last = take(bytes);
    counter.gap = take(bytes);
  }
  if (!bytes.empty()) {
    auto& totals = counter.totals.emplace();
    totals.events = take(bytes);
    std::copy(bytes.begin(), bytes.end(), totals.sum.begin());
  }
  return counter;
}

write_counter join(const write_counter& earlier, const write_counter& later) {
  auto joined = earlier;
  if (joined.gap == 0)
    joined.gap = later.first > earlier.last + 1 ? earlier.last + 1 : later.gap;
  if (later.last >= earlier.last) {
    joined.last = later.last;
    joined.totals = later.totals;
  }
  return joined;
}

} // namespace boxoffice::storage
