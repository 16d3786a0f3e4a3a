#include "actors/cluster/partition.hpp"

#include <algorithm>
#include <map>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

std::vector<cluster_node> nodes_named(std::initializer_list<std::string> names) {
  std::vector<cluster_node> list;
  for (const auto& name : names)
    list.push_back({name, "127.0.0.1", static_cast<std::uint16_t>(4040 + list.size())});
  return list;
}

std::string owner(const partition& of, int show) {
  return of.nodes()[of.owner_of({"show-" + std::to_string(show)})].name;
}

constexpr int many_shows = 30'000;

} // namespace

TEST_CASE("partition: every node finds the same owner, whatever the order of its list") {
  auto list = nodes_named({"a", "b", "c"});
  partition first{list, "a"};
  std::ranges::reverse(list);
  partition second{list, "c"};
  CHECK(first.digest() == second.digest());
  for (int show = 0; show < 1'000; ++show) {
    events::show_id id{"show-" + std::to_string(show)};
    REQUIRE(first.owner_of(id) == second.owner_of(id));
    CHECK(first.owns(id) == (owner(first, show) == "a"));
  }
}

TEST_CASE("partition: every node finds the same owner of an account, in whatever spelling") {
  auto list = nodes_named({"a", "b", "c"});
  partition first{list, "a"};
  std::ranges::reverse(list);
  partition second{list, "c"};
  std::map<std::size_t, int> shares;
  for (int customer = 0; customer < 300; ++customer) {
    auto name = "Customer-" + std::to_string(customer);
    auto owner = first.owner_of_account(events::mail_address{name + "@Example.org"});
    REQUIRE(second.owner_of_account(events::mail_address{name + "@example.org."}) == owner);
    ++shares[owner];
  }
  CHECK(shares.size() == 3);
}

TEST_CASE("partition: a hall belongs to the node that a show with its id would belong to") {
  partition three{nodes_named({"a", "b", "c"}), "a"};
  for (int show = 0; show < 100; ++show)
    CHECK(three.nodes()[three.owner_of_hall("show-" + std::to_string(show))].name ==
          owner(three, show));
}

TEST_CASE("partition: shows spread evenly") {
  partition three{nodes_named({"a", "b", "c"}), "a"};
  std::map<std::string, int> shares;
  for (int show = 0; show < many_shows; ++show)
    ++shares[owner(three, show)];
  for (const auto& [name, share] : shares)
    CHECK(share == doctest::Approx(many_shows / 3).epsilon(0.05));
}

TEST_CASE("partition: a node that is added takes its share and moves nothing else") {
  partition three{nodes_named({"a", "b", "c"}), "a"};
  partition four{nodes_named({"a", "b", "c", "d"}), "a"};
  int moved = 0;
  for (int show = 0; show < many_shows; ++show)
    if (owner(three, show) != owner(four, show)) {
      REQUIRE(owner(four, show) == "d");
      ++moved;
    }
  CHECK(moved == doctest::Approx(many_shows / 4).epsilon(0.05));
}

TEST_CASE("partition: the owner of a show or an account never changes") {
  partition three{nodes_named({"north", "south", "west"}), "west"};
  std::string owners;
  for (int show = 0; show < 16; ++show)
    owners += owner(three, show).front();
  CHECK(owners == "nwswwnnnnwwnsssn");
  owners.clear();
  for (int customer = 0; customer < 6; ++customer) {
    const events::mail_address mail{"customer-" + std::to_string(customer) + "@example.org"};
    owners += three.nodes()[three.owner_of_account(mail)].name.front();
  }
  CHECK(owners == "nwnsws");
}

TEST_CASE("partition: a different name, host or port gives a different digest") {
  auto list = nodes_named({"a", "b"});
  partition one{list, "a"};
  for (auto change : {+[](cluster_node& node) { node.name = "d"; },
                      +[](cluster_node& node) { node.host = "127.0.0.2"; },
                      +[](cluster_node& node) { node.port = 1; }}) {
    auto other = list;
    change(other.back());
    CHECK(partition{other, "a"}.digest() != one.digest());
  }
}

} // namespace boxoffice::actors::tests
