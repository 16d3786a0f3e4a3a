#include "actors/show/shard_gate.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

TEST_CASE("shard gate: a node that shares no log has every show, under epoch 0") {
  CHECK(shard_gate{false}.epoch_of({"noir"}) == 0);
  CHECK(shard_gate{true}.epoch_of({"noir"}) == std::nullopt);
}

TEST_CASE("shard gate: a shard is answered for from its take-over until it is given up") {
  shard_gate gate{true};
  auto shard = storage::shard_of({"noir"});
  gate.take(shard, 7);
  CHECK(gate.epoch_of({"noir"}) == 7);
  for (auto why : {give_up_reason::release, give_up_reason::drop}) {
    gate.take(shard, 8);
    CHECK(gate.epoch_of({"noir"}) == 8);
    CHECK_FALSE(gate.must_end(shard, why));
    gate.close({shard}, why);
    CHECK(gate.epoch_of({"noir"}) == std::nullopt);
    CHECK(gate.must_end(shard, why));
  }
}

TEST_CASE("shard gate: shards are given up when each show that had to end has ended") {
  shard_gate gate{true};
  CHECK(gate.all_ended());
  gate.show_ends();
  gate.show_ends();
  gate.show_ended();
  CHECK_FALSE(gate.all_ended());
  gate.show_ended();
  CHECK(gate.all_ended());
}

} // namespace boxoffice::actors::tests
