#include "load/load_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace boxoffice::load {

namespace {

constexpr int events_per_turn = 256;
constexpr std::size_t scratch_bytes = 64U << 10U;
constexpr auto between_looks = 50ms;  ///< for time-outs and lost connections
constexpr auto between_opens = 100ms; ///< of one connection that could not be made
/// Open loop: how long after the end requests that were due before it may still be sent.
constexpr auto grace = 1s;

timespec to_timespec(clock::duration time) {
  auto s = std::chrono::floor<std::chrono::seconds>(time);
  return {s.count(), std::chrono::nanoseconds{time - s}.count()};
}

std::chrono::microseconds microseconds_of(clock::duration time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time);
}

} // namespace

load_thread::load_thread(load_state& common, unsigned part, unsigned connections)
    : common_{common},
      requests_{common.chosen, common.shows, common.payments, part, common.chosen.threads},
      part_{part},
      epoll_{::epoll_create1(EPOLL_CLOEXEC)},
      slots_(connections),
      scratch_(scratch_bytes) {
  idle_.reserve(connections);
}

load_thread::~load_thread() {
  slots_.clear();
  ::close(epoll_);
}

std::optional<load_error> load_thread::connect() {
  auto deadline = clock::now() + common_.chosen.timeout;
  for (std::uint32_t number = 0; number < slots_.size(); ++number)
    open(number);
  while (idle_.size() < slots_.size() && done_.first_error.empty()) {
    if (clock::now() >= deadline)
      note_error("no connection in time");
    turn();
  }
  if (done_.first_error.empty())
    return std::nullopt;
  return load_error{"connection " + std::to_string(idle_.size() + 1) + " of " +
                    std::to_string(slots_.size()) + ": " + done_.first_error};
}

void load_thread::run(const run_times& times) {
  // By default the kernel wakes a thread up to 50 µs late, which would count as the server's time.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  times_ = times;
  requests_.begin_at(times);
  if (common_.chosen.rate != 0)
    schedule_.emplace(common_.chosen.rate, part_, common_.chosen.threads, times.start);
  running_ = true;
  last_open_ = times.start;
  while (!is_over(clock::now()))
    turn();
  if (!common_.over_early())
    drop_until(times_.end);
  note_pause(clock::now());
}

void load_thread::take_latest(call_tally& into) {
  const std::lock_guard lock{latest_mutex_};
  into.merge(latest_);
  latest_.clear();
}

// ---- epoll events

void load_thread::turn() {
  std::array<epoll_event, events_per_turn> events; // NOLINT(*-member-init): filled by the kernel.
  auto wait = to_timespec(until_next(clock::now()));
  auto count = ::epoll_pwait2(epoll_, events.data(), events_per_turn, &wait, nullptr);
  const std::lock_guard lock{latest_mutex_};
  for (int i = 0; i < count; ++i)
    handle(events[static_cast<std::size_t>(i)].data.u32);
  if (!running_)
    return;
  begin_due();
  if (auto now = clock::now(); now >= next_look_) {
    next_look_ = now + between_looks;
    look_after(now);
  }
}

void load_thread::handle(std::uint32_t number) {
  auto& at = slots_[number];
  if (at.is == state::connecting)
    return opened(number);
  if (!at.conn.is_open())
    return; // Closed earlier in this turn.
  if (auto error = at.conn.send_on()) {
    fail(at, &tally::broken, error.message());
    return end(number);
  }
  on_readable(number);
}

void load_thread::opened(std::uint32_t number) {
  auto& at = slots_[number];
  if (auto error = at.conn.finish_opening())
    return cannot_open(number, error.message());
  at.is = state::idle;
  idle_.push_back(number);
}

void load_thread::on_readable(std::uint32_t number) {
  using read_result = connection::read_result;
  auto& at = slots_[number];
  auto what = at.conn.receive(scratch_, at.is == state::busy);
  switch (what) {
  case read_result::incomplete: return;
  case read_result::response:
  case read_result::last_response:
    take_response(at);
    at.is = state::idle;
    idle_.push_back(number);
    if (what == read_result::last_response)
      end(number);
    else
      begin_due(); // Sends before the other responses are read, so that the server is not kept
                   // waiting.
    return;
  case read_result::closed: return end(number); // Idle for longer than the server allows.
  case read_result::broken: fail(at, &tally::broken, at.conn.why_broken()); return end(number);
  }
}

// ---- requests and responses

void load_thread::begin_due() {
  if (!running_)
    return;
  while (!idle_.empty() && !common_.over_early()) {
    auto now = clock::now();
    drop_impatient(now);
    auto intended = schedule_ ? schedule_->due() : now;
    if (intended > now || intended >= times_.end)
      return;
    if (schedule_)
      schedule_->advance();
    begin(intended, now);
  }
}

