#include "storage/recover.hpp"

#include "events/codec/snapshot.hpp"
#include "storage/past.hpp"
#include "storage/records.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

using namespace events;

/// Folds a stream's records in order; stops at the first that cannot be right, or behind `until`.
class replayer {
public:
  replayer(const show_id& show, const moment& until) : reader_{show}, until_{until} {
    state_.id = show;
  }

  /// Goes on from a snapshot, whose own record comes first.
  void begin_at(snapshot&& from) {
    state_ = std::move(from.state);
    expected_head_ = from.head;
    reader_.begin_behind(state_.seq, from.head);
  }

  bool take(std::uint64_t seq, byte_view record) {
    if (expected_head_)
      return meet_snapshot(seq, record);
    auto next = reader_.next(seq, record);
    if (!next)
      return stop(next.error());
    // Nothing can be folded onto a show without its layout, and a second one would unseat all.
    if (std::holds_alternative<show_opened>(next->event) != (seq == 1))
      return stop({seq, "ShowOpened must be the first event and the only one"});
    if (until_.at && next->at > *until_.at)
      return false;
    head_ = reader_.head();
    evolve(state_, *next);
    return !until_.seq || seq < *until_.seq;
  }

  [[nodiscard]] const std::optional<record_fault>& fault() const { return fault_; }
  /// Whether the record that the snapshot rests on was never met.
  [[nodiscard]] bool misses_record() const { return expected_head_.has_value(); }
  recovered_show finish(std::uint64_t snapshot_seq) {
    return {std::move(state_), head_, snapshot_seq};
  }
  [[nodiscard]] const show_state& state() const { return state_; }

private:
  bool stop(record_fault why) {
    fault_ = std::move(why);
    return false;
  }

  /// The snapshot is of this stream only where the record at its seq has the hash that it names.
  bool meet_snapshot(std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    if (seq != state_.seq || !parts || parts->hash != *expected_head_)
      return stop({seq, "the snapshot is of another stream"});
    head_ = *expected_head_;
    expected_head_.reset();
    return true;
  }

  chain_reader reader_;
  moment until_;
  show_state state_;
  bytes32 head_{};
  std::optional<bytes32> expected_head_;
  std::optional<record_fault> fault_;
};

status feed(event_log& log, const show_id& show, std::uint64_t after, replayer& into) {
  return log.read(show, after,
                  [&](std::uint64_t seq, byte_view record) { return into.take(seq, record); });
}

/// The show by its snapshot and what came after. Nothing where the snapshot is of no use, for
/// whatever reason: the whole stream tells then.
std::optional<recovered_show> by_snapshot(event_log& log, const show_id& show,
                                          std::string_view stored) {
  auto bytes = bytes_of(stored);
  auto seq = snapshot_seq(bytes, show);
  if (!seq)
    return std::nullopt;
  replayer opening{show, {1, std::nullopt}};
  if (!feed(log, show, 0, opening) || opening.fault() || !opening.state().opened())
    return std::nullopt;
  auto found = decode_snapshot(bytes, show, opening.state().plan);
  if (!found)
    return std::nullopt;
  replayer rest{show, {}};
  rest.begin_at(std::move(*found));
  if (!feed(log, show, *seq - 1, rest) || rest.fault() || rest.misses_record())
    return std::nullopt;
  return rest.finish(*seq);
}

/// Picks the events of one booking; reads from the record before the booking's own.
class historian {
public:
  historian(const show_id& show, booking_number number) : reader_{show}, number_{number} {}

  bool take(std::uint64_t seq, byte_view record) {
    if (reader_.seq() == 0)
      return begin(seq, record);
    auto next = reader_.next(seq, record);
    if (!next) {
      fault_ = next.error();
      return false;
    }
    if (booking_of(*next) == number_)
      events_.push_back({std::move(*next), reader_.head()});
    return !events_.empty(); // The first record is no request: there is no such booking.
  }

  result<std::vector<told_event>> finish(const show_id& show) {
    if (fault_)
      return error_of(show, *fault_);
    return std::move(events_);
  }

private:
  bool begin(std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    if (!parts || seq != number_ - 1) {
      fault_ = record_fault{number_ - 1, "the record is missing or too short"};
      return false;
    }
    reader_.begin_behind(seq, parts->hash);
    return true;
  }

  chain_reader reader_;
  booking_number number_;
  std::vector<told_event> events_;
  std::optional<record_fault> fault_;
};

} // namespace

result<recovered_show> recover(event_log& log, const show_id& show) {
  auto stored = log.get(table::snapshots, show.text);
  if (!stored)
    return stored.error();
  if (*stored)
    if (auto found = by_snapshot(log, show, **stored))
      return std::move(*found);
  replayer whole{show, {}};
  if (auto read = feed(log, show, 0, whole); !read)
    return read.error();
  if (whole.fault())
    return error_of(show, *whole.fault());
  return whole.finish(0);
}

result<boost::system::result<recovered_show, no_past>> show_at(event_log& log, const show_id& show,
                                                               const moment& when) {
  using answer = boost::system::result<recovered_show, no_past>;
  auto last = log.last_seq(show);
  if (!last)
    return last.error();
  if (*last == 0)
    return answer{no_past::unknown_show};
  if (when.seq && (*when.seq == 0 || *when.seq > *last))
    return answer{no_past::no_such_seq};
  replayer whole{show, when};
  if (auto read = feed(log, show, 0, whole); !read)
    return read.error();
  if (whole.fault())
    return error_of(show, *whole.fault());
  if (!whole.state().opened())
    return answer{no_past::before_opening};
  return answer{whole.finish(0)};
}

void throw_exception_from_error(no_past, const boost::source_location&) {
  throw std::logic_error{"a state that never was, was asked for"};
}

result<std::vector<told_event>> events_of(event_log& log, const show_id& show, std::uint64_t after,
                                          std::size_t limit) {
  std::vector<told_event> found;
  std::optional<record_fault> fault;
  auto walked = log.read(show, after, [&](std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    auto read = parts ? decode(parts->envelope) : codec_errc::malformed;
    if (!read) {
      fault = fault_of(seq, read.error());
      return false;
    }
    found.push_back({{seq, read->at, std::move(read->event)}, parts->hash});
    return found.size() < limit;
  });
  if (!walked)
    return walked.error();
  if (fault)
    return error_of(show, *fault);
  return found;
}

result<std::vector<told_event>> history_of(event_log& log, const show_id& show,
                                           booking_number number) {
  if (number < 2) // The first event is the opening.
    return std::vector<told_event>{};
  historian picked{show, number};
  auto walked = log.read(show, number - 2, [&](std::uint64_t seq, byte_view record) {
    return picked.take(seq, record);
  });
  if (!walked)
    return walked.error();
  return picked.finish(show);
}

} // namespace boxoffice::storage
