#include "actors/cluster/fan_in.hpp"
#include "tests/actors/questions.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

const strings node_names{"north", "south"};

show_page page(const strings& ids, std::optional<std::string> next = std::nullopt) {
  show_page out;
  for (const auto& id : ids)
    out.items.push_back({{id}, {}, 1, small_hall()});
  out.next = std::move(next);
  return out;
}

strings ids(const show_page& of) {
  strings out;
  for (const auto& each : of.items)
    out.push_back(each.id.text);
  return out;
}

show_page merged_shows(std::vector<reply> said, std::size_t limit) {
  return std::get<show_page>(merged(list_shows{"", limit}, std::move(said), node_names));
}

refund_page refund(const std::string& show, events::booking_number number) {
  refund_page out;
  out.items.push_back({{{show}, {}}, number, {}, 0, storage::refund_key({show}, number, {})});
  return out;
}

booking_page bookings(const strings& shows, std::optional<std::string> next = std::nullopt) {
  booking_page out;
  for (const auto& show : shows) {
    listed_booking one;
    one.key = storage::booking_key({show}, 2);
    out.items.push_back(std::move(one));
  }
  out.next = std::move(next);
  return out;
}

sales_page sales(const strings& shows, std::optional<std::string> next = std::nullopt) {
  sales_page out;
  for (const auto& show : shows)
    out.items.push_back({{show}, {}, {}, 0, {}});
  out.next = std::move(next);
  return out;
}

} // namespace

TEST_CASE("all nodes: their shows are merged in one order, without repetition over the pages") {
  auto first = merged_shows({page({"a", "c", "e"}, "e"), page({"b", "d"})}, 3);
  CHECK(ids(first) == strings{"a", "b", "c"});
  CHECK(first.next == "c");
  auto last = merged_shows({page({"e", "f"}), page({"d"})}, 3);
  CHECK(ids(last) == strings{"d", "e", "f"});
  CHECK_FALSE(last.next);
}

TEST_CASE("all nodes: a page ends at the end of the shortest of theirs") {
  auto all = merged_shows({page({"a", "b"}, "b"), page({"x", "y"}, "y")}, 10);
  CHECK(ids(all) == strings{"a", "b"});
  CHECK(all.next == "b");
}

TEST_CASE("all nodes: if a node is away its shows are missing, and the page names the node") {
  auto all = merged_shows({page({"a"}), unavailable{"away"}}, 10);
  CHECK(ids(all) == strings{"a"});
  CHECK(all.missing == strings{"south"});
  CHECK(merged_shows({page({"a"}), page({})}, 10).missing.empty());
}

TEST_CASE("all nodes: shows by start are merged by start") {
  auto starting = [](const std::string& id, events::time_ms at) {
    auto one = page({id});
    one.items.front().body.starts_at = at;
    return one;
  };
  auto all =
      std::get<show_page>(merged(list_shows{"", 1, {}, storage::show_order::start},
                                 {starting("a", noon + 1), starting("b", noon)}, node_names));
  CHECK(ids(all) == strings{"b"});
  CHECK(all.next == storage::place_of(all.items.front(), storage::show_order::start));
}

TEST_CASE("all nodes: a programme adds up days and halls, and names the nodes that are away") {
  const programme_view north{{{{"2026-12-24", 2}}, {"Regal", "Studio"}}, {}};
  const programme_view south{{{{"2026-12-23", 1}, {"2026-12-24", 1}}, {"Palace", "Regal"}}, {}};
  auto both = std::get<programme_view>(merged(get_programme{}, {north, south}, node_names));
  REQUIRE(both.days.size() == 2);
  CHECK(both.days.at(0).day == "2026-12-23");
  CHECK(both.days.at(1).shows == 3);
  CHECK(both.halls == strings{"Palace", "Regal", "Studio"});
  CHECK(both.missing.empty());
  auto one =
      std::get<programme_view>(merged(get_programme{}, {north, unavailable{"away"}}, node_names));
  CHECK(one.missing == strings{"south"});
  CHECK(one.halls.size() == 2);
}

TEST_CASE("all nodes: refunds are complete or unavailable") {
  auto all = merged(list_refunds{"", 10}, {refund("b", 2), refund("a", 3)}, node_names);
  const auto& found = std::get<refund_page>(all).items;
  REQUIRE(found.size() == 2);
  CHECK(found.front().id.show.text == "a");
  CHECK(std::holds_alternative<unavailable>(
      merged(list_refunds{"", 10}, {refund("b", 2), unavailable{"away"}}, node_names)));
}

TEST_CASE("all nodes: a page of few shows that has a next one holds the others back") {
  auto all = merged_shows({page({"x"}), page({}, "d")}, 10);
  CHECK(ids(all).empty());
  CHECK(all.next == "d");
}

TEST_CASE("all nodes: a customer's bookings are in one order, complete or unavailable") {
  auto list = [](std::vector<reply> said) {
    return merged(list_customer_bookings{"", 2, "ann@x.org"}, std::move(said), node_names);
  };
  auto first = std::get<booking_page>(list({bookings({"a", "c"}), bookings({"b"})}));
  REQUIRE(first.items.size() == 2);
  CHECK(first.items.back().key == storage::booking_key({"b"}, 2));
  CHECK(first.next == storage::booking_key({"b"}, 2));
  auto behind = std::get<booking_page>(
      list({bookings({"a", "c"}), bookings({}, storage::key_behind({"b"}))}));
  CHECK(behind.items.size() == 1);
  CHECK(behind.next == storage::key_behind({"b"}));
  CHECK(std::holds_alternative<unavailable>(list({bookings({"a"}), unavailable{"away"}})));
}

