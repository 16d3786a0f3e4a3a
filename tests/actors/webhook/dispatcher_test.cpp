#include "tests/actors/webhook/webhook_fixture.hpp"

#include <algorithm>
#include <map>

namespace boxoffice::actors::tests {

namespace {

using namespace std::chrono_literals;
using seqs = std::vector<std::uint64_t>;

/// The ids under which each event was requested.
std::map<std::pair<std::string, std::uint64_t>, std::set<std::string>>
ids_of(const std::vector<received>& requests) {
  std::map<std::pair<std::string, std::uint64_t>, std::set<std::string>> ids;
  for (const auto& each : requests)
    ids[{each.show, each.seq}].insert(each.id);
  return ids;
}

bool is_failing(const webhook_view& of) {
  return of.endpoint.disabled.empty() && of.endpoint.last_error_at > of.endpoint.last_success;
}

} // namespace

TEST_CASE("webhook: an endpoint gets the events from its addition on, once and in order") {
  webhook_fixture cinema;
  cinema.open_show("noir");
  cinema.add();
  CHECK(cinema.requests().empty());
  cinema.pause_show("noir");
  cinema.resume_show("noir");
  cinema.open_show("later");
  CHECK(cinema.taken_of("noir") == seqs{2, 3});
  CHECK(cinema.taken_of("later") == seqs{1});
  cinema.box.pass(24h);
  CHECK(cinema.requests().size() == 3);
}

TEST_CASE("webhook: from the start it gets all that the log has") {
  webhook_fixture cinema;
  cinema.open_show("noir");
  cinema.pause_show("noir");
  cinema.open_show("other");
  auto id = cinema.add({}, true);
  CHECK(cinema.taken_of("noir") == seqs{1, 2});
  CHECK(cinema.taken_of("other") == seqs{1});
  CHECK(cinema.view(id).events_behind == 0);
}

TEST_CASE("webhook: an endpoint gets only the types that it wants") {
  webhook_fixture cinema;
  cinema.open_show("noir");
  auto id = cinema.add({"SalesResumed"});
  for (auto round = 0; round < 40; ++round) {
    cinema.pause_show("noir");
    cinema.resume_show("noir");
  }
  CHECK(cinema.requests().size() == 40);
  CHECK(std::ranges::all_of(cinema.requests(),
                            [](const auto& each) { return each.type == "SalesResumed"; }));
  auto now = cinema.view(id);
  CHECK(now.shows_behind == 0);
  CHECK(now.events_behind == 0);
}

TEST_CASE("webhook: an event that fails holds back its show only, and comes again in its place") {
  webhook_fixture cinema;
  cinema.add();
  auto broken = true;
  cinema.respond = [&](const received& one) {
    return broken && one.show == "bad" && one.seq == 2 ? failed_with(500)
                                                       : delivery_outcome{200, "", 0};
  };
  cinema.open_show("bad");
  cinema.open_show("good");
  for (auto* show : {"bad", "good"}) {
    cinema.pause_show(show);
    cinema.resume_show(show);
  }
  CHECK(cinema.taken_of("bad") == seqs{1});
  CHECK(cinema.taken_of("good") == seqs{1, 2, 3});
  cinema.box.pass(10min);
  CHECK(cinema.taken_of("bad") == seqs{1});
  broken = false;
  cinema.box.pass(10min);
  CHECK(cinema.taken_of("bad") == seqs{1, 2, 3});
  for (const auto& [event, ids] : ids_of(cinema.requests()))
    CHECK(ids.size() == 1);
}

TEST_CASE("webhook: the waits double up to the longest, less a random half") {
  webhook_fixture cinema{{8, 1'000, 60'000, 3'600'000}};
  cinema.add();
  cinema.respond = [](const received&) { return failed_with(500); };
  cinema.open_show("noir");
  cinema.box.pass(20min);
  const auto& all = cinema.requests();
  REQUIRE(all.size() > 10);
  std::int64_t most = 1'000;
  for (std::size_t i = 1; i < all.size(); ++i, most = std::min<std::int64_t>(2 * most, 60'000)) {
    CHECK(all[i].at - all[i - 1].at >= most / 2);
    CHECK(all[i].at - all[i - 1].at <= most + 1);
  }
}

TEST_CASE("webhook: a restart goes on behind what was delivered, and repeats with the same id") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.open_show("noir");
  cinema.box.pass(1s); // The cursor is durable.
  cinema.pause_show("noir");
  SUBCASE("after a crash: what was sent last comes again") {
    cinema.crash();
    CHECK(cinema.taken_of("noir") == seqs{1, 2, 2});
  }
  SUBCASE("after an orderly end: nothing comes again") {
    cinema.stop();
    cinema.resume_show("noir");
    cinema.start();
    CHECK(cinema.taken_of("noir") == seqs{1, 2, 3});
  }
  cinema.crash();
  cinema.pause_show("noir");
  for (const auto& [event, ids] : ids_of(cinema.requests()))
    CHECK(ids.size() == 1);
  CHECK(cinema.view(id).events_behind == 0);
}

TEST_CASE("webhook: 410 disables an endpoint, and to enable it continues without a loss") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.respond = [](const received&) { return failed_with(410); };
  cinema.open_show("noir");
  CHECK(cinema.view(id).endpoint.disabled == "the receiver answered 410 Gone");
  CHECK(cinema.requests().size() == 1);
  cinema.pause_show("noir");
  cinema.box.pass(24h);
  cinema.crash();
  CHECK(cinema.requests().size() == 1);
  cinema.respond = nullptr;
  CHECK(cinema.ask<webhook_view>(change_webhook{.id = id, .enabled = true}).endpoint.disabled ==
        "");
  CHECK(cinema.taken_of("noir") == seqs{1, 2});
}

