#include "tests/storage/log_contract.hpp"

#include <fstream>

#include <sys/resource.h>

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;

/// The priorities (0 is the usual one, more is less urgent) of this process's threads of that name.
std::vector<int> priorities_of(std::string_view name) {
  std::vector<int> found;
  for (const auto& task : fs::directory_iterator{"/proc/self/task"}) {
    std::string of_task;
    std::getline(std::ifstream{task.path() / "comm"}, of_task);
    if (of_task.starts_with(name))
      found.push_back(::getpriority(
          PRIO_PROCESS, static_cast<id_t>(std::stoul(task.path().filename().string()))));
  }
  return found;
}

} // namespace

TEST_CASE("priorities: the threads that flush and compact have lower priorities") {
  const auto own = ::getpriority(PRIO_PROCESS, 0);
  rocksdb_engine engine;
  auto log = engine.open();
  write_batch batch;
  batch.rows.push_back({table::customers, "id", "someone@example.com"});
  REQUIRE(log->append(batch));
  REQUIRE(log->back_up(engine.directory().parent_path() / "copy")); // flushes
  REQUIRE(log->purge(table::customers, "id"));                      // compacts
  CHECK(priorities_of("rocksdb:high") == std::vector{5});
  CHECK(priorities_of("rocksdb:low") == std::vector{10});
  CHECK(::getpriority(PRIO_PROCESS, 0) == own);
}

} // namespace boxoffice::storage::tests
