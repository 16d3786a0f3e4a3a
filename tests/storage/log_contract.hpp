// The contract of event_log, tested with every engine. A new engine needs a class like
// rocksdb_engine and an entry in LOG_CONTRACT.
#pragma once

#include "storage/postgres/open.hpp"
#include "storage/rocksdb/open.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <doctest/doctest.h>

#include <utility>

/// A test that runs once for each engine, as the type Engine.
#define LOG_CONTRACT(sentence)                                                                     \
  TEST_CASE_TEMPLATE(sentence, Engine, boxoffice::storage::tests::rocksdb_engine,                  \
                     boxoffice::storage::tests::postgres_engine)

/// Lets a failed check say why.
template <class T>
struct doctest::StringMaker<boxoffice::storage::result<T>> {
  static String convert(const boxoffice::storage::result<T>& tried) {
    return tried ? "a value" : tried.error().detail.c_str();
  }
};

namespace boxoffice::storage::tests {

using boxoffice::tests::temporary_directory;

/// A log in a temporary directory that can be opened several times.
class rocksdb_engine {
public:
  std::unique_ptr<event_log> open() { return open_rocksdb_log({.directory = directory()}).value(); }
  [[nodiscard]] std::filesystem::path directory() const { return place_.path() / "log"; }

private:
  temporary_directory place_;
};

/// A log in a new database.
class postgres_engine {
public:
  std::unique_ptr<event_log> open() { return open_postgres_log({connection_, "test"}).value(); }
  [[nodiscard]] const std::string& connection() const { return connection_; }
  /// The one server of all tests in this process.
  [[nodiscard]] static boxoffice::tests::postgres_server& server() {
    static boxoffice::tests::postgres_server one;
    return one;
  }

private:
  std::string connection_ = server().new_database();
};

using records = std::vector<std::pair<std::uint64_t, std::string>>;
using rows = std::vector<std::pair<std::string, std::string>>;

inline show_id stream(std::string id) { return {std::move(id)}; }

inline records read_all(event_log& log, const std::string& id, std::uint64_t after = 0) {
  records found;
  auto walked = log.read(stream(id), after, [&](std::uint64_t seq, byte_view record) {
    found.emplace_back(seq, std::string{record.begin(), record.end()});
    return true;
  });
  CHECK(walked.has_value());
  return found;
}

inline rows scan_all(event_log& log, table in, std::string_view after = {}) {
  rows found;
  auto walked = log.scan(in, after, [&](std::string_view key, std::string_view value) {
    found.emplace_back(key, value);
    return true;
  });
  CHECK(walked.has_value());
  return found;
}

inline write_batch one_record(const std::string& id, std::uint64_t seq, std::string record) {
  return {{{stream(id), seq, {std::move(record)}}}, {}};
}

inline write_batch one_row(table in, std::string key, std::optional<std::string> value) {
  return {{}, {{in, std::move(key), std::move(value)}}};
}

} // namespace boxoffice::storage::tests
