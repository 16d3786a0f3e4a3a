#include "load/worker.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace boxoffice::load {

namespace {

constexpr int answers_a_turn = 256;
constexpr std::size_t scratch_bytes = 64U << 10U;
constexpr auto between_looks = 50ms;  ///< for time-outs and lost connections
constexpr auto between_opens = 100ms; ///< of one connection that could not be made
/// Open loop: how long after the end what was due before it may still be sent.
constexpr auto grace = 1s;

timespec to_timespec(clock::duration time) {
  auto s = std::chrono::floor<std::chrono::seconds>(time);
  return {s.count(), std::chrono::nanoseconds{time - s}.count()};
}

std::chrono::microseconds microseconds_of(clock::duration time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time);
}

} // namespace

worker::worker(load_state& common, unsigned part, unsigned connections)
    : common_{common},
      requests_{common.asked, common.shows, common.payments, part, common.asked.threads},
      part_{part},
      epoll_{::epoll_create1(EPOLL_CLOEXEC)},
      places_(connections),
      scratch_(scratch_bytes) {
  idle_.reserve(connections);
}

worker::~worker() {
  places_.clear();
  ::close(epoll_);
}

std::optional<trouble> worker::connect() {
  auto deadline = clock::now() + common_.asked.timeout;
  for (std::uint32_t number = 0; number < places_.size(); ++number)
    open(number);
  while (idle_.size() < places_.size() && done_.first_trouble.empty()) {
    if (clock::now() >= deadline)
      note_trouble("no connection in time");
    turn();
  }
  if (done_.first_trouble.empty())
    return std::nullopt;
  return trouble{"connection " + std::to_string(idle_.size() + 1) + " of " +
                 std::to_string(places_.size()) + ": " + done_.first_trouble};
}

void worker::run(const run_times& times) {
  // Otherwise the kernel wakes us up to 50 µs late, which would count as the server's.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  times_ = times;
  requests_.begin_at(times);
  if (common_.asked.rate != 0)
    schedule_.emplace(common_.asked.rate, part_, common_.asked.threads, times.start);
  running_ = true;
  last_open_ = times.start;
  while (!is_over(clock::now()))
    turn();
  if (!common_.over_early())
    drop_until(times_.end);
  note_pause(clock::now());
}

void worker::take_latest(call_tally& into) {
  const std::lock_guard lock{latest_mutex_};
  into.merge(latest_);
  latest_.clear();
}

// ---- what epoll tells

