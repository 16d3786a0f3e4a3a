// boxoffice on a device that fails: with FAULTY_SYNC_AFTER=N in the environment the N-th sync of
// the write-ahead log since the start fails, and so do all later ones.
#include "cli/run.hpp"
#include "tests/storage/rocksdb/faulty_env.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace {

/// 0 if the variable is not set. Ends the process if it is not a number: a test without a failure
/// would pass.
std::uint64_t first_failing_sync() {
  const char* given = std::getenv("FAULTY_SYNC_AFTER");
  if (given == nullptr)
    return 0;
  std::string_view text{given};
  std::uint64_t number = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed == std::errc{} && end == text.data() + text.size())
    return number;
  std::fprintf(stderr, "FAULTY_SYNC_AFTER must be a number: %s\n", given);
  std::exit(2);
}

} // namespace

int main(int argc, char** argv) {
  auto plan = std::make_shared<boxoffice::tests::fault_plan>();
  plan->first_failing_sync = first_failing_sync();
  auto env = boxoffice::tests::faulty_env(plan);
  return boxoffice::cli::run(argc, argv, boxoffice::cli::environment{.storage_env = env.get()});
}
