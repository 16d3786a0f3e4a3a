// Three nodes whose wall clocks differ, and are set while bookings are under way.
#include "tests/cluster/shared_cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/postgres_server.hpp"
#include "tests/support/review_settings.hpp"
#include "tests/support/shifted_clock.hpp"

#include <array>
#include <map>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using steady = std::chrono::steady_clock;

constexpr milliseconds window{3'000};
/// What a hold may take beyond its window, in steady time.
constexpr milliseconds grace{10'000};
constexpr milliseconds ten_years = 87'660h;

milliseconds to_1970() { return 10s - wall_now().time_since_epoch(); }

using aheads = std::array<milliseconds, 3>;

settings with_short_window(settings all) {
  all["payment.window"] = "3s";
  return all;
}

/// A cluster whose nodes have clocks of their own, with shows at all of them.
class wrong_chain {
public:
  wrong_chain(const settings& more, const cluster_fixture::adjust& adjust_node, const aheads& ahead)
      : cluster_{more, [&](std::size_t place, server_options& of_node) {
                   adjust_node(place, of_node);
                   clocks_.at(place).set(ahead.at(place));
                   clocks_.at(place).apply_to(of_node);
                 }} {
    shows_ = shows_named(9);
    cluster_.open(shows_, 4, 10);
  }

  cluster_fixture& cluster() { return cluster_; }
  void set_clocks(const aheads& ahead) {
    for (std::size_t place = 0; place < ahead.size(); ++place)
      clocks_.at(place).set(ahead.at(place));
  }

  /// One booking of each show, confirmed through any node.
  void hold_all() {
    held_.clear();
    REQUIRE(cluster_.all_serve(shows_, 20s));
    auto seat = seat_name(seats_ / 10, seats_ % 10 + 1);
    ++seats_;
    for (std::size_t i = 0; i < shows_.size(); ++i) {
      auto through = cluster_.client(i % cluster_.size());
      const json body{
          {"userMail", "ann@example.com"}, {"movieShowId", shows_[i]}, {"seats", {seat}}};
      response got;
      eventually(20s, [&] { // Shards may be on their way to another node.
        got = through.post("/api/ticket/book", body, {{"Idempotency-Key", seat}});
        return got.status != 503;
      });
      REQUIRE_MESSAGE(got.status == 202, got.summary());
      held_.push_back("/api/ticket/" + got.body.at("reqId").get<std::string>());
    }
    for (const auto& ticket : held_)
      REQUIRE(eventually(20s, [&] {
        auto status = status_of(ticket, 0);
        return status == "CONFIRMED" || status == "EXPIRED";
      }));
    since_ = steady::now();
  }

  void see_all_end(std::size_t at_node) {
    for (const auto& ticket : held_) {
      auto left = window + grace - std::chrono::floor<milliseconds>(steady::now() - since_);
      CHECK_MESSAGE(eventually(left, [&] { return status_of(ticket, at_node) == "EXPIRED"; }),
                    ticket, " is ", status_of(ticket, at_node));
    }
  }

  /// Fails the test if the times in a stream of this log go back.
  void check_times(std::size_t place, const std::vector<std::string>& more) {
    std::vector<std::string> events{"events"};
    events.insert(events.end(), more.begin(), more.end());
    std::map<std::string, std::string> last;
    for (const auto& line : lines_of(printed_by(cluster_.options(place).data_dir, events))) {
      const auto event = json::parse(line);
      const std::string at = event.at("at");
      auto& before = last[event.at("stream").get<std::string>()];
      CHECK_MESSAGE(before <= at, line);
      before = at;
    }
    CHECK_FALSE(last.empty());
  }

private:
  /// None while the show's node is down.
  std::string status_of(const std::string& ticket, std::size_t at_node) {
    try {
      auto got = cluster_.client(at_node).get(ticket);
      return got.status == 200 ? got.body.at("status").get<std::string>() : got.summary();
    } catch (const connection_broken& why) {
      return why.what();
    }
  }

  std::array<shifted_clock, 3> clocks_{shifted_clock{BOXOFFICE_SHIFTED_CLOCK},
                                       shifted_clock{BOXOFFICE_SHIFTED_CLOCK},
                                       shifted_clock{BOXOFFICE_SHIFTED_CLOCK}};
  cluster_fixture cluster_;
  std::vector<std::string> shows_;
  std::vector<std::string> held_;
  unsigned seats_ = 0;
  steady::time_point since_;
};

} // namespace

TEST_CASE("shifted clocks: partitioned nodes end every hold on time, whatever each clock shows") {
  wrong_chain at{
      with_short_window(quick_reviews()), [](std::size_t, server_options&) {}, {1h, -1h, 0ms}};
  const std::vector<aheads> changes{
      {0ms, 0ms, 0ms}, {ten_years, to_1970(), 1h}, {0ms, 0ms, -1h}, {to_1970(), ten_years, 0ms}};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    at.hold_all();
    at.set_clocks(changes[i]);
    auto killed = i % at.cluster().size();
    if (i % 2 == 0) { // Not under the ten years: that its shows are over by then would be believed.
      at.cluster().node(killed).kill();
      at.cluster().start(killed);
    }
    at.see_all_end((killed + 1) % at.cluster().size());
  }
  for (std::size_t place = 0; place < at.cluster().size(); ++place) {
    CHECK(at.cluster().node(place).terminate() == exit_status{0, 0});
    CHECK(printed_by(at.cluster().options(place).data_dir, {"verify"}).find("whole") == 0);
    at.check_times(place, {});
  }
}

TEST_CASE("shifted clocks: what a node with another clock takes over goes on and ends on time") {
  postgres_server database;
  const auto connection = database.new_database();
  wrong_chain at{with_short_window(sharing(connection, 1'000ms)),
                 [](std::size_t, server_options& of_node) { of_node.set.erase("cluster.peers"); },
                 {1h, -1h, 0ms}};
  const std::vector<aheads> changes{{1h, -1h, 0ms}, {0ms, ten_years, 1h}, {to_1970(), 0ms, 0ms}};
  for (std::size_t killed = 0; killed < changes.size(); ++killed) {
    CAPTURE(killed);
    at.hold_all();
    at.set_clocks(changes[killed]);
    at.cluster().node(killed).kill();
    at.see_all_end((killed + 1) % at.cluster().size());
    at.set_clocks({1h, -1h, 0ms});
    at.cluster().start(killed);
  }
  const std::vector<std::string> postgres{"--set", "storage.engine=postgres", "--set",
                                          "storage.postgres=" + connection};
  for (std::size_t place = 0; place < at.cluster().size(); ++place)
    CHECK(at.cluster().node(place).terminate() == exit_status{0, 0});
  std::vector<std::string> verify{"verify"};
  verify.insert(verify.end(), postgres.begin(), postgres.end());
  CHECK(printed_by(at.cluster().options(0).data_dir, verify).find("whole") == 0);
  at.check_times(0, postgres);
}

} // namespace boxoffice::tests
