#include "storage/rocksdb/open.hpp"
#include "tests/storage/log_contract.hpp"

#include <atomic>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

namespace boxoffice::storage::tests {

namespace {

const std::string mail = "someone.to.forget@example.com";

std::string bytes_of_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Names of the log's files, its messages among them, that have the text in their bytes.
std::vector<std::string> files_with(const std::filesystem::path& directory,
                                    const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator{directory})
    if (bytes_of_file(entry.path()).find(text) != std::string::npos)
      found.push_back(entry.path().filename().string());
  return found;
}

void put_customers(event_log& log, int count) {
  write_batch batch;
  for (int i = 0; i < count; ++i)
    batch.rows.push_back({table::customers, "customer" + std::to_string(i),
                          "somebody" + std::to_string(i) + "@example.com"});
  CHECK(log.append(batch));
}

} // namespace

TEST_CASE("purge: a mail address that was just written is in no file afterwards") {
  rocksdb_engine engine;
  auto log = engine.open();
  CHECK(log->append({{{stream("show"), 1, {"one"}}}, {{table::customers, "id", mail}}}));
  REQUIRE_FALSE(files_with(engine.directory(), mail).empty());

  CHECK(log->purge(table::customers, "id").value());
  CHECK(files_with(engine.directory(), mail) == std::vector<std::string>{});
}

TEST_CASE("purge: a mail address that was written at many starts is in no file") {
  rocksdb_engine engine;
  for (int start = 0; start < 5; ++start) { // Each start makes a file of what the last one wrote.
    auto log = engine.open();
    put_customers(*log, 100);
    CHECK(log->append(one_row(table::customers, "customer50", mail)));
  }
  auto log = engine.open();
  REQUIRE(files_with(engine.directory(), mail).size() > 1);

  CHECK(log->purge(table::customers, "customer50").value());
  CHECK(files_with(engine.directory(), mail) == std::vector<std::string>{});
  CHECK(scan_all(*log, table::customers).size() == 99);
  log.reset();
  log = engine.open();
  CHECK(files_with(engine.directory(), mail) == std::vector<std::string>{});
}

TEST_CASE("purge: a later purge erases an address whose row was only deleted") {
  rocksdb_engine engine;
  CHECK(engine.open()->append(one_row(table::customers, "id", mail)));
  auto log = engine.open();
  CHECK(log->append(one_row(table::customers, "id", std::nullopt)));
  REQUIRE_FALSE(files_with(engine.directory(), mail).empty());

  CHECK_FALSE(log->purge(table::customers, "id").value());
  CHECK(files_with(engine.directory(), mail) == std::vector<std::string>{});
}

TEST_CASE("purge: a concurrent reader of the row does not keep it in a file") {
  rocksdb_engine engine;
  CHECK(engine.open()->append(one_row(table::customers, "id", mail)));
  auto log = engine.open();
  std::promise<void> reader_is_there;
  std::promise<void> purged;
  std::thread reader{[&] {
    (void)log->scan(table::customers, {}, [&](std::string_view, std::string_view) {
      reader_is_there.set_value();
      // A purge that does not wait for readers would return before this.
      purged.get_future().wait_for(std::chrono::milliseconds{500});
      return true;
    });
  }};
  reader_is_there.get_future().wait();
  CHECK(log->purge(table::customers, "id").value());
  CHECK(files_with(engine.directory(), mail) == std::vector<std::string>{});
  purged.set_value();
  reader.join();
}

TEST_CASE("purge: readers, appends and compactions do not keep an erased address") {
  temporary_directory place;
  rocksdb_options options{.directory = place.path() / "log", .write_buffer_bytes = 256U << 10U};
  auto log = open_rocksdb_log(options).value();
  put_customers(*log, 1000);
  std::atomic<bool> done{false};
  std::thread reader{[&] {
    while (!done) {
      (void)log->get(table::customers, "customer7");
      (void)log->scan(table::customers, {},
                      [](std::string_view, std::string_view) { return true; });
    }
  }};
  std::thread writer{[&] {
    for (std::uint64_t seq = 1; !done; seq += 50)
      (void)log->append(
          {{{stream("show"), seq, std::vector<std::string>(50, std::string(2000, 'x'))}},
           {{table::customers, "other" + std::to_string(seq), "other@example.com"}}});
  }};
  for (int i = 0; i < 20; ++i) {
    auto victim = "somebody" + std::to_string(i * 37) + "@example.com";
    CAPTURE(victim);
    CHECK(log->purge(table::customers, "customer" + std::to_string(i * 37)).value());
    CHECK(files_with(options.directory, victim) == std::vector<std::string>{});
  }
  done = true;
  reader.join();
  writer.join();
}

} // namespace boxoffice::storage::tests
