// How long the bookings of a log waited for their decision:
//
//   boxoffice_bench_decisions DIRECTORY [SINCE UNTIL]
//
// From BookingRequested to the BookingConfirmed or BookingRejected of a review, by the times of the
// events, of those requested from SINCE to before UNTIL (UTC milliseconds). Prints one line:
// decided p50 p90 p99 longest undecided, the waits in ms. The customer gets it one synced write
// later. Undecided are also those that were cancelled or ran out before a review.
#include "events/codec/codec.hpp"
#include "storage/rocksdb/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <unordered_map>

namespace {

using namespace boxoffice;
using namespace boxoffice::events;

constexpr std::size_t hash_bytes = 32;

/// Follows the bookings of one stream after the other.
class waits {
public:
  waits(time_ms since, time_ms until) : since_{since}, until_{until} {}

  void take(std::string_view stream, std::uint64_t seq, const stamped_event& stored) {
    if (stream != stream_) {
      finish();
      stream_ = stream;
    }
    if (std::holds_alternative<booking_requested>(stored.event))
      requested(seq, stored.at);
    else if (const auto* confirmed = std::get_if<booking_confirmed>(&stored.event))
      decided(confirmed->number, stored.at);
    else if (const auto* rejected = std::get_if<booking_rejected>(&stored.event))
      decided(rejected->number, stored.at);
  }

  void finish() {
    undecided_ += asked_at_.size();
    asked_at_.clear();
  }

  void print() {
    std::sort(waited_.begin(), waited_.end());
    fmt::print("{} {} {} {} {} {}\n", waited_.size(), share(50), share(90), share(99), share(100),
               undecided_);
  }

private:
  void requested(booking_number number, time_ms at) {
    if (at >= since_ && at < until_)
      asked_at_.emplace(number, at);
  }

  void decided(booking_number number, time_ms at) {
    if (auto requested_at = asked_at_.extract(number))
      waited_.push_back(at - requested_at.mapped());
  }

  /// The wait that so many percent did not exceed.
  [[nodiscard]] time_ms share(std::size_t percent) const {
    return waited_.empty() ? 0 : waited_[(waited_.size() * percent + 99) / 100 - 1];
  }

  time_ms since_;
  time_ms until_;
  std::string stream_;
  std::unordered_map<booking_number, time_ms> asked_at_;
  std::vector<time_ms> waited_;
  std::size_t undecided_ = 0;
};

/// False where a record cannot be read.
bool read_waits(storage::event_log& log, waits& into) {
  auto sound = true;
  auto read =
      log.read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
        sound = record.size() > hash_bytes;
        if (!sound)
          return false;
        auto stored = decode(record.subspan(hash_bytes));
        sound = stored.has_value();
        if (sound)
          into.take(stream, seq, *stored);
        return sound;
      });
  read.value();
  into.finish();
  return sound;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    fmt::print(stderr, "usage: {} DIRECTORY [SINCE UNTIL]\n", argv[0]);
    return 2;
  }
  storage::rocksdb_options options;
  options.directory = argv[1];
  auto log = storage::open_rocksdb_log_for_reading(options);
  if (!log) {
    fmt::print(stderr, "{}\n", log.error().detail);
    return 1;
  }
  waits found = argc == 2 ? waits{0, std::numeric_limits<time_ms>::max()}
                          : waits{std::atoll(argv[2]), std::atoll(argv[3])};
  if (!read_waits(**log, found)) {
    fmt::print(stderr, "{} holds a record that cannot be read\n", argv[1]);
    return 1;
  }
  found.print();
}
