#include "tests/events/audit/audit_scenario.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

/// Booking 2 has B1 and B2, is paid, and B1 is admitted.
log admitted_scenario() {
  return recorded_as(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                     at(2'000, bought(2, "p1", 30'000)), at(3'000, admitted(2, "B1", "North")));
}

} // namespace

TEST_CASE("audit: each seat of a paid booking is admitted once") {
  auto good = admitted_scenario();
  REQUIRE(verdict(good) == "");
  CHECK(verdict(inserted(good, 6, admitted(2, "B2"))) == "");
  CHECK(verdict(inserted(good, 6, admitted(2, "B1", "South"))) ==
        "6: seat B1 of booking 2 is admitted a second time");
  CHECK(verdict(changed(good, 5, admitted(2, "B3"))) ==
        "5: seat B3 is admitted, but booking 2 does not have it");
  CHECK(verdict(changed(good, 5, admitted(2, "Z1"))) ==
        "5: seat Z1 is admitted, but booking 2 does not have it");
  CHECK(verdict(changed(good, 5, admitted(4, "B1"))) == "5: there is no booking 4");
  CHECK(verdict(inserted(good, 4, admitted(2, "B1"))) ==
        "4: seat B1 of booking 2 is admitted, but the booking is confirmed");
}

TEST_CASE("audit: an admission has no empty names") {
  auto good = admitted_scenario();
  CHECK(verdict(changed(good, 5, admitted(2, "B1", ""))) == "5: the gate has an empty name");
  auto nobody = admitted(2, "B1");
  nobody.by = "";
  CHECK(verdict(changed(good, 5, nobody)) == "5: the operator has an empty name");
}

} // namespace boxoffice::events::tests
