#include "storage/verify/verify.hpp"

#include "storage/payment/payment_rows.hpp"
#include "storage/verify/verify_stream.hpp"
#include "storage/witness/accepted_loss.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace boxoffice::storage {

namespace {

using namespace events;

/// The log is checked in parts, small enough that the rows of a part fit into memory and that all
/// threads finish at about the same time.
constexpr std::size_t shows_in_a_part = 2'000;
constexpr std::size_t least_parts_a_thread = 4;

constexpr std::uint64_t events_between_progress = 1U << 14U;

/// Streams with `after` < id <= `last`; empty: without a bound.
struct part {
  std::string after;
  std::string last;
  [[nodiscard]] bool has(std::string_view stream) const {
    return stream > after && (last.empty() || stream <= last);
  }
};

/// What the threads share.
class shared_count {
public:
  shared_count(const verify_options& options, std::uint64_t total)
      : options_{options}, total_{total} {}

  void add(std::uint64_t events) {
    auto done = done_ += events;
    if (!options_.progress)
      return;
    std::lock_guard lock{guard_};
    options_.progress(done, std::max(done, total_));
  }

private:
  const verify_options& options_;
  std::uint64_t total_;
  std::atomic<std::uint64_t> done_{0};
  std::mutex guard_;
};

/// Rows of a table whose keys are streams, or begin with a stream and a 0x00.
template <class Take>
status rows_in(event_log& log, table in, const part& of, Take take) {
  return log.scan(in, of.after, [&](std::string_view key, std::string_view value) {
    auto stream = key.substr(0, key.find('\0'));
    if (!of.last.empty() && stream > of.last)
      return false;
    if (of.has(stream))
      take(stream, key, value);
    return true;
  });
}

result<side_row_set> side_rows_of(event_log& log, const part& of) {
  side_row_set rows;
  std::vector<status> done;
  done.push_back(rows_in(log, table::heads, of, [&](auto stream, auto key, auto value) {
    rows.heads[std::string{stream}] = head_of(key, value).value_or(stream_head{});
  }));
  done.push_back(rows_in(log, table::snapshots, of, [&](auto stream, auto, auto value) {
    rows.snapshots[std::string{stream}] = value;
  }));
  done.push_back(rows_in(log, table::shows, of, [&](auto stream, auto, auto value) {
    rows.shows[std::string{stream}] = value.empty() ? '\0' : value.front();
  }));
  done.push_back(rows_in(log, table::open_work, of, [&](auto stream, auto, auto) {
    rows.open_work.insert(std::string{stream});
  }));
  done.push_back(rows_in(log, table::refunds, of, [&](auto stream, auto key, auto) {
    rows.refunds[std::string{stream}].insert(std::string{key});
  }));
  for (auto& each : done)
    if (!each)
      return each.error();
  return rows;
}

/// Nothing if the log is from before it had a row for each payment.
result<std::optional<payment_totals>> payments_of(event_log& log) {
  auto marked = log.get(table::node, payments_have_rows);
  if (!marked)
    return marked.error();
  std::optional<payment_totals> totals;
  if (!*marked)
    return totals;
  totals.emplace();
  auto read = log.scan_prefix(table::node, payment_prefix, {},
                              [&](std::string_view key, std::string_view value) {
                                auto show = show_of_payment_row(key).value_or(show_id{});
                                (*totals)[show.text].add(hash_of_row(key, value));
                                return true;
                              });
  if (!read)
    return read.error();
  return totals;
}

/// Doubts are faults if nothing was appended to the stream until the rows were read once more.
status judge_payments(event_log& log, const std::vector<payment_doubt>& doubts,
                      verify_report& into) {
  if (doubts.empty())
    return {};
  auto now = payments_of(log);
  if (!now)
    return now.error();
  for (const auto& doubt : doubts) {
    auto head = log.get(table::heads, doubt.stream.text);
    if (!head)
      return head.error();
    auto stands =
        *head && head_of(doubt.stream.text, **head).value_or(stream_head{}).seq == doubt.seq;
    if (!stands || !*now || totals_of(**now, doubt.stream) == doubt.expected)
      continue;
    into.faults.push_back({doubt.stream, doubt.seq, "the rows of payments differ from the events"});
    std::erase_if(into.heads, [&](const auto& each) { return each.stream == doubt.stream; });
  }
  return {};
}

/// What the check of a part says.
struct part_report {
  verify_report judged;
  std::vector<payment_doubt> doubts;
};

/// Checks the streams of one part, and that none is missing.
class part_check {
public:
  part_check(event_log& log, const verify_options& options, const part& of,
             const payment_totals* payments, shared_count& count)
      : log_{log}, options_{options}, part_{of}, payments_{payments}, count_{count} {}

  status run(part_report& to) {
    auto& into = to.judged;
    auto rows = side_rows_of(log_, part_);
    if (!rows)
      return rows.error();
    rows_ = std::move(*rows);
    rows_.payments = payments_;
    expect_streams();
    auto walked = log_.read_all(part_.after, part_.last,
                                [&](std::string_view stream, std::uint64_t seq, byte_view record) {
                                  take(stream, seq, record, to);
                                  return true;
                                });
    if (!walked)
      return storage_error{walked.error().what, walked.error().detail + where_reading_stopped()};
    end_stream(to);
    for (const auto& stream : expected_)
      into.faults.push_back({{stream}, 1, "all records of the stream are missing"});
    count_.add(uncounted_);
    return {};
  }

private:
  void expect_streams() {
    for (const auto& [stream, head] : rows_.heads)
      expected_.insert(stream);
    for (const auto& [stream, row] : rows_.shows)
      expected_.insert(stream);
    if (payments_ != nullptr)
      for (const auto& [stream, totals] : *payments_)
        if (part_.has(stream))
          expected_.insert(stream);
    for (const auto& head : options_.anchored)
      if (part_.has(head.stream.text))
        expected_.insert(head.stream.text);
  }

