#include "storage/recover.hpp"

#include <algorithm>

namespace boxoffice::storage {

namespace {

using namespace events;

storage_error bad_record(const show_id& show, std::uint64_t seq, std::string_view why,
                         storage_error::kind what = storage_error::kind::corrupt) {
  return {what, "show " + show.text + ", seq " + std::to_string(seq) + ": " + std::string{why}};
}

storage_error bad_record(const show_id& show, std::uint64_t seq, codec_errc why) {
  switch (why) {
  case codec_errc::malformed: return bad_record(show, seq, "the record cannot be read");
  case codec_errc::unknown_version:
    return bad_record(show, seq, "written by a newer boxoffice", storage_error::kind::bad_format);
  case codec_errc::unknown_type:
    return bad_record(show, seq, "of a type that only a newer boxoffice can know",
                      storage_error::kind::bad_format);
  }
  return bad_record(show, seq, "the record cannot be read");
}

/// A record cut into its parts: hash, envelope (events/codec.hpp).
struct record_parts {
  bytes32 hash;
  byte_view envelope;
};

std::optional<record_parts> parts_of(byte_view record) {
  record_parts parts{};
  if (record.size() < parts.hash.size())
    return std::nullopt;
  std::copy_n(record.begin(), parts.hash.size(), parts.hash.begin());
  parts.envelope = record.subspan(parts.hash.size());
  return parts;
}

/// Takes a stream's records in order and folds them; stops at the first that cannot be right.
class replayer {
public:
  explicit replayer(const show_id& show) { shown_.state.id = show; }

  bool take(std::uint64_t seq, byte_view record) {
    failure_ = apply(seq, record);
    return !failure_;
  }

  result<recovered_show> finish() {
    if (failure_)
      return std::move(*failure_);
    return std::move(shown_);
  }

private:
  std::optional<storage_error> apply(std::uint64_t seq, byte_view record) {
    const auto& show = shown_.state.id;
    auto expected = shown_.state.seq + 1;
    if (seq != expected)
      return bad_record(show, expected, "the record is missing");
    auto parts = parts_of(record);
    if (!parts)
      return bad_record(show, seq, "the record is too short");
    if (parts->hash != chain_hash(shown_.head, show, seq, parts->envelope))
      return bad_record(show, seq, "the record's hash does not fit it and the record before");
    auto read = decode(parts->envelope);
    if (!read)
      return bad_record(show, seq, read.error());
    // Nothing can be folded onto a show without its layout, and a second one would unseat all.
    if (std::holds_alternative<show_opened>(read->event) != (seq == 1))
      return bad_record(show, seq, "ShowOpened must be the first event and the only one");
    evolve(shown_.state, {seq, read->at, std::move(read->event)});
    shown_.head = parts->hash;
    return std::nullopt;
  }

  recovered_show shown_;
  std::optional<storage_error> failure_;
};

/// Picks the events of one booking; its stream is read from the booking's own record on.
class historian {
public:
  historian(const show_id& show, booking_number number) : show_{show}, number_{number} {}

  bool take(std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    auto read = parts ? decode(parts->envelope) : codec_errc::malformed;
    if (!read) {
      failure_ = bad_record(show_, seq, read.error());
      return false;
    }
    recorded told{seq, read->at, std::move(read->event)};
    if (booking_of(told) == number_)
      events_.push_back({std::move(told), parts->hash});
    return !events_.empty(); // The first record is no request: there is no such booking.
  }

  result<std::vector<told_event>> finish() {
    if (failure_)
      return std::move(*failure_);
    return std::move(events_);
  }

private:
  const show_id& show_;
  booking_number number_;
  std::vector<told_event> events_;
  std::optional<storage_error> failure_;
};

template <class Taker>
auto walk(event_log& log, const show_id& show, std::uint64_t after, Taker taker)
    -> decltype(taker.finish()) {
  auto walked = log.read(
      show, after, [&](std::uint64_t seq, byte_view record) { return taker.take(seq, record); });
  if (!walked)
    return walked.error();
  return taker.finish();
}

} // namespace

result<recovered_show> recover(event_log& log, const show_id& show) {
  return walk(log, show, 0, replayer{show});
}

result<std::vector<told_event>> history_of(event_log& log, const show_id& show,
                                           booking_number number) {
  if (number == 0)
    return std::vector<told_event>{};
  return walk(log, show, number - 1, historian{show, number});
}

} // namespace boxoffice::storage
