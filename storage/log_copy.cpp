#include "storage/log_copy.hpp"

#include "events/codec/codec.hpp"
#include "storage/customer_keys.hpp"
#include "storage/hall/hall_rows.hpp"
#include "storage/payment/payment_rows.hpp"
#include "storage/records.hpp"
#include "storage/side_rows.hpp"
#include "storage/ticket/ticket_keys.hpp"
#include "storage/webhook/peer_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_set>
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

namespace {

class copy_job {
public:
  copy_job(event_log& from, event_log& to, const wanted_shows& wanted)
      : from_{from}, to_{to}, wanted_{wanted}, copier_{to} {}

  result<copied> run() {
    for (auto step : {&copy_job::copy_keys, &copy_job::note_other_keys, &copy_job::copy_events,
                      &copy_job::copy_rows})
      if (auto done = (this->*step)(); !done)
        return done.error();
    return count_;
  }

private:
  /// The stream that is being copied.
  struct present_stream {
    show_id id;
    bool wanted = false;
    std::uint64_t there = 0; ///< last seq that `to` has
    std::string there_last;  ///< the record of that seq
    std::uint64_t last = 0;  ///< last seq read
  };

  /// A log without a key takes the key of the first log that is copied into it.
  status copy_keys() {
    if (auto copied = copy_ticket_key(from_, to_); !copied)
      return copied;
    auto theirs = read_customer_keys(from_);
    auto ours = read_customer_keys(to_);
    if (!theirs || !ours)
      return theirs ? ours.error() : theirs.error();
    theirs_ = std::move(*theirs);
    ours_ = std::move(*ours);
    if (ours_ || !theirs_)
      return {};
    const auto& key = theirs_->own();
    ours_.emplace(key);
    write_batch batch;
    batch.rows.push_back(
        {table::node, std::string{customer_key_row}, std::string{key.begin(), key.end()}});
    return to_.append(batch);
  }

  /// The accounts come with it, of shows that are not copied too.
  status note_other_keys() {
    if (!theirs_)
      return {};
    auto keys = theirs_->others();
    keys.push_back(theirs_->own());
    write_batch batch;
    for (const auto& each : keys)
      if (each != ours_->own())
        batch.rows.push_back(customer_key_of_accounts(each));
    return batch.rows.empty() ? status{} : to_.append(batch);
  }

