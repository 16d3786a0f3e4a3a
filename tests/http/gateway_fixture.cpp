#include "tests/http/gateway_fixture.hpp"

#include "actors/engine.hpp"
#include "storage/rocksdb/open.hpp"
#include "tests/http/held_log.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <atomic>
#include <charconv>
#include <future>

#include <caf/all.hpp>
#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

caf::actor_system_config& two_threads(caf::actor_system_config& config) {
  config.set("scheduler.max-threads", std::size_t{2});
  return config;
}

actors::engine_options long_reviews() {
  actors::engine_options options;
  options.rules = {600'000, 600'000, 600'000, 600'000, 10};
  options.tickets = std::make_shared<events::ticket_keys>(events::signing_key{7});
  return options;
}

using time_passed = std::shared_ptr<std::atomic<events::time_ms>>;

/// The machine's clocks and what has passed beside them.
actors::environment silent(const time_passed& more) {
  auto env = actors::real_environment(logging::logger{});
  auto real = actors::real_clocks();
  env.clock = std::make_shared<actors::node_clock>(
      actors::clock_sources{[more, of = real.wall] { return of() + *more; },
                            [more, of = real.steady] { return of() + *more; }},
      actors::clock_limits{.max_step = 24h}, logging::logger{});
  return env;
}

} // namespace

gateway_options usual_options() {
  gateway_options options;
  options.port = 0;
  options.limit_rate = false;
  options.queue_target = {}; // However slow the machine is.
  options.operator_token = boxoffice::tests::operator_token;
  options.webhook_secret = webhook_bytes;
  options.customer_keys = std::make_shared<events::customer_keys>(std::vector<std::uint8_t>(32, 7));
  return options;
}

struct gateway_fixture::parts {
  explicit parts(const gateway_options& options)
      : log{std::move(
            *storage::open_rocksdb_log({directory.path(), 8U << 20U, 4U << 20U, nullptr}))},
        system{two_threads(config)},
        engine{system, log, long_reviews(), silent(passed)},
        gate{std::make_unique<gateway>(system, engine.env(), engine.rules(), engine.directory(),
                                       options)} {}

  boxoffice::tests::temporary_directory directory;
  time_passed passed = std::make_shared<std::atomic<events::time_ms>>(0);
  held_log log;
  caf::actor_system_config config;
  caf::actor_system system;
  actors::engine engine;
  std::unique_ptr<gateway> gate;
};

gateway_fixture::gateway_fixture(const gateway_options& options, bool ready)
    : parts_{std::make_unique<parts>(options)} {
  if (!ready)
    return;
  std::promise<void> started;
  parts_->engine.start([&] { started.set_value(); });
  started.get_future().wait();
  gate().set_ready();
}

gateway_fixture::~gateway_fixture() {
  parts_->gate.reset();
  parts_->log.let_go();
}

std::uint16_t gateway_fixture::port() const { return parts_->gate->port(); }

raw_connection gateway_fixture::connect() const { return raw_connection{port(), 60s}; }

void gateway_fixture::open_show(const std::string& id, unsigned seats) const {
  auto opened = client().put("/api/movieshow/" + id, hall(1, seats), as_operator());
  CAPTURE(opened.summary());
  REQUIRE(opened.status == 201);
}

void gateway_fixture::pass(std::chrono::milliseconds span) { *parts_->passed += span.count(); }

gateway& gateway_fixture::gate() { return *parts_->gate; }

void gateway_fixture::end_gateway() { parts_->gate.reset(); }

void gateway_fixture::hold_log() { parts_->log.hold(); }

void gateway_fixture::hold_reads() { parts_->log.hold_reads(); }

unsigned gateway_fixture::reads() const { return parts_->log.reads(); }

void gateway_fixture::let_go_log() { parts_->log.let_go(); }

void gateway_fixture::wait_for_append() { REQUIRE(parts_->log.wait_for_append()); }

std::string request(const std::string& line, const std::string& headers, const std::string& body) {
  return line + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

std::string get(const std::string& target, const std::string& headers) {
  return request("GET " + target, headers);
}

std::string handshake(const std::string& target) {
  return get(target, "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

std::string token_line() {
  std::string line{"Authorization: Bearer "};
  return line.append(boxoffice::tests::operator_token).append("\r\n");
}

std::string post(const std::string& target, const std::string& body, const std::string& headers) {
  return request("POST " + target,
                 "Content-Type: application/json\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\n" + headers,
                 body);
}

std::string booking_of(const std::string& seat, const std::string& show) {
  return json{{"userMail", "ann@example.com"}, {"movieShowId", show}, {"seats", {seat}}}.dump();
}

std::string book(const std::string& seat, const std::string& show) {
  return post("/api/ticket/book", booking_of(seat, show));
}

std::string in_chunks(const std::string& body, std::size_t size) {
  std::string text;
  for (std::size_t at = 0; at < body.size(); at += size) {
    auto chunk = body.substr(at, size);
    char digits[16];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, chunk.size(), 16).ptr);
    text.append("\r\n").append(chunk).append("\r\n");
  }
  return text + "0\r\n\r\n";
}

} // namespace boxoffice::http::tests