TEST_CASE("all nodes: of a report no show counts twice, and it is complete or unavailable") {
  auto report = [](std::vector<reply> said) {
    return merged(list_sales{}, std::move(said), node_names);
  };
  auto first = std::get<sales_page>(report({sales({"a", "c", "e"}), sales({"b"}, "d")}));
  CHECK(first.items.size() == 3);
  CHECK(first.next == "d");
  CHECK_FALSE(std::get<sales_page>(report({sales({"e"}), sales({})})).next);
  CHECK(std::holds_alternative<unavailable>(report({sales({"a"}), unavailable{"away"}})));
}

TEST_CASE("all nodes: a payment's booking is found by one node, and that there is none by all") {
  auto find = [](std::vector<reply> said) {
    return merged(find_payment{{"pi_1"}}, std::move(said), node_names);
  };
  const payment_found one{{{{{"noir"}, {}}, 7}}};
  CHECK(std::get<payment_found>(find({payment_found{}, one})).bookings.size() == 1);
  CHECK(std::get<payment_found>(find({one, unavailable{"away"}})).bookings.size() == 1);
  CHECK(std::get<payment_found>(find({one, one})).bookings.size() == 2);
  CHECK(std::get<payment_found>(find({payment_found{}, payment_found{}})).bookings.empty());
  CHECK(std::holds_alternative<unavailable>(find({payment_found{}, unavailable{"away"}})));
}

TEST_CASE("all nodes: a customer is erased when every node has confirmed it") {
  auto erased = [](std::vector<reply> said) {
    return merged(erase_customer{}, std::move(said), node_names);
  };
  CHECK(std::get<customer_erased>(erased({customer_erased{false}, customer_erased{true}})).existed);
  CHECK_FALSE(
      std::get<customer_erased>(erased({customer_erased{false}, customer_erased{false}})).existed);
  CHECK(std::holds_alternative<unavailable>(erased({customer_erased{true}, unavailable{"away"}})));
}

TEST_CASE("all nodes: an account is reset when every node has confirmed it") {
  auto reset = [](std::vector<reply> said) {
    return merged(reset_account{}, std::move(said), node_names);
  };
  CHECK(std::get<account_reset>(reset({account_reset{false}, account_reset{true}})).existed);
  CHECK_FALSE(std::get<account_reset>(reset({account_reset{false}, account_reset{false}})).existed);
  CHECK(std::holds_alternative<unavailable>(reset({account_reset{true}, unavailable{"away"}})));
}

TEST_CASE(
    "all nodes: webhooks and their figures are those of all, without the nodes that are away") {
  webhooks_exchanged one;
  one.endpoints.emplace_back().id = "we_1";
  one.standings.emplace_back().node = "north";
  one.removed.push_back({"we_2", 3});
  auto merge = [&](reply south) {
    return std::get<webhooks_exchanged>(
        merged(exchange_webhooks{}, {one, std::move(south)}, node_names));
  };
  auto both = merge(one);
  CHECK(both.endpoints.size() == 2);
  CHECK(both.standings.size() == 2);
  CHECK(both.removed.size() == 2);
  CHECK(both.missing.empty());
  auto alone = merge(unavailable{"away"});
  CHECK(alone.endpoints.size() == 1);
  CHECK(alone.missing == strings{"south"});
}

TEST_CASE("all nodes: dead letters are in one order, and what is resent is counted") {
  auto page_of = [](const std::string& show, std::initializer_list<std::uint64_t> seqs) {
    dead_letters out;
    for (auto seq : seqs)
      out.items.push_back({{show}, seq, 0, 0, 0, "", false});
    return out;
  };
  auto all = std::get<dead_letters>(merged(
      list_dead{"we_1", "", 3}, {page_of("b", {1, 300}), page_of("a", {2, 256})}, node_names));
  REQUIRE(all.items.size() == 3);
  CHECK(all.items[0].seq == 2);
  CHECK(all.items[1].seq == 256);
  CHECK(all.items[2].show.text == "b");
  CHECK(all.next == storage::dead_letter_place({"b"}, 1));
  auto resent = std::get<dead_resent>(
      merged(resend_webhook{"we_1"}, {dead_resent{2}, unavailable{"away"}}, node_names));
  CHECK(resent.count == 2);
  CHECK(resent.missing == strings{"south"});
}

TEST_CASE("all nodes: halls are in one order, and a node that is away is named") {
  auto page_of = [](const strings& halls, std::optional<std::string> next = std::nullopt) {
    hall_page out;
    for (const auto& hall : halls)
      out.items.push_back({{hall}, 1, hall, 1, 0});
    out.next = std::move(next);
    return out;
  };
  auto merge = [&](reply south) {
    return std::get<hall_page>(
        merged(list_halls{"", 3}, {page_of({"a", "c", "e"}, "e"), std::move(south)}, node_names));
  };
  auto ids_of_halls = [](const hall_page& page) {
    strings out;
    for (const auto& each : page.items)
      out.push_back(each.id.text);
    return out;
  };
  auto both = merge(page_of({"b", "d"}));
  CHECK(ids_of_halls(both) == strings{"a", "b", "c"});
  CHECK(both.next == "c");
  CHECK(both.missing.empty());
  auto alone = merge(unavailable{"away"});
  CHECK(ids_of_halls(alone) == strings{"a", "c", "e"});
  CHECK(alone.missing == strings{"south"});
}

} // namespace boxoffice::actors::tests
