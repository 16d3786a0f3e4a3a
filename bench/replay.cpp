// How fast a log is replayed, in one thread, and what of it costs how much:
//
//   boxoffice_bench_replay DIRECTORY [PASS]…
//
// Each pass walks all streams and does what the one before did and one thing more: read, hash,
// decode, evolve. `recover` and `verify` are the program's own; without snapshots in the log,
// `recover` does the work of `evolve`. Without a name all are run, after one `read` that brings the
// files to memory.
#include "events/codec/codec.hpp"
#include "storage/replay/recover.hpp"
#include "storage/rocksdb/open.hpp"
#include "storage/side_rows.hpp"
#include "storage/verify/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace {

using namespace boxoffice;
using namespace boxoffice::events;

constexpr std::size_t hash_bytes = 32;

/// The CPU time of this process; most of it is this thread's.
double cpu_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

enum class depth { read, hash, decode, evolve };

std::uint64_t walk_stream(storage::event_log& log, const show_id& show, depth to) {
  show_state state;
  state.id = show;
  bytes32 head{};
  std::uint64_t events = 0;
  auto walked = log.read(show, 0, [&](std::uint64_t seq, byte_view record) {
    ++events;
    auto envelope = record.subspan(hash_bytes);
    if (to >= depth::hash) {
      head = chain_hash(head, show, seq, envelope);
      if (!std::equal(head.begin(), head.end(), record.begin()))
        return false;
    }
    if (to >= depth::decode) {
      auto read = decode(envelope);
      if (to >= depth::evolve)
        evolve(state, {seq, read->at, std::move(read->event)});
    }
    return true;
  });
  walked.value();
  return events;
}

template <class Walk>
std::uint64_t each_show(storage::event_log& log, Walk walk) {
  std::uint64_t events = 0;
  for (const auto& show : storage::all_shows(log).value())
    events += walk(show);
  return events;
}

template <depth To>
std::uint64_t walk_all(storage::event_log& log) {
  return each_show(log, [&](const show_id& show) { return walk_stream(log, show, To); });
}

std::uint64_t recover_all(storage::event_log& log) {
  return each_show(
      log, [&](const show_id& show) { return storage::recover(log, show).value().state.seq; });
}

std::uint64_t verify_all(storage::event_log& log) {
  return storage::verify(log, {}).value().events;
}

/// What is measured; gives the number of events done.
struct pass {
  std::string_view name;
  std::uint64_t (*walk)(storage::event_log& log);
};

constexpr std::array passes{
    pass{"read", walk_all<depth::read>},
    pass{"hash", walk_all<depth::hash>},
    pass{"decode", walk_all<depth::decode>},
    pass{"evolve", walk_all<depth::evolve>},
    pass{"recover", recover_all},
    pass{"verify", verify_all},
};

void run(const pass& each, storage::event_log& log) {
  auto started = std::chrono::steady_clock::now();
  auto cpu_before = cpu_seconds();
  auto events = each.walk(log);
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  auto cpu = cpu_seconds() - cpu_before;
  auto count = static_cast<double>(events);
  fmt::print("{:8} {:9} events {:9.0f} events/s {:6.3f} us an event, {:6.3f} us of CPU\n",
             each.name, events, count / took.count(), took.count() * 1e6 / count,
             cpu * 1e6 / count);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: {} DIRECTORY [PASS]...\n", argv[0]);
    return 2;
  }
  storage::rocksdb_options options;
  options.directory = argv[1];
  auto log = storage::open_rocksdb_log_for_reading(options);
  std::vector<std::string_view> wanted{argv + 2, argv + argc};
  run(passes.front(), *log.value());
  for (const auto& each : passes)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), each.name) != wanted.end())
      run(each, **log);
}
