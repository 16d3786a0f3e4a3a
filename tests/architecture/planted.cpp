// Plants one violation of each rule in a tree of its own and expects exactly that one to be found.
#include "tests/architecture/include_rules.hpp"
#include "tests/architecture/sources.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::architecture {

namespace {

namespace fs = std::filesystem;

using found_lines = std::vector<std::string>;

struct violation {
  std::string file;
  std::string target; // with its brackets or quotes
};

// One for each room of the table: what it must not include.
const std::vector<violation> between_rooms{
    {"events/ids.hpp", "\"events/state/show_state.hpp\""},
    {"events/kinds/seat_events.hpp", "\"events/state/show_state.hpp\""},
    {"events/layout/layout_pool.cpp", "\"events/codec/codec.hpp\""},
    {"events/state/show_state.cpp", "\"events/decide/decide.hpp\""},
    {"events/choose/seating.hpp", "\"events/decide/decide.hpp\""},
    {"events/audit/audit.cpp", "\"events/choose/seating.hpp\""},
    {"events/decide/review.cpp", "\"events/codec/codec.hpp\""},
    {"events/codec/codec.cpp", "\"events/decide/decide.hpp\""},
    {"events/audit/audit.cpp", "\"events/decide/review.hpp\""},
    {"events/audit/audit.cpp", "\"events/codec/codec.hpp\""},
    {"events/explain/explain.cpp", "\"events/decide/review.hpp\""},
    {"events/report/sales_fold.cpp", "\"events/decide/decide.hpp\""},
    {"events/signing/ticket_code.cpp", "\"events/state/show_state.hpp\""},
    {"storage/hall/hall_rows.cpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/link/booking_links.cpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/payment/payment_rows.cpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/ticket/ticket_keys.cpp", "\"storage/rocksdb/log.hpp\""},
    {"http/api/tickets/calendar.cpp", "\"http/server/worker.hpp\""},
    {"metrics/histogram.cpp", "\"events/ids.hpp\""},
    {"storage/probes/log_probe.hpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/replay/past.cpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/lists/sales.cpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/witness/witness.cpp", "\"storage/postgres/log.hpp\""},
    {"storage/rocksdb/log.cpp", "\"storage/postgres/log.hpp\""},
    {"storage/rocksdb/wal/scan.cpp", "\"storage/rocksdb/log.hpp\""},
    {"storage/rocksdb/background/pace.cpp", "\"storage/rocksdb/tuning.hpp\""},
    {"storage/postgres/log.cpp", "\"storage/verify/verify.hpp\""},
    {"storage/verify/verify.cpp", "\"events/decide/decide.hpp\""},
    {"actors/node_clock.cpp", "\"actors/engine.hpp\""},
    {"actors/protocol/interfaces.hpp", "\"actors/show/show_room.hpp\""},
    {"actors/show/show_room.cpp", "\"actors/log/log_writer.hpp\""},
    {"actors/show/show_room.cpp", "\"actors/engine.hpp\""},
    {"actors/log/log_writer.cpp", "\"actors/show/show_room.hpp\""},
    {"storage/webhook/rows.cpp", "\"storage/rocksdb/log.hpp\""},
    {"actors/webhook/delivery_plan.cpp", "\"actors/show/show_room.hpp\""},
    {"actors/webhook/shared/shared_registry.cpp", "\"actors/show/show_room.hpp\""},
    {"actors/webhook/partitioned/partitioned_registry.cpp", "\"storage/webhook/rows.hpp\""},
    {"http/json/json_tree.cpp", "\"http/server/message.hpp\""},
    {"http/mail/outbox.cpp", "\"http/server/worker.hpp\""},
    {"http/webhook/webhook_client.cpp", "\"http/server/worker.hpp\""},
    {"actors/feed/seat_feed.cpp", "\"actors/show/show_room.hpp\""},
    {"actors/cluster/router.cpp", "\"actors/feed/seat_feed.hpp\""},
    {"actors/cluster/membership/membership.cpp", "\"actors/cluster/router.hpp\""},
    {"actors/cluster/link/peer_link.cpp", "\"actors/feed/seat_feed.hpp\""},
    {"actors/cluster/wire/wire.cpp", "\"actors/cluster/router.hpp\""},
    {"actors/cluster/router.cpp", "\"actors/cluster/cluster.hpp\""},
    {"actors/cluster/cluster.cpp", "\"http/gateway.hpp\""},
    {"actors/cluster/shared_cluster.cpp", "\"http/gateway.hpp\""},
    {"actors/engine.cpp", "\"http/server/gateway.hpp\""},
    {"http/server/session.cpp", "\"storage/event_log.hpp\""},
    {"http/limits/rate_limit.cpp", "\"http/server/session.hpp\""},
    {"http/auth/public_key.cpp", "\"http/server/message.hpp\""},
    {"http/server/session.cpp", "\"http/api/routes.hpp\""},
    {"http/server/worker.cpp", "\"http/gateway.hpp\""},
    {"http/api/services.cpp", "\"http/push/push_hub.hpp\""},
    {"http/probes/worker_probe.cpp", "\"http/server/session.hpp\""},
    {"http/metrics/exposition.cpp", "\"actors/engine.hpp\""},
    {"http/push/push_hub.cpp", "\"http/gateway.hpp\""},
    {"http/transport/tls_stream.cpp", "\"http/server/worker.hpp\""},
    {"http/gateway.cpp", "\"actors/engine.hpp\""},
    {"http/api/json/json_in.cpp", "\"http/api/handlers/handlers.hpp\""},
    {"http/api/signatures/jwt.cpp", "\"http/api/services.hpp\""},
    {"load/drive.cpp", "\"events/ids.hpp\""},
    {"logging/line.cpp", "\"events/ids.hpp\""},
    {"cli/settings/settings.cpp", "\"cli/commands/serve.hpp\""},
    {"cli/files/keys.cpp", "\"cli/node/reload.hpp\""},
    {"cli/terminal/suggestion.cpp", "\"storage/event_log.hpp\""},
    {"cli/run.cpp", "\"tests/support/clock.hpp\""},
    {"tests/support/clients/http_client.cpp", "\"http/server/request.hpp\""},
    {"tests/support_self/network_test.cpp", "\"storage/event_log.hpp\""},
    {"tests/acceptance/http/tickets.cpp", "\"events/ids.hpp\""},
    {"tests/cluster/shared.cpp", "\"actors/engine.hpp\""},
    {"tests/crash/disk_full.cpp", "\"storage/event_log.hpp\""},
    {"tests/architecture/layers.cpp", "\"events/ids.hpp\""},
};

// One for each library of the table, and what `events` must not use.
const std::vector<violation> of_libraries{
    {"storage/verify/verify.cpp", "<rocksdb/db.h>"},
    {"storage/rocksdb/log.cpp", "<pqxx/pqxx>"},
    {"storage/replay/past.cpp", "<caf/all.hpp>"},
    {"storage/replay/past.cpp", "<boost/asio.hpp>"},
    {"actors/log/log_writer.cpp", "<boost/beast.hpp>"},
    {"cli/run.cpp", "<doctest/doctest.h>"},
    {"bench/engine.cpp", "<rapidcheck.h>"},
    {"actors/log/log_writer.cpp", "<prometheus/counter.h>"},
    {"http/api/routes.cpp", "<benchmark/benchmark.h>"},
    {"http/api/routes.cpp", "<qrencode.h>"},
    {"events/ids.hpp", "<spdlog/spdlog.h>"},
    {"storage/rocksdb/open.cpp", "<spdlog/spdlog.h>"},
    {"events/state/show_state.cpp", "<sys/stat.h>"},
    {"events/decide/decide.hpp", "<boost/asio.hpp>"},
};

// What the check finds in a tree of that one file, which has an innocent line as well.
found_lines found_with(const violation& one) {
  const tests::temporary_directory tree;
  plant(tree.path() / one.file, "#include <vector>\n#include " + one.target + "\n");
  return include_violations(tree.path());
}

void check_that_each_is_found(const std::vector<violation>& planted) {
  for (const violation& one : planted)
    CHECK(found_with(one) == found_lines{one.file + ":2 includes " + one.target});
}

// Whether a violation is planted in a file whose includes are judged by that room's row.
bool is_planted_in(std::string_view room) {
  return std::ranges::any_of(between_rooms, [&](const violation& one) {
    const auto name = room.ends_with("/*") ? room.substr(0, room.size() - 1) : room;
    return one.file.starts_with(name);
  });
}

} // namespace

