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
  out.items.push_back({{{show}, {}}, number, {}, 0});
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

TEST_CASE("all nodes: refunds are complete or unavailable") {
  auto all = merged(list_refunds{"", 10}, {refund("b", 2), refund("a", 3)}, node_names);
  const auto& found = std::get<refund_page>(all).items;
  REQUIRE(found.size() == 2);
  CHECK(found.front().id.show.text == "a");
  CHECK(std::holds_alternative<unavailable>(
      merged(list_refunds{"", 10}, {refund("b", 2), unavailable{"away"}}, node_names)));
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

} // namespace boxoffice::actors::tests
