// Webhooks of nodes that have a log each.
#include "actors/webhook/partitioned/standings.hpp"
#include "tests/actors/webhook/partitioned_fixture.hpp"

#include <algorithm>
#include <set>

namespace boxoffice::actors::tests {

using namespace std::chrono_literals;

namespace {

using sent_seqs = std::vector<std::uint64_t>;

std::vector<std::string> listed_ids(const webhook_list& list) {
  std::vector<std::string> ids;
  for (const auto& each : list)
    ids.push_back(each.endpoint.id);
  return ids;
}

} // namespace

TEST_CASE("partitioned webhooks: each node delivers the events of its own shows, once") {
  hooked_nodes both;
  both.append("a1");
  both.append("b1");
  both.pass(1s);
  auto id = both.add(0);
  for (auto round = 0; round < 3; ++round) {
    both.append("a1");
    both.append("b1");
  }
  both.append("b2");
  CHECK(both.seqs_of("a1") == sent_seqs{2, 3, 4});
  CHECK(both.seqs_of("b1") == sent_seqs{2, 3, 4});
  CHECK(both.seqs_of("b2") == sent_seqs{1});
  std::set<std::string> ids;
  for (const auto& each : both.requests()) {
    CHECK(each.node == (each.show.starts_with("a") ? 0 : 1));
    ids.insert(each.id);
  }
  CHECK(ids.size() == both.requests().size());
  for (std::size_t node : {0, 1}) {
    CHECK(both.view(node, id).events_behind == 0);
    CHECK(both.view(node, id).missing.empty());
    CHECK(listed_ids(both.ask<webhook_list>(node, list_webhooks{})) == strings{id});
  }
  both.restart(1);
  both.append("b1");
  CHECK(both.seqs_of("b1") == sent_seqs{2, 3, 4, 5});
}

TEST_CASE("partitioned webhooks: what any node changes holds at all nodes") {
  hooked_nodes both;
  auto id = both.add(0);
  change_webhook change{.id = id, .url = "https://example.org/new"};
  CHECK(both.ask<webhook_view>(1, change).endpoint.url == "https://example.org/new");
  auto rotated = both.ask<secret_rotated>(1, rotate_secret{id});
  both.append("a1");
  both.append("b1");
  for (const auto& each : both.requests()) {
    CHECK(each.url == "https://example.org/new");
    CHECK(std::ranges::count(each.signature, ' ') == 1); // Two secrets sign.
  }
  CHECK(both.view(0, id).endpoint.secret == rotated.view.endpoint.secret);
  both.ask<webhook_view>(1, change_webhook{.id = id, .enabled = false});
  both.append("a1");
  both.append("b1");
  CHECK(both.requests().size() == 2);
  CHECK(both.view(0, id).endpoint.disabled == "the operator disabled it");
  both.ask<webhook_view>(0, change_webhook{.id = id, .enabled = true});
  CHECK(both.seqs_of("a1") == sent_seqs{1, 2});
  CHECK(both.seqs_of("b1") == sent_seqs{1, 2});
}

TEST_CASE("partitioned webhooks: a removal at any node holds, also after a restart") {
  hooked_nodes both;
  auto id = both.add(0);
  both.ask<webhook_removed>(1, remove_webhook{id});
  both.append("a1");
  both.append("b1");
  both.pass(5s);
  both.restart(0);
  both.pass(5s);
  CHECK(both.requests().empty());
  for (std::size_t node : {0, 1}) {
    CHECK(both.ask<webhook_refusal>(node, get_webhook{id}) == webhook_refusal::not_found);
    CHECK(both.ask<webhook_list>(node, list_webhooks{}).empty());
    CHECK(storage::webhook_endpoints(both.log(node)).value().empty());
  }
}

TEST_CASE("partitioned webhooks: a node that was away gets to know an addition, and sends what "
          "came since") {
  hooked_nodes both;
  for (auto before = 0; before < 5; ++before)
    both.append("b1");
  both.append("b3");
  both.pass(1s);
  both.cut = true;
  auto added = both.ask<webhook_added>(0, add_webhook{"https://example.org/", {}, "", false});
  CHECK(added.view.missing == strings{"b"});
  both.pass(1s);
  for (auto since = 0; since < 3; ++since)
    both.append("b1");
  both.append("b2");
  CHECK(both.requests().empty());
  both.cut = false;
  both.pass(3s);
  CHECK(both.seqs_of("b1") == sent_seqs{6, 7, 8});
  CHECK(both.seqs_of("b2") == sent_seqs{1});
  CHECK(both.seqs_of("b3").empty());
  CHECK(both.view(1, added.view.endpoint.id).missing.empty());
}

TEST_CASE("partitioned webhooks: a node that was away gets to know a removal") {
  hooked_nodes both;
  auto id = both.add(0);
  both.cut = true;
  CHECK(both.ask<webhook_removed>(0, remove_webhook{id}).missing == strings{"b"});
  both.append("b1");
  CHECK(both.seqs_of("b1") == sent_seqs{1}); // It does not know yet.
  both.cut = false;
  both.pass(3s);
  both.append("b1");
  CHECK(both.seqs_of("b1") == sent_seqs{1});
  CHECK(both.ask<webhook_list>(1, list_webhooks{}).empty());
}

TEST_CASE("partitioned webhooks: of two changes the later one holds at both nodes") {
  hooked_nodes both;
  auto id = both.add(0);
  both.cut = true;
  both.ask<webhook_view>(0, change_webhook{.id = id, .url = "https://example.org/first"});
  both.ask<webhook_view>(0, change_webhook{.id = id, .enabled = false});
  both.pass(1s);
  both.ask<webhook_view>(1, change_webhook{.id = id, .url = "https://example.org/second"});
  both.cut = false;
  both.pass(3s);
  for (std::size_t node : {0, 1}) {
    auto now = both.view(node, id).endpoint;
    CHECK(now.url == "https://example.org/second");
    CHECK(now.disabled == "the operator disabled it"); // Nobody enabled it since.
  }
}

TEST_CASE("partitioned webhooks: a view adds up what the nodes have, and names the failing one") {
  hooked_nodes both;
  auto id = both.add(0);
  both.respond = [](const hooked& one) {
    return one.node == 1 ? delivery_outcome{500, "status 500", 0} : delivery_outcome{200, "", 0};
  };
  both.append("a1");
  both.append("b1");
  both.append("b1");
  both.append("b2");
  for (std::size_t node : {0, 1}) {
    auto now = both.view(node, id);
    CHECK(now.shows_behind == 2);
    CHECK(now.events_behind == 3);
    CHECK(now.down);
    CHECK(now.endpoint.last_error == "node b: status 500");
    CHECK(now.endpoint.last_success != 0);
    CHECK(now.next_attempt);
  }
  both.cut = true;
  auto alone = both.view(0, id);
  CHECK(alone.missing == strings{"b"});
  CHECK(alone.events_behind == 0);
}

TEST_CASE("partitioned webhooks: dead letters are listed and sent once more through any node") {
  hooked_nodes both{{8, 1'000, 2'000, 10'000}};
  auto id = both.add(0);
  both.respond = [](const hooked& one) {
    return one.seq == 2 ? delivery_outcome{500, "status 500", 0} : delivery_outcome{200, "", 0};
  };
  for (const auto* show : {"a1", "b1"}) {
    both.append(show);
    both.append(show);
  }
  both.pass(5s);
  both.append("a2"); // Others get through.
  both.append("b2");
  both.pass(20s);
  for (std::size_t node : {0, 1}) {
    CHECK(both.view(node, id).dead_letters == 2);
    auto first = both.ask<dead_letters>(node, list_dead{id, "", 1});
    REQUIRE(first.items.size() == 1);
    CHECK(first.items[0].show.text == "a1");
    REQUIRE(first.next);
    auto second = both.ask<dead_letters>(node, list_dead{id, *first.next, 1});
    REQUIRE(second.items.size() == 1);
    CHECK(second.items[0].show.text == "b1");
  }
  both.respond = nullptr;
  using place = resend_webhook::place;
  CHECK(both.ask<webhook_refusal>(0, resend_webhook{id, place{{"b1"}, 9}}) ==
        webhook_refusal::not_dead);
  CHECK(both.ask<dead_resent>(0, resend_webhook{id, place{{"b1"}, 2}}).count == 1);
  both.pass(1s);
  CHECK(both.view(0, id).dead_letters == 1);
  CHECK(both.ask<dead_resent>(1, resend_webhook{id}).count == 1);
  both.pass(1s);
  CHECK(both.view(1, id).dead_letters == 0);
  CHECK(both.ask<webhook_refusal>(1, list_dead{"we_0000000000000000", "", 1}) ==
        webhook_refusal::not_found);
}

TEST_CASE("partitioned webhooks: what one node disables, all stop to deliver to") {
  hooked_nodes both;
  auto id = both.add(0);
  both.respond = [](const hooked&) { return delivery_outcome{410, "status 410", 0}; };
  both.append("b1");
  both.pass(3s);
  both.append("a1");
  CHECK(both.requests().size() == 1);
  CHECK(both.view(0, id).endpoint.disabled == "the receiver answered 410 Gone");
  both.respond = nullptr;
  both.ask<webhook_view>(0, change_webhook{.id = id, .enabled = true});
  CHECK(both.seqs_of("a1") == sent_seqs{1});
  CHECK(both.seqs_of("b1") == sent_seqs{1, 1});
}

TEST_CASE("partitioned webhooks: additions at both nodes at once do not exceed the limit") {
  constexpr std::size_t most = 2;
  hooked_nodes both{{}, most};
  std::set<std::string> added;
  for (const auto& each : both.add_at_once(4)) {
    if (const auto* one = std::get_if<webhook_added>(&each))
      added.insert(one->view.endpoint.id);
    else
      CHECK(std::get<webhook_refusal>(each) == webhook_refusal::too_many);
  }
  CHECK(added.size() == most);
  both.pass(5s);
  for (std::size_t node : {0, 1}) {
    auto listed = listed_ids(both.ask<webhook_list>(node, list_webhooks{}));
    CHECK(std::set<std::string>{listed.begin(), listed.end()} == added);
  }
  both.ask<webhook_removed>(1, remove_webhook{*added.begin()});
  added.insert(both.add(0)); // The withdrawn ones hold no place.
  both.append("a1");
  CHECK(both.requests().size() == most);
}

TEST_CASE("partitioned webhooks: the endpoints that were added last are those beyond the limit") {
  storage::webhook_endpoint early, middle, late;
  early.id = "we_c";
  middle.id = "we_a";
  late.id = "we_b";
  early.created = 1;
  middle.created = late.created = 2;
  webhooks_exchanged all{{early, late, middle, early, middle}, {}, {}, {}};
  CHECK_FALSE(is_one_too_many(all, early, 1));
  CHECK(is_one_too_many(all, middle, 1));
  CHECK_FALSE(is_one_too_many(all, middle, 2));
  CHECK(is_one_too_many(all, late, 2));
  all.removed.push_back({early.id, 3});
  CHECK_FALSE(is_one_too_many(all, late, 2));
}

} // namespace boxoffice::actors::tests