TEST_CASE("webhook: the operator disables an endpoint and enables it") {
  webhook_fixture cinema;
  auto id = cinema.add();
  CHECK(cinema.ask<webhook_view>(change_webhook{.id = id, .enabled = false}).endpoint.disabled !=
        "");
  cinema.open_show("noir");
  CHECK(cinema.requests().empty());
  CHECK(cinema.ask<webhook_view>(change_webhook{.id = id, .enabled = true}).endpoint.disabled ==
        "");
  CHECK(cinema.taken_of("noir") == seqs{1});
}

TEST_CASE("webhook: if nothing gets through for the whole time the endpoint is disabled") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.respond = [](const received&) { return failed_with(0); };
  for (auto* show : {"a", "b", "c"}) {
    cinema.open_show(show);
    cinema.pause_show(show);
  }
  cinema.box.pass(36h);
  cinema.crash(); // The time goes on.
  cinema.box.pass(35h);
  CHECK(is_failing(cinema.view(id)));
  cinema.box.pass(2h);
  CHECK(cinema.view(id).endpoint.disabled == "no delivery succeeded until the time limit");
  CHECK(cinema.view(id).dead_letters == 0);
  auto tried = cinema.requests().size();
  cinema.box.pass(24h);
  CHECK(cinema.requests().size() == tried);
  CHECK(tried < 3 * 72 * 6 * 2); // Two in ten minutes, not all shows all the time.

  cinema.respond = nullptr;
  cinema.ask<webhook_view>(change_webhook{.id = id, .enabled = true});
  for (auto* show : {"a", "b", "c"})
    CHECK(cinema.taken_of(show) == seqs{1, 2});
  for (const auto& [event, ids] : ids_of(cinema.requests()))
    CHECK(ids.size() == 1);
}

