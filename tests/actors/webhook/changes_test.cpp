// Changes of an endpoint that is being delivered to.
#include "tests/actors/webhook/webhook_fixture.hpp"

#include "actors/webhook/endpoint_dispatcher.hpp"
#include "actors/webhook/stopped_webhooks.hpp"

#include <algorithm>

namespace boxoffice::actors::tests {

namespace {

using namespace std::chrono_literals;
using seqs = std::vector<std::uint64_t>;

change_webhook change_to(const std::string& id, const std::string& url) {
  change_webhook change{id};
  change.url = url;
  return change;
}

change_webhook change_to(const std::string& id, std::vector<std::string> types) {
  change_webhook change{id};
  change.events = std::move(types);
  return change;
}

std::size_t signatures_in(const std::string& header) {
  return static_cast<std::size_t>(std::ranges::count(header, ' ')) + 1;
}

} // namespace

TEST_CASE("webhook change: a new URL gets what waits, at once") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.respond = [](const received& one) {
    return one.url == "https://example.org/new" ? delivery_outcome{200, "", 0} : failed_with(503);
  };
  for (auto* show : {"a", "b", "c", "d"})
    cinema.open_show(show);
  cinema.box.pass(24h);
  CHECK(cinema.view(id).down);
  auto changed = cinema.ask<webhook_view>(change_to(id, "https://example.org/new"));
  CHECK(changed.endpoint.url == "https://example.org/new");
  for (auto* show : {"a", "b", "c", "d"})
    CHECK(cinema.taken_of(show) == seqs{1});
  cinema.crash();
  CHECK(cinema.view(id).endpoint.url == "https://example.org/new");
}

TEST_CASE("webhook change: a 410 of the former URL does not disable the endpoint") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.respond = [](const received& one) {
    return one.url == "https://example.org/new" ? std::optional{delivery_outcome{200, "", 0}}
                                                : std::nullopt;
  };
  cinema.open_show("noir");
  CHECK(cinema.hanging() == 1);
  cinema.ask<webhook_view>(change_to(id, "https://example.org/new"));
  cinema.release(failed_with(410));
  CHECK(cinema.view(id).endpoint.disabled == "");
  cinema.box.pass(1min);
  CHECK(cinema.taken_of("noir") == seqs{1});
}

TEST_CASE("webhook change: new types hold for every event that was not sent yet") {
  webhook_fixture cinema;
  auto id = cinema.add({"SalesPaused"});
  cinema.open_show("noir");
  cinema.respond = [](const received&) { return std::nullopt; };
  for (auto round = 0; round < 3; ++round) {
    cinema.pause_show("noir");
    cinema.resume_show("noir");
  }
  CHECK(cinema.hanging() == 1);
  cinema.respond = nullptr;
  SUBCASE("another type") {
    cinema.ask<webhook_view>(change_to(id, std::vector<std::string>{"SalesResumed"}));
    cinema.release({200, "", 0});
    CHECK(cinema.requests().front().seq == 2);
    CHECK(cinema.taken_of("noir") == seqs{3, 5, 7});
  }
  SUBCASE("all types") {
    cinema.ask<webhook_view>(change_to(id, std::vector<std::string>{}));
    cinema.release({200, "", 0});
    CHECK(cinema.taken_of("noir") == seqs{3, 4, 5, 6, 7});
  }
  SUBCASE("the event that fails meanwhile is not wanted any more") {
    cinema.ask<webhook_view>(change_to(id, std::vector<std::string>{"SalesResumed"}));
    cinema.release(failed_with(500));
    cinema.box.pass(1min);
    CHECK(cinema.taken_of("noir") == seqs{3, 5, 7});
  }
  CHECK(cinema.view(id).events_behind == 0);
}

TEST_CASE("webhook change: a disabled endpoint is changed, and enabled in one step") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.ask<webhook_view>(change_webhook{.id = id, .enabled = false});
  cinema.open_show("noir");
  auto change = change_to(id, "https://example.org/new");
  change.description = "accounting";
  CHECK(cinema.ask<webhook_view>(change_webhook{change}).endpoint.disabled != "");
  CHECK(cinema.requests().empty());
  change.enabled = true;
  CHECK(cinema.ask<webhook_view>(std::move(change)).endpoint.description == "accounting");
  CHECK(cinema.taken_of("noir") == seqs{1});
  CHECK(cinema.requests().front().url == "https://example.org/new");
  CHECK(cinema.ask<webhook_refusal>(change_webhook{"we_none"}) == webhook_refusal::not_found);
}