  status copy_events() {
    status done;
    auto walked =
        from_.read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
          if (now_.last == 0 || stream != now_.id.text)
            done = begin(stream);
          now_.last = seq;
          if (done && now_.wanted)
            done = take(seq, record);
          return done.has_value();
        });
    if (walked && done)
      done = end_stream();
    auto written = copier_.finish();
    for (const auto* each : {&walked, &done, &written})
      if (!*each)
        return *each;
    return {};
  }

  status begin(std::string_view id) {
    if (auto ended = end_stream(); !ended)
      return ended;
    now_ = {{std::string{id}}, false, 0, {}, 0};
    now_.wanted = !wanted_ || wanted_(now_.id);
    ++(now_.wanted ? count_.streams : count_.left_out);
    if (!now_.wanted)
      return {};
    auto there = to_.last_seq(now_.id);
    if (!there)
      return there.error();
    now_.there = *there;
    if (theirs_ && theirs_->of(now_.id) != ours_->of(now_.id)) {
      auto row = customer_key_of_show(now_.id, theirs_->of(now_.id));
      static_cast<void>(copier_.add(row.in, row.key, *row.value)); // finish() returns the error.
    }
    if (now_.there == 0)
      return {};
    return to_.read(now_.id, now_.there - 1, [&](std::uint64_t, byte_view record) {
      now_.there_last.assign(record.begin(), record.end());
      return false;
    });
  }

  status take(std::uint64_t seq, byte_view record) {
    if (wanted_)
      if (auto noted = note_customer(seq, record); !noted)
        return noted;
    if (seq == now_.there && !std::ranges::equal(record, events::bytes_of(now_.there_last)))
      return clash("with other events");
    if (seq == now_.there + 1 && now_.there != 0) {
      // Rows are copied last: a show with a row was copied completely.
      auto whole = to_.get(table::shows, now_.id.text);
      if (!whole)
        return whole.error();
      if (*whole)
        return clash("complete, but with fewer events");
    }
    ++(seq <= now_.there ? count_.skipped : count_.events);
    if (seq > now_.there && !copier_.add(now_.id.text, seq, record))
      return copier_.finish();
    return {};
  }

  status end_stream() {
    return now_.wanted && now_.there > now_.last ? clash("with more events") : status{};
  }

  [[nodiscard]] storage_error clash(const std::string& how) const {
    return {storage_error::kind::exists, "show " + now_.id.text + " is in the new log already, " +
                                             how + "; the copy stopped there"};
  }

  /// Looks for the type as text in the envelope first: decoding every event takes many times as
  /// long.
  status note_customer(std::uint64_t seq, byte_view record) {
    auto envelope = record.subspan(std::min(record.size(), events::bytes32{}.size()));
    std::string_view text{reinterpret_cast<const char*>(envelope.data()), envelope.size()};
    if (text.find("BookingRequested") == std::string_view::npos)
      return {};
    auto decoded = events::decode(envelope);
    if (!decoded)
      return error_of(now_.id, record_error_of(seq, decoded.error()));
    if (const auto* booking = std::get_if<events::booking_requested>(&decoded->event))
      customers_.insert(std::string{row_key(booking->customer)});
    return {};
  }

  status copy_rows() {
    // Until the next start has seen that the rows of all payments are there, whatever log they came
    // from.
    write_batch unmarked;
    unmarked.rows.push_back({table::node, std::string{payments_have_rows}, std::nullopt});
    if (auto written = to_.append(unmarked); !written)
      return written;
    for (auto in : copied_tables) {
      status merged;
      auto walked = from_.scan(in, {}, [&](std::string_view key, std::string_view value) {
        if (!is_wanted(in, key))
          return true;
        if (in != table::node || !(webhook_endpoint_in(key, value) || hall_of_row(key)))
          return copier_.add(in, key, value);
        auto ours = to_.get(in, key); // Another log that was copied may have the same one.
        if (!ours)
          merged = ours.error();
        return ours && copier_.add(in, key, *ours ? of_both(key, **ours, value) : value);
      });
      for (const auto* each : {&walked, &merged})
        if (!*each)
          return *each;
    }
    return copier_.finish();
  }

  /// The value of a row of table::node that both logs have.
  static std::string of_both(std::string_view key, std::string_view ours, std::string_view theirs) {
    if (hall_of_row(key))
      return std::string{later_hall_row(key, ours, theirs)};
    return merged_node_row(key, ours, theirs);
  }

  /// Whose row of table::node it is; nothing if every log needs it. A hall is of the node that a
  /// show with its id would be of.
  static std::optional<show_id> owner_of_row(std::string_view key) {
    if (auto hall = hall_of_row(key))
      return show_id{std::move(hall->text)};
    auto show = show_of_webhook_row(key);
    return show ? show : show_of_payment_row(key);
  }

  [[nodiscard]] bool is_wanted(table in, std::string_view key) const {
    switch (in) {
    case table::node: {
      auto show = owner_of_row(key);
      return !key.starts_with(customer_key_row) && key != ticket_key_row &&
             !key.starts_with(payments_have_rows) && (!show || !wanted_ || wanted_(*show));
    }
    case table::customers:
      // Accounts and erasures are all copied: of which node they are follows from the address.
      return !wanted_ || key.size() > sizeof(events::customer_id) ||
             customers_.contains(std::string{key});
    case table::shows:
    case table::open_work:
    case table::refunds:
    case table::snapshots:
    case table::heads: return !wanted_ || wanted_({std::string{key.substr(0, key.find('\0'))}});
    }
    std::abort(); // Every enumerator returns above.
  }

  event_log& from_;
  event_log& to_;
  const wanted_shows& wanted_;
  log_copier copier_;
  copied count_;
  present_stream now_;
  std::optional<events::customer_keys> theirs_, ours_;
  std::unordered_set<std::string> customers_; ///< of the wanted shows
};

} // namespace

result<copied> copy_log(event_log& from, event_log& to, const wanted_shows& wanted) {
  return copy_job{from, to, wanted}.run();
}

} // namespace boxoffice::storage
