#include "tests/storage/stopped_log.hpp"

#include "storage/log_copy.hpp"
#include "storage/rocksdb/wal/file_name.hpp"

#include <fstream>

namespace boxoffice::storage::tests {

namespace fs = std::filesystem;

directory_content content_of(const fs::path& directory) {
  directory_content content;
  for (const auto& entry : fs::directory_iterator{directory}) {
    if (!entry.is_regular_file() || entry.path().filename() == "LOCK")
      continue;
    std::ifstream bytes{entry.path(), std::ios::binary};
    content[entry.path().filename().string()] = {std::istreambuf_iterator<char>{bytes}, {}};
  }
  return content;
}

void put_content(const fs::path& directory, const directory_content& content) {
  fs::remove_all(directory);
  fs::create_directories(directory);
  for (const auto& [name, bytes] : content)
    std::ofstream{directory / name, std::ios::binary} << bytes;
}

std::vector<std::string> wals_in(const directory_content& content) {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : content)
    if (is_wal(name))
      names.push_back(name);
  return names;
}

void forget_what_the_witness_knows(const fs::path& directory) {
  auto known = read_witness(directory).value();
  REQUIRE(known);
  witness first;
  first.log = known->log;
  REQUIRE(write_witness(directory, first));
}

std::vector<std::string> everything_in(event_log& log) {
  std::vector<std::string> all;
  CHECK(log.read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
    all.push_back(std::string{stream} + ' ' + std::to_string(seq) + ' ' +
                  std::string{record.begin(), record.end()});
    return true;
  }));
  for (auto in : copied_tables)
    for (const auto& [key, value] : scan_all(log, in))
      all.push_back(std::to_string(static_cast<int>(in)) + ' ' + key + ' ' + value);
  for (const auto& [key, value] : scan_all(log, table::heads))
    all.push_back("head " + key + ' ' + value);
  return all;
}

} // namespace boxoffice::storage::tests