TEST_CASE("webhook: an endpoint that is enabled again has the whole time limit again") {
  auto where = log_is::own;
  SUBCASE("in a log of its own") {}
  SUBCASE("in a log that nodes share") { where = log_is::shared; }
  webhook_fixture cinema{{8, 1'000, 60'000, 600'000}, 16, where};
  auto id = cinema.add();
  cinema.respond = [](const received&) { return failed_with(500); };
  cinema.open_show("noir");
  for (auto round = 0; round < 2; ++round) {
    cinema.box.pass(9min);
    CHECK(is_failing(cinema.view(id)));
    cinema.crash();
    cinema.box.pass(2min);
    CHECK(cinema.view(id).endpoint.disabled == "no delivery succeeded until the time limit");
    cinema.box.pass(20min);
    auto tried = cinema.requests().size();
    cinema.ask<webhook_view>(change_webhook{.id = id, .enabled = true});
    cinema.box.pass(10s);
    CHECK(cinema.requests().size() > tried + 1); // And the waits are short again.
    CHECK(cinema.view(id).endpoint.disabled == "");
  }
  cinema.respond = nullptr;
  cinema.box.pass(1min);
  CHECK(cinema.taken_of("noir") == seqs{1});
}

TEST_CASE("webhook: a receiver that comes back gets everything soon") {
  webhook_fixture cinema;
  cinema.add();
  cinema.respond = [](const received&) { return failed_with(503); };
  for (auto i = 0; i < 20; ++i)
    cinema.open_show("s" + std::to_string(i));
  cinema.box.pass(24h);
  cinema.respond = nullptr;
  cinema.box.pass(10min);
  for (auto i = 0; i < 20; ++i)
    CHECK(cinema.taken_of("s" + std::to_string(i)) == seqs{1});
}

TEST_CASE("webhook: an event that fails while others get through is a dead letter") {
  webhook_fixture cinema;
  auto id = cinema.add();
  auto poison = true;
  cinema.respond = [&](const received& one) {
    return poison && one.show == "bad" && one.seq == 1 ? failed_with(422)
                                                       : delivery_outcome{200, "", 0};
  };
  cinema.open_show("bad");
  cinema.pause_show("bad");
  cinema.box.pass(1h);
  cinema.open_show("good"); // Others get through meanwhile.
  cinema.box.pass(70h);
  CHECK(cinema.taken_of("bad").empty());
  cinema.box.pass(2h);
  CHECK(cinema.taken_of("bad") == seqs{2});
  CHECK(cinema.view(id).dead_letters == 1);
  auto dead = cinema.ask<dead_letters>(list_dead{id, {}, 10});
  REQUIRE(dead.items.size() == 1);
  CHECK(dead.items[0].show.text == "bad");
  CHECK(dead.items[0].seq == 1);
  CHECK(dead.items[0].error == "status 422");
  CHECK(dead.items[0].at - dead.items[0].since >= 72 * 3'600'000);

  SUBCASE("a resend that fails leaves it dead") {
    CHECK(cinema.ask<dead_resent>(resend_webhook{id}).count == 1);
    CHECK(cinema.view(id).dead_letters == 1);
    cinema.box.pass(1s);
    CHECK_FALSE(cinema.ask<dead_letters>(list_dead{id, {}, 10}).items[0].due);
    CHECK(cinema.taken_of("bad") == seqs{2});
  }
  poison = false;
  CHECK(cinema.ask<dead_resent>(resend_webhook{id, {{{"bad"}, 1}}}).count == 1);
  CHECK(cinema.taken_of("bad") == seqs{2, 1});
  cinema.box.pass(1s);
  CHECK(cinema.view(id).dead_letters == 0);
  CHECK(cinema.ask<dead_letters>(list_dead{id, {}, 10}).items.empty());
  CHECK(cinema.ask<webhook_refusal>(resend_webhook{id, {{{"bad"}, 1}}}) ==
        webhook_refusal::not_dead);
}

TEST_CASE("webhook: a resend that a crash interrupts is made after the restart") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.put(storage::dead_letter_row(id, {{"noir"}, 1, 1, 2, 3, "status 500", true}));
  cinema.open_show("noir");
  cinema.box.pass(1s);
  CHECK(cinema.taken_of("noir") == seqs{1});
  cinema.crash();
  CHECK(cinema.taken_of("noir") == seqs{1, 1});
  cinema.box.pass(1s);
  CHECK(cinema.view(id).dead_letters == 0);
}

TEST_CASE("webhook: Retry-After is kept") {
  webhook_fixture cinema;
  cinema.add();
  cinema.respond = [](const received&) { return failed_with(429, 3'600'000); };
  cinema.open_show("a");
  cinema.respond = nullptr;
  cinema.open_show("b");
  cinema.box.pass(59min);
  CHECK(cinema.requests().size() == 1);
  cinema.box.pass(2min);
  CHECK(cinema.taken_of("a") == seqs{1});
  CHECK(cinema.taken_of("b") == seqs{1});
}

TEST_CASE("webhook: a receiver that hangs gets few requests, one of a show at a time") {
  webhook_fixture cinema{{3, 1'000, 60'000, 3'600'000}};
  cinema.add();
  for (auto i = 0; i < 10; ++i)
    cinema.open_show("s" + std::to_string(i)); // The number of requests at a time grows.
  cinema.respond = [](const received&) { return std::nullopt; };
  for (auto i = 0; i < 10; ++i) {
    cinema.pause_show("s" + std::to_string(i));
    cinema.resume_show("s" + std::to_string(i));
  }
  CHECK(cinema.hanging() == 3);
  cinema.respond = nullptr;
  cinema.release(failed_with(0));
  cinema.box.pass(2min);
  for (auto i = 0; i < 10; ++i)
    CHECK(cinema.taken_of("s" + std::to_string(i)) == seqs{1, 2, 3});
}

TEST_CASE("webhook: a removed endpoint gets nothing more and leaves no rows") {
  webhook_fixture cinema;
  cinema.open_show("noir");
  auto kept = cinema.add({"ShowOpened"});
  auto id = cinema.add();
  cinema.pause_show("noir");
  cinema.ask<webhook_removed>(remove_webhook{id});
  for (const auto& key : cinema.webhook_rows())
    CHECK(key.find(kept) != std::string::npos);
  cinema.resume_show("noir");
  CHECK(cinema.taken_of("noir") == seqs{2});
  CHECK(cinema.ask<webhook_refusal>(get_webhook{id}) == webhook_refusal::not_found);
  CHECK(cinema.ask<webhook_list>(list_webhooks{}).size() == 1);
}

TEST_CASE("webhook: a start deletes the rows of an addition that a crash interrupted") {
  webhook_fixture cinema;
  cinema.put(storage::webhook_cursor_row("we_gone", {"noir"}, {5, 0, 0}));
  cinema.crash();
  CHECK(cinema.webhook_rows().empty());
}

TEST_CASE("webhook: there are at most as many endpoints as the setting says") {
  webhook_fixture cinema{{}, 2};
  cinema.add();
  cinema.add();
  CHECK(cinema.ask<webhook_refusal>(add_webhook{"https://example.org/", {}, "", false}) ==
        webhook_refusal::too_many);
}

TEST_CASE("webhook: two endpoints have cursors and secrets of their own") {
  webhook_fixture cinema;
  auto one = cinema.ask<webhook_added>(add_webhook{"https://example.org/", {}, "", false});
  auto two = cinema.ask<webhook_added>(add_webhook{"https://example.org/", {}, "", false});
  CHECK(one.view.endpoint.id != two.view.endpoint.id);
  CHECK(one.view.endpoint.secret.size() == 32);
  CHECK(one.view.endpoint.secret != two.view.endpoint.secret);
  cinema.open_show("noir");
  CHECK(cinema.taken_of("noir") == seqs{1, 1});
}

TEST_CASE("webhook: after an accepted loss the stream goes on from where it ends now") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.open_show("noir");
  cinema.box.pass(1s);
  cinema.put(storage::webhook_cursor_row(id, {"noir"}, {100, 0, 0}));
  cinema.crash();
  cinema.pause_show("noir");
  CHECK(cinema.taken_of("noir") == seqs{1, 2});
}