void worker::turn() {
  std::array<epoll_event, answers_a_turn> events; // NOLINT(*-member-init): filled by the kernel.
  auto wait = to_timespec(until_next(clock::now()));
  auto count = ::epoll_pwait2(epoll_, events.data(), answers_a_turn, &wait, nullptr);
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

void worker::handle(std::uint32_t number) {
  auto& at = places_[number];
  if (at.is == state::connecting)
    return opened(number);
  if (!at.line.is_open())
    return; // Closed earlier in this turn.
  if (auto error = at.line.send_on()) {
    fail(at, &tally::broken, error.message());
    return end(number);
  }
  hear(number);
}

void worker::opened(std::uint32_t number) {
  auto& at = places_[number];
  if (auto error = at.line.finish_opening())
    return cannot_open(number, error.message());
  at.is = state::idle;
  idle_.push_back(number);
}

void worker::hear(std::uint32_t number) {
  using heard = connection::heard;
  auto& at = places_[number];
  auto what = at.line.receive(scratch_, at.is == state::busy);
  switch (what) {
  case heard::nothing_yet: return;
  case heard::answered:
  case heard::answered_last:
    take_answer(at);
    at.is = state::idle;
    idle_.push_back(number);
    if (what == heard::answered_last)
      end(number);
    else
      begin_due(); // The server need not wait until we have looked at all answers.
    return;
  case heard::closed: return end(number); // Idle for longer than the server likes.
  case heard::broken: fail(at, &tally::broken, at.line.why_broken()); return end(number);
  }
}

// ---- requests and their answers

void worker::begin_due() {
  if (!running_)
    return;
  while (!idle_.empty() && !common_.over_early()) {
    auto now = clock::now();
    auto intended = schedule_ ? schedule_->due() : now;
    if (intended > now || intended >= times_.end)
      return;
    if (schedule_)
      schedule_->go_on();
    begin(intended, now);
  }
}

void worker::begin(clock::time_point intended, clock::time_point now) {
  auto number = idle_.back();
  auto& at = places_[number];
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
  if (auto error = at.line.send(at.request)) {
    fail(at, &tally::broken, error.message());
    end(number);
  }
}

void worker::take_answer(place& at) {
  --busy_;
  auto now = clock::now();
  auto& all = tally_of(at.begun);
  auto& of_kind = all.of(at.kind);
  const auto& said = at.line.last();
  note_pause(now);
  if (at.begun >= times_.measured)
    done_.last_answer = now;
  auto judged = judge(at.kind, said.status, said.body);
  if (judged == verdict::error) {
    ++of_kind.errors;
    ++latest_.errors;
    ++all.wrong_answers[said.status];
    return note_trouble(std::string{name(at.kind)} + " was answered with " +
                        std::to_string(said.status) + ": " + said.body);
  }
  auto count = judged == verdict::confirmed ? &call_tally::confirmed : &call_tally::refused;
  auto latency = microseconds_of(now - at.begun);
  for (auto* each : {&of_kind, &latest_}) {
    ++(each->*count);
    each->latency.record(latency);
  }
  if (at.kind == call::book && judged == verdict::confirmed)
    requests_.booked(said.body, now);
}

void worker::fail(place& at, std::uint64_t tally::*how, const std::string& why) {
  if (at.is != state::busy)
    return; // A connection without a request has failed nobody.
  auto& all = tally_of(at.begun);
  ++(all.*how);
  ++all.of(at.kind).errors;
  ++latest_.errors;
  note_trouble(std::string{name(at.kind)} + " got no answer: " + why);
}

void worker::note_pause(clock::time_point until) {
  auto since = times_.start + clock::duration{common_.last_answer.exchange(
                                  (until - times_.start).count(), std::memory_order_relaxed)};
  auto pause = std::min(until, times_.end) - std::max(since, times_.measured);
  done_.longest_pause = std::max(done_.longest_pause, pause);
}

void worker::note_trouble(const std::string& why) {
  if (done_.first_trouble.empty())
    done_.first_trouble = why;
}

tally& worker::tally_of(clock::time_point begun) {
  return begun < times_.measured ? done_.warmup : done_.measured;
}

// ---- connections that come and go

void worker::open(std::uint32_t number) {
  auto& at = places_[number];
  at.is = state::connecting;
  at.since = clock::now();
  if (auto error = at.line.open(common_.server, epoll_, number))
    cannot_open(number, error.message());
}

void worker::cannot_open(std::uint32_t number, const std::string& why) {
  auto& at = places_[number];
  at.line.close();
  at.is = state::closed;
  at.since = clock::now();
  ++done_.connect_failures;
  note_trouble("cannot connect to " + to_text(common_.asked.server) + ": " + why);
}

void worker::end(std::uint32_t number) {
  auto& at = places_[number];
  if (at.is == state::busy)
    --busy_;
  std::erase(idle_, number);
  at.line.close();
  at.is = state::closed;
  last_open_ = clock::now();
  at.since = last_open_ - between_opens; // Opened again at the next look.
}

void worker::look_after(clock::time_point now) {
  auto timeout = common_.asked.timeout;
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    auto& at = places_[number];
    auto age = now - at.since;
    if (at.is == state::busy && age > timeout) {
      fail(at, &tally::timed_out, "none within " + std::to_string(timeout.count()) + " ms");
      end(number);
    }
    if (at.is == state::connecting && age > timeout)
      cannot_open(number, "no answer");
    if (at.is == state::closed && age >= between_opens && now < times_.end)
      open(number);
  }
  if (busy_ != 0 || !idle_.empty())
    last_open_ = now;
  if (now - last_open_ > timeout)
    common_.server_gone = true;
  drop_until(std::min(now - timeout, times_.end));
}

// ---- the schedule and the end

bool worker::waits_for_due() const { return schedule_ && schedule_->due() < times_.end; }

bool worker::is_over(clock::time_point now) const {
  if (busy_ != 0)
    return false;
  if (common_.over_early())
    return true;
  return schedule_ ? !waits_for_due() || now >= times_.end + grace : now >= times_.end;
}

void worker::drop_until(clock::time_point due) {
  while (schedule_ && schedule_->due() < due) {
    ++tally_of(schedule_->due()).dropped;
    schedule_->go_on();
  }
}

clock::duration worker::until_next(clock::time_point now) const {
  auto next = running_ ? next_look_ : now + between_looks;
  if (!idle_.empty() && waits_for_due())
    next = std::min(next, schedule_->due());
  return std::max(next - now, clock::duration{0});
}

} // namespace boxoffice::load