  const stream_head* anchored(const std::string& stream) const {
    auto found = std::lower_bound(
        options_.anchored.begin(), options_.anchored.end(), stream,
        [](const stream_head& head, const std::string& id) { return head.stream.text < id; });
    return found != options_.anchored.end() && found->stream.text == stream ? &*found : nullptr;
  }

  void take(std::string_view stream, std::uint64_t seq, byte_view record, part_report& to) {
    if (!current_ || current_->stream().text != stream) {
      end_stream(to);
      show_id id{std::string{stream}};
      expected_.erase(id.text);
      const auto* held_to = anchored(id.text);
      current_.emplace(std::move(id), rows_, held_to);
    }
    current_->take(seq, record);
    to.judged.totals.add(hash_in(record));
    last_seq_ = seq;
    if (++uncounted_ == events_between_progress)
      count_.add(std::exchange(uncounted_, 0));
  }

  void end_stream(part_report& to) {
    if (current_)
      current_->finish(to.judged, to.doubts);
    current_.reset();
  }

  std::string where_reading_stopped() const {
    if (!current_ && part_.after.empty())
      return "; nothing could be read";
    if (!current_)
      return "; nothing could be read after show " + part_.after;
    return "; the last readable record is of show " + current_->stream().text + ", seq " +
           std::to_string(last_seq_);
  }

  event_log& log_;
  const verify_options& options_;
  const part& part_;
  const payment_totals* payments_;
  shared_count& count_;
  side_row_set rows_;
  std::set<std::string> expected_;
  std::optional<stream_check> current_;
  std::uint64_t last_seq_ = 0;
  std::uint64_t uncounted_ = 0;
};

struct plan {
  std::vector<part> parts;
  std::uint64_t events = 0;
};

/// Divides the log between streams that have a head. The first and the last part are unbounded, so
/// that a stream without a head is in a part too.
result<plan> parts_of_log(event_log& log, unsigned threads) {
  plan made;
  std::vector<std::string> streams;
  auto read = log.scan(table::heads, {}, [&](std::string_view key, std::string_view value) {
    streams.emplace_back(key);
    made.events += head_of(key, value).value_or(stream_head{}).seq;
    return true;
  });
  if (!read)
    return read.error();
  auto parts = std::max(streams.size() / shows_in_a_part + 1, threads * least_parts_a_thread);
  auto step = std::max<std::size_t>(1, streams.size() / parts);
  std::string after;
  for (auto i = step; i < streams.size(); i += step) {
    made.parts.push_back({after, streams[i]});
    after = streams[i];
  }
  made.parts.push_back({after, {}});
  return made;
}

void merge(verify_report& into, verify_report&& part) {
  into.streams += part.streams;
  into.events += part.events;
  into.snapshots += part.snapshots;
  into.unusable_snapshots += part.unusable_snapshots;
  into.totals.add(part.totals);
  std::move(part.faults.begin(), part.faults.end(), std::back_inserter(into.faults));
  std::move(part.heads.begin(), part.heads.end(), std::back_inserter(into.heads));
}

/// Whether the log still has everything that was durable once.
status judge_completeness(event_log& log, verify_report& into) {
  auto stands = log.completeness();
  auto accepted = accepted_losses(log);
  if (!stands || !accepted)
    return stands ? accepted.error() : stands.error();
  into.accepted = std::move(*accepted);
  into.missing = std::move(stands->missing);
  // Only without faults in streams, which say more.
  if (stands->counted && into.whole() && into.totals != event_totals{stands->events, stands->sum})
    into.missing = "the streams have " + std::to_string(into.totals.events) +
                   " events with a sum of " + events::to_hex(into.totals.sum) +
                   ", the log counted " + std::to_string(stands->events) + " with a sum of " +
                   events::to_hex(stands->sum);
  return {};
}

} // namespace

result<verify_report> verify(event_log& log, const verify_options& options) {
  auto work = parts_of_log(log, options.threads);
  if (!work)
    return work.error();
  auto payments = payments_of(log);
  if (!payments)
    return payments.error();
  const auto* rows_of_payments = *payments ? &**payments : nullptr;
  shared_count count{options, work->events};
  std::vector<part_report> reports(work->parts.size());
  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::optional<storage_error> failed;
  auto check_parts = [&] {
    for (auto i = next++; i < work->parts.size(); i = next++)
      if (auto done =
              part_check{log, options, work->parts[i], rows_of_payments, count}.run(reports[i]);
          !done) {
        next = work->parts.size();
        std::lock_guard lock{guard};
        if (!failed)
          failed = done.error();
      }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < options.threads; ++i)
    others.emplace_back(check_parts);
  check_parts();
  others.clear();
  if (failed)
    return *failed;
  verify_report all;
  std::vector<payment_doubt> doubts;
  for (auto& each : reports) {
    merge(all, std::move(each.judged));
    std::move(each.doubts.begin(), each.doubts.end(), std::back_inserter(doubts));
  }
  if (auto judged = judge_payments(log, doubts, all); !judged)
    return judged.error();
  auto by_stream = [](const auto& a, const auto& b) {
    return std::tie(a.stream, a.seq) < std::tie(b.stream, b.seq);
  };
  std::sort(all.faults.begin(), all.faults.end(), by_stream);
  if (auto checked = judge_completeness(log, all); !checked)
    return checked.error();
  return all;
}

} // namespace boxoffice::storage