TEST_CASE("webhook: deliveries, dead letters and the states of endpoints are counted") {
  webhook_fixture cinema{{8, 1'000, 60'000, 600'000}};
  const auto& probe = cinema.box.probe().webhooks;
  auto good = cinema.add();
  CHECK(probe.endpoints.of(delivery_state::active) == 1);
  cinema.open_show("a");
  CHECK(probe.deliveries.of(delivery_end::delivered) == 1);
  cinema.box.pass(1s);
  cinema.respond = [](const received& one) {
    return one.show == "bad" ? failed_with(one.seq == 1 ? 500 : 0) : delivery_outcome{200, "", 0};
  };
  cinema.open_show("bad");
  cinema.pause_show("bad");
  CHECK(probe.deliveries.of(delivery_end::refused) == 1);
  CHECK(probe.endpoints.of(delivery_state::active) == 0);
  CHECK(probe.endpoints.of(delivery_state::failing) == 1);
  CHECK(probe.events_behind.of(delivery_state::failing) == 2);
  cinema.box.pass(5min);
  cinema.pause_show("a");
  cinema.box.pass(6min);
  CHECK(probe.dead_letters.value() == 1);
  CHECK(probe.deliveries.of(delivery_end::no_response) > 0);
  cinema.ask<webhook_view>(change_webhook{.id = good, .enabled = false});
  CHECK(probe.endpoints.of(delivery_state::disabled) == 1);
  CHECK(probe.endpoints.of(delivery_state::failing) == 0);
  CHECK(probe.events_behind.of(delivery_state::failing) == 0);
  cinema.ask<webhook_removed>(remove_webhook{good});
  for (auto state : events::all_values<delivery_state>)
    CHECK(probe.endpoints.of(state) == 0);
}

} // namespace boxoffice::actors::tests
