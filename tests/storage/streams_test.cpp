#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

LOG_CONTRACT("log: a stream is read in the order of its seqs, from any seq on") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{{stream("show"), 1, {"one", "two", "three"}}}, {}}));
  CHECK(log->append({{{stream("show"), 4, {"four"}}}, {}}));

  CHECK(read_all(*log, "show") == records{{1, "one"}, {2, "two"}, {3, "three"}, {4, "four"}});
  CHECK(read_all(*log, "show", 2) == records{{3, "three"}, {4, "four"}});
  CHECK(read_all(*log, "show", 4).empty());
  CHECK(read_all(*log, "show", UINT64_MAX).empty());
}

LOG_CONTRACT("log: seqs are ordered as numbers beyond one byte") {
  Engine engine;
  auto log = engine.open();
  std::vector<std::string> many;
  for (int i = 1; i <= 70'000; ++i)
    many.push_back(std::to_string(i));
  CHECK(log->append({{{stream("show"), 1, many}}, {}}));

  auto found = read_all(*log, "show", 65'534);
  CHECK(found.size() == 70'000 - 65'534);
  CHECK(found.front() == std::pair<std::uint64_t, std::string>{65'535, "65535"});
  CHECK(found.back() == std::pair<std::uint64_t, std::string>{70'000, "70000"});
  CHECK(log->last_seq(stream("show")).value() == 70'000);
}

LOG_CONTRACT("log: records keep every byte") {
  Engine engine;
  auto log = engine.open();
  std::string every_byte;
  for (int i = 0; i < 512; ++i)
    every_byte.push_back(static_cast<char>(i));
  CHECK(log->append({{{stream("show"), 1, {every_byte, std::string{}}}}, {}}));
  CHECK(read_all(*log, "show") == records{{1, every_byte}, {2, ""}});
}

LOG_CONTRACT("log: a visitor stops the reading") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{{stream("show"), 1, {"one", "two", "three"}}}, {}}));
  std::uint64_t last = 0;
  CHECK(log->read(stream("show"), 0, [&](std::uint64_t seq, byte_view) {
    last = seq;
    return seq < 2;
  }));
  CHECK(last == 2);
}

LOG_CONTRACT("log: an unknown stream has no records and no last seq") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append(one_record("show", 1, "one")));
  for (const auto* id : {"other", "sho", "show2", "", "no id/at all"}) {
    CAPTURE(id);
    CHECK(read_all(*log, id).empty());
    CHECK(log->last_seq(stream(id)).value() == 0);
  }
}

LOG_CONTRACT("log: streams with a common prefix have separate records") {
  Engine engine;
  const std::vector<std::string> ids{"a", "a-", "a-b", "a0", "aB", "a_", "ab", "b", "-", "_"};
  auto log = engine.open();
  for (std::uint64_t seq = 1; seq <= 3; ++seq)
    for (const auto& id : ids)
      CHECK(log->append(one_record(id, seq, id + std::to_string(seq))));
  // Once from memory and once from the files that a start makes of it.
  for (int start = 0; start < 2; ++start) {
    for (const auto& id : ids) {
      CAPTURE(id);
      CHECK(read_all(*log, id) == records{{1, id + '1'}, {2, id + '2'}, {3, id + '3'}});
      CHECK(log->last_seq(stream(id)).value() == 3);
    }
    log.reset();
    log = engine.open();
  }
}

LOG_CONTRACT("log: one batch writes several streams and tables") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({{{stream("x"), 1, {"x1", "x2"}}, {stream("y"), 1, {"y1"}}},
                     {{table::shows, "x", "of x"}, {table::open_work, "x", ""}}}));
  CHECK(read_all(*log, "x") == records{{1, "x1"}, {2, "x2"}});
  CHECK(read_all(*log, "y") == records{{1, "y1"}});
  CHECK(scan_all(*log, table::shows) == rows{{"x", "of x"}});
  CHECK(scan_all(*log, table::open_work) == rows{{"x", ""}});
}

LOG_CONTRACT("log: an empty batch is no error") {
  Engine engine;
  auto log = engine.open();
  CHECK(log->append({}));
  CHECK(read_all(*log, "show").empty());
}

LOG_CONTRACT("log: the next start finds everything and continues") {
  Engine engine;
  CHECK(engine.open()->append({{{stream("show"), 1, {"one", "two"}}},
                               {{table::customers, "c", "a@b"}, {table::refunds, "r", "due"}}}));
  CHECK(engine.open()->append(one_record("show", 3, "three")));

  auto log = engine.open();
  CHECK(read_all(*log, "show") == records{{1, "one"}, {2, "two"}, {3, "three"}});
  CHECK(log->last_seq(stream("show")).value() == 3);
  CHECK(log->get(table::customers, "c").value() == "a@b");
  CHECK(log->get(table::refunds, "r").value() == "due");
}

} // namespace boxoffice::storage::tests
