// Preloaded into a server (LD_PRELOAD): its wall clock is shifted by as many milliseconds as the
// first 8 bytes of the file say that BOXTEST_CLOCK_SHIFT names, at this very moment. The steady
// clocks are the machine's own. tests/support/shifted_clock.hpp writes the file.
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <ctime>

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr std::int64_t ns_a_ms = 1'000'000;
constexpr std::int64_t ns_a_second = 1'000'000'000;

std::atomic<std::int64_t>* shift_ms = nullptr;

__attribute__((constructor)) void map_shift() {
  const char* name = std::getenv("BOXTEST_CLOCK_SHIFT");
  auto file = name != nullptr ? ::open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0)
    return;
  void* place = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  if (place != MAP_FAILED)
    shift_ms = static_cast<std::atomic<std::int64_t>*>(place);
}

std::int64_t shift_ns() { return shift_ms == nullptr ? 0 : shift_ms->load() * ns_a_ms; }

timespec plus(const timespec& moment, std::int64_t ns) {
  auto sum = moment.tv_nsec + ns % ns_a_second;
  auto seconds = moment.tv_sec + ns / ns_a_second;
  if (sum < 0 || sum >= ns_a_second) {
    auto carry = sum < 0 ? -1 : 1;
    seconds += carry;
    sum -= carry * ns_a_second;
  }
  return {seconds, sum};
}

/// glibc notes in a condition which clock its deadlines are of.
bool is_steady(const pthread_cond_t* condition) {
  constexpr unsigned steady_mask = 2;
  return (condition->__data.__wrefs & steady_mask) != 0;
}

} // namespace

extern "C" {

int clock_gettime(clockid_t which, timespec* into) noexcept {
  if (::syscall(SYS_clock_gettime, which, into) != 0)
    return -1;
  if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)
    *into = plus(*into, shift_ns());
  return 0;
}

int gettimeofday(timeval* into, void* /*zone*/) noexcept {
  timespec now{};
  if (clock_gettime(CLOCK_REALTIME, &now) != 0)
    return -1;
  *into = {now.tv_sec, now.tv_nsec / 1'000};
  return 0;
}

time_t time(time_t* into) noexcept {
  timespec now{};
  if (clock_gettime(CLOCK_REALTIME, &now) != 0)
    return -1;
  if (into != nullptr)
    *into = now.tv_sec;
  return now.tv_sec;
}

/// The kernel's clock is not shifted, so that a deadline of the shifted one has to be told in it.
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  using wait_function = int (*)(pthread_cond_t*, pthread_mutex_t*, const timespec*);
  static const auto real =
      reinterpret_cast<wait_function>(::dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2"));
  auto shifted = is_steady(condition) ? *until : plus(*until, -shift_ns());
  if (shifted.tv_sec < 0)
    return ETIMEDOUT;
  return real(condition, mutex, &shifted);
}

} // extern "C"