TEST_CASE("webhook change: whoever has the response sees the change") {
  webhook_fixture cinema;
  auto& engine = cinema.box.running_engine();
  auto at_once = [&](const shared_rows::change& change) { return change(cinema.box.log()); };
  auto view = std::make_shared<shared_webhook_view>();
  storage::webhook_endpoint endpoint;
  endpoint.id = cinema.add();
  // Rows of a shared log are written, and the change is responded to, within its handler.
  auto deps = std::make_shared<const dispatcher_deps>(
      dispatcher_deps{cinema.box.log(),
                      engine.writer(),
                      [](auto&&...) {},
                      {},
                      engine.env(),
                      false,
                      std::make_shared<shared_rows>(shared_rows{
                          at_once, at_once, [](auto&&...) { return storage::status{}; }, {}})});
  auto dispatcher = cinema.box.system().spawn<endpoint_dispatcher>(endpoint, deps, view, 0);
  std::string seen;
  caf::anon_send(dispatcher,
                 change_endpoint{[](storage::webhook_endpoint& known) {
                                   known.disabled = "by the operator";
                                   return std::optional<webhook_refusal>{};
                                 },
                                 [&](webhook_answer&&) { seen = view->get().endpoint.disabled; }});
  cinema.box.run();
  CHECK(seen == "by the operator");
  caf::anon_send(dispatcher, end_dispatch{[] {}});
  cinema.box.run();
}

TEST_CASE("webhook secret: the one before signs beside the new one for 24 hours") {
  webhook_fixture cinema;
  auto added =
      cinema.ask<webhook_added>(add_webhook{"https://example.org/", {}, "", false}).view.endpoint;
  auto rotated = cinema.ask<secret_rotated>(rotate_secret{added.id}).view.endpoint;
  CHECK(rotated.secret.size() == 32);
  CHECK(rotated.secret != added.secret);
  CHECK(rotated.former_secrets ==
        std::vector<storage::former_secret>{{added.secret, cinema.box.now() + 24 * 3'600'000}});
  cinema.open_show("noir");
  CHECK(signatures_in(cinema.requests().back().signature) == 2);
  cinema.box.pass(23h);
  cinema.crash();
  cinema.pause_show("noir");
  CHECK(signatures_in(cinema.requests().back().signature) == 2);
  cinema.box.pass(2h);
  cinema.resume_show("noir");
  CHECK(signatures_in(cinema.requests().back().signature) == 1);
}

TEST_CASE("webhook secret: five sign at a time, and a further replacement is refused") {
  webhook_fixture cinema;
  auto id = cinema.add();
  for (auto i = 0; i < 4; ++i)
    cinema.ask<secret_rotated>(rotate_secret{id});
  CHECK(cinema.ask<webhook_refusal>(rotate_secret{id}) == webhook_refusal::too_many_secrets);
  cinema.open_show("noir");
  CHECK(signatures_in(cinema.requests().back().signature) == 5);
  cinema.box.pass(25h);
  CHECK(cinema.ask<secret_rotated>(rotate_secret{id}).view.endpoint.former_secrets.size() == 1);
}

TEST_CASE("webhook change: a stopped server is changed as a running one") {
  webhook_fixture cinema;
  auto id = cinema.add();
  cinema.stop();
  const webhook_origin origin{cinema.box.now(), [] { return events::bytes16{7}; }, 16};
  auto ask = [&](webhook_question what) {
    return answer_stopped(cinema.box.log(), std::move(what), origin).value();
  };
  auto changed = ask(change_to(id, "https://example.org/new"));
  REQUIRE(std::holds_alternative<webhook_view>(changed));
  CHECK(std::get<webhook_view>(changed).endpoint.url == "https://example.org/new");
  auto rotated = ask(rotate_secret{id});
  REQUIRE(std::holds_alternative<secret_rotated>(rotated));
  CHECK(std::get<webhook_refusal>(ask(change_webhook{"we_none"})) == webhook_refusal::not_found);
  cinema.open_show("noir");
  cinema.start();
  CHECK(cinema.taken_of("noir") == seqs{1});
  CHECK(cinema.requests().front().url == "https://example.org/new");
  CHECK(signatures_in(cinema.requests().front().signature) == 2);
  CHECK(cinema.view(id).endpoint.secret == std::get<secret_rotated>(rotated).view.endpoint.secret);
}

} // namespace boxoffice::actors::tests