void load_thread::begin(clock::time_point intended, clock::time_point now) {
  auto number = idle_.back();
  auto& at = slots_[number];
  auto kind = requests_.next(at.request, now);
  if (!kind) {
    common_.sold_out = true;
    return;
  }
  idle_.pop_back();
  at.kind = *kind;
  at.begun = intended;
  at.since = now;
  at.is = state::busy;
  ++busy_;
  done_.last_lateness = now - intended;
  if (auto error = at.conn.send(at.request)) {
    fail(at, &tally::broken, error.message());
    end(number);
  }
}

void load_thread::take_response(slot& at) {
  --busy_;
  auto now = clock::now();
  auto& all = tally_of(at.begun);
  auto& of_kind = all.of(at.kind);
  const auto& got = at.conn.last();
  note_pause(now);
  if (at.begun >= times_.measured)
    done_.last_answer = now;
  auto judged = judge(at.kind, got.status, got.body);
  if (judged == verdict::error) {
    ++of_kind.errors;
    ++latest_.errors;
    ++all.wrong_answers[got.status];
    return note_error(std::string{name(at.kind)} + ": response " + std::to_string(got.status) +
                      ": " + got.body);
  }
  auto count = judged == verdict::confirmed ? &call_tally::confirmed : &call_tally::refused;
  auto latency = microseconds_of(now - at.begun);
  for (auto* each : {&of_kind, &latest_}) {
    ++(each->*count);
    each->latency.record(latency);
  }
  if (at.kind == call::book && judged == verdict::confirmed)
    requests_.booked(got.body, now);
}

void load_thread::fail(slot& at, std::uint64_t tally::*how, const std::string& why) {
  if (at.is != state::busy)
    return; // No request was affected.
  auto& all = tally_of(at.begun);
  ++(all.*how);
  ++all.of(at.kind).errors;
  ++latest_.errors;
  note_error(std::string{name(at.kind)} + ": no response: " + why);
}

void load_thread::note_pause(clock::time_point until) {
  auto since = times_.start + clock::duration{common_.last_answer.exchange(
                                  (until - times_.start).count(), std::memory_order_relaxed)};
  auto pause = std::min(until, times_.end) - std::max(since, times_.measured);
  done_.longest_pause = std::max(done_.longest_pause, pause);
}

void load_thread::note_error(const std::string& why) {
  if (done_.first_error.empty())
    done_.first_error = why;
}

tally& load_thread::tally_of(clock::time_point begun) {
  return begun < times_.measured ? done_.warmup : done_.measured;
}

// ---- opening and closing connections

void load_thread::open(std::uint32_t number) {
  auto& at = slots_[number];
  at.is = state::connecting;
  at.since = clock::now();
  if (auto error = at.conn.open(common_.server, epoll_, number))
    cannot_open(number, error.message());
}

void load_thread::cannot_open(std::uint32_t number, const std::string& why) {
  auto& at = slots_[number];
  at.conn.close();
  at.is = state::closed;
  at.since = clock::now();
  ++done_.connect_failures;
  note_error("cannot connect to " + to_text(common_.chosen.server) + ": " + why);
}

void load_thread::end(std::uint32_t number) {
  auto& at = slots_[number];
  if (at.is == state::busy)
    --busy_;
  std::erase(idle_, number);
  at.conn.close();
  at.is = state::closed;
  last_open_ = clock::now();
  at.since = last_open_ - between_opens; // Opened again at the next look.
}

void load_thread::look_after(clock::time_point now) {
  auto timeout = common_.chosen.timeout;
  for (std::uint32_t number = 0; number < slots_.size(); ++number) {
    auto& at = slots_[number];
    auto age = now - at.since;
    if (at.is == state::busy && age > timeout) {
      fail(at, &tally::timed_out, "none within " + std::to_string(timeout.count()) + " ms");
      end(number);
    }
    if (at.is == state::connecting && age > timeout)
      cannot_open(number, "timed out");
    if (at.is == state::closed && age >= between_opens && now < times_.end)
      open(number);
  }
  if (busy_ != 0 || !idle_.empty())
    last_open_ = now;
  if (now - last_open_ > timeout)
    common_.server_gone = true;
  drop_impatient(now);
}

// ---- the schedule and the end

bool load_thread::waits_for_due() const { return schedule_ && schedule_->due() < times_.end; }

bool load_thread::is_over(clock::time_point now) const {
  if (busy_ != 0)
    return false;
  if (common_.over_early())
    return true;
  return schedule_ ? !waits_for_due() || now >= times_.end + grace : now >= times_.end;
}

void load_thread::drop_until(clock::time_point due) {
  while (schedule_ && schedule_->due() < due) {
    ++tally_of(schedule_->due()).dropped;
    schedule_->advance();
  }
}

void load_thread::drop_impatient(clock::time_point now) {
  drop_until(std::min(now - common_.chosen.patience.value_or(common_.chosen.timeout), times_.end));
}

clock::duration load_thread::until_next(clock::time_point now) const {
  auto next = running_ ? next_look_ : now + between_looks;
  if (!idle_.empty() && waits_for_due())
    next = std::min(next, schedule_->due());
  return std::max(next - now, clock::duration{0});
}

} // namespace boxoffice::load
