#include "storage/replay/stored_events.hpp"

#include "storage/records.hpp"

namespace boxoffice::storage {

namespace {

using namespace events;

/// Collects the events of one booking. The first record is the one before its request: that hash
/// begins the chain.
class history_reader {
public:
  history_reader(const show_id& show, booking_number number) : reader_{show}, number_{number} {}

  bool take(std::uint64_t seq, byte_view record) {
    if (reader_.seq() == 0)
      return begin(seq, record);
    auto next = reader_.next(seq, record);
    if (!next) {
      error_ = next.error();
      return false;
    }
    if (booking_of(*next) == number_)
      events_.push_back({std::move(*next), reader_.head()});
    return !events_.empty(); // The first one is not this booking: it does not exist.
  }

  result<std::vector<stored_event>> finish(const show_id& show) {
    if (error_)
      return error_of(show, *error_);
    return std::move(events_);
  }

private:
  bool begin(std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    if (!parts || seq != number_ - 1) {
      error_ = record_error{number_ - 1, "the record is missing or too short"};
      return false;
    }
    reader_.begin_after(seq, parts->hash);
    return true;
  }

  chain_reader reader_;
  booking_number number_;
  std::vector<stored_event> events_;
  std::optional<record_error> error_;
};

} // namespace

result<std::vector<stored_event>> events_of(event_log& log, const show_id& show,
                                            std::uint64_t after, std::size_t limit) {
  std::vector<stored_event> found;
  std::optional<record_error> error;
  auto walked = log.read(show, after, [&](std::uint64_t seq, byte_view record) {
    auto parts = parts_of(record);
    auto read = parts ? decode(parts->envelope) : codec_errc::malformed;
    if (!read) {
      error = record_error_of(seq, read.error());
      return false;
    }
    found.push_back({{seq, read->at, std::move(read->event)}, parts->hash});
    return found.size() < limit;
  });
  if (!walked)
    return walked.error();
  if (error)
    return error_of(show, *error);
  return found;
}

result<std::vector<stored_event>> history_of(event_log& log, const show_id& show,
                                             booking_number number) {
  if (number < 2) // The first event is the opening.
    return std::vector<stored_event>{};
  history_reader reader{show, number};
  auto walked = log.read(show, number - 2, [&](std::uint64_t seq, byte_view record) {
    return reader.take(seq, record);
  });
  if (!walked)
    return walked.error();
  return reader.finish(show);
}

} // namespace boxoffice::storage
