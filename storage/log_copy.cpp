#include "storage/log_copy.hpp"

#include <utility>

namespace boxoffice::storage {

namespace {

constexpr std::size_t written_at_once = 2'000;

} // namespace

bool log_copier::add(std::string_view stream, std::uint64_t seq, byte_view record) {
  auto& parts = batch_.appends;
  if (parts.empty() || parts.back().stream.text != stream ||
      parts.back().first_seq + parts.back().records.size() != seq)
    parts.push_back({{std::string{stream}}, seq, {}});
  parts.back().records.emplace_back(record.begin(), record.end());
  return count();
}

bool log_copier::add(table in, std::string_view key, std::string_view value) {
  batch_.rows.push_back({in, std::string{key}, std::string{value}});
  return count();
}

bool log_copier::count() {
  if (++added_ % written_at_once == 0)
    static_cast<void>(finish());
  return done_.has_value();
}

status log_copier::finish() {
  if (done_)
    done_ = to_.append(batch_);
  batch_ = {};
  return done_;
}

result<copied> copy_log(event_log& from, event_log& to) {
  log_copier copy{to};
  copied count;
  std::string present;
  std::uint64_t there = 0; // Of the present stream, in `to`.
  status looked;
  auto walked =
      from.read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
        if (count.streams == 0 || stream != present) {
          present = stream;
          ++count.streams;
          auto last = to.last_seq({present});
          looked = last ? status{} : last.error();
          there = last ? *last : 0;
        }
        if (seq <= there) {
          ++count.was_there;
          return looked.has_value();
        }
        ++count.events;
        return looked.has_value() && copy.add(stream, seq, record);
      });
  for (auto in : copied_tables)
    if (walked && looked)
      walked = from.scan(in, {}, [&](std::string_view key, std::string_view value) {
        return copy.add(in, key, value);
      });
  auto written = copy.finish();
  for (const auto* each : {&walked, &looked, &written})
    if (!*each)
      return each->error();
  return count;
}

} // namespace boxoffice::storage
