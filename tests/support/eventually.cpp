#include "tests/support/eventually.hpp"

#include <algorithm>
#include <poll.h>

namespace boxoffice::tests {

namespace {

void stand_back(std::chrono::milliseconds duration) {
  ::poll(nullptr, 0, static_cast<int>(duration.count()));
}

} // namespace

bool eventually(std::chrono::milliseconds deadline, const std::function<bool()>& predicate) {
  using std::chrono::milliseconds;
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + deadline;
  for (auto pause = milliseconds{1}; steady_clock::now() < end;
       pause = std::min(pause * 2, milliseconds{20})) {
    if (predicate())
      return true;
    stand_back(pause);
  }
  return predicate();
}

void wait_until(std::chrono::system_clock::time_point moment) {
  using std::chrono::milliseconds;
  using std::chrono::system_clock;
  for (auto now = system_clock::now(); now < moment; now = system_clock::now())
    stand_back(std::chrono::ceil<milliseconds>(moment - now));
}

} // namespace boxoffice::tests