TEST_CASE("planted: each room's forbidden include is found") {
  check_that_each_is_found(between_rooms);
  for (const room& one : rooms())
    CHECK_MESSAGE(is_planted_in(one.name), one.name);
}

TEST_CASE("planted: a library outside its rooms is found") {
  check_that_each_is_found(of_libraries);
  for (const library& one : libraries())
    CHECK_MESSAGE(std::ranges::any_of(of_libraries,
                                      [&](const violation& planted) {
                                        return planted.target.starts_with(one.prefix);
                                      }),
                  one.prefix);
}

TEST_CASE("planted: a folder without a room is found") {
  const tests::temporary_directory tree;
  plant(tree.path() / "storage/attic/old.cpp", "");
  CHECK(include_violations(tree.path()) ==
        found_lines{"storage/attic/old.cpp belongs to no room of the table in include_rules.cpp"});
}

TEST_CASE("planted: an include written with spaces is found") {
  const tests::temporary_directory tree;
  plant(tree.path() / "load/drive.cpp", "  #  include   <rocksdb/db.h> // for a look\n");
  CHECK(include_violations(tree.path()) == found_lines{"load/drive.cpp:1 includes <rocksdb/db.h>"});
}

TEST_CASE("planted: what the table allows is not found") {
  const tests::temporary_directory tree;
  plant(tree.path() / "storage/rocksdb/log.cpp",
        "#include \"storage/event_log.hpp\"\n#include <rocksdb/db.h>\n");
  plant(tree.path() / "cli/commands/serve.cpp",
        "#include \"actors/engine.hpp\"\n#include \"cli/commands/serve.hpp\"\n");
  plant(tree.path() / "tests/events/draw_test.cpp", "#include \"events/state/draw.hpp\"\n");
  CHECK(include_violations(tree.path()).empty());
}

TEST_CASE("planted: a folder of 26 sources is found") {
  const tests::temporary_directory tree;
  for (int i = 0; i != 25; ++i)
    plant(tree.path() / "storage/verify" / (std::to_string(i) + ".cpp"), "");
  plant(tree.path() / "storage/verify/README.md", "");
  CHECK(crowded_folders(tree.path()).empty());
  plant(tree.path() / "storage/verify/one_more.hpp", "");
  CHECK(crowded_folders(tree.path()) == found_lines{"storage/verify holds 26 sources"});
}

} // namespace boxoffice::architecture
