// Admission at the gate: spec section 13.
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

constexpr time_ms at_the_gate = 200'000;

outcome refuses_ticket(errc code, ticket_refusal why) {
  outcome result = refuses(code);
  result.refused->ticket = std::move(why);
  return result;
}

outcome refuses_as(invalid_ticket reason) {
  return refuses_ticket(errc::not_valid, ticket_refusal{reason});
}

outcome refuses_admitted(time_ms after_noon, const std::string& gate) {
  return refuses_ticket(errc::already_admitted, ticket_refusal{{}, noon + after_noon, gate});
}

} // namespace

TEST_CASE("gate: the holder of a paid seat is admitted, with gate and time as the scanner said") {
  auto show = paid_show();
  CHECK(when(show, at(at_the_gate, admit(2, "B1"))) == then(admitted(2, "B1")));
  auto scan = at(at_the_gate, admit(2, "B1", "North", 190'000));
  scan.by = "token:north";
  auto expected = admitted(2, "B1", "North", 190'000);
  expected.by = "token:north";
  CHECK(when(show, scan) == then(expected));
}

TEST_CASE("gate: the second scan of a seat names the first one's time and gate") {
  auto online = after(paid_show(), at_the_gate, then(admitted(2, "B1", "North")));
  CHECK(when(online, at(at_the_gate + 5, admit(2, "B1", "South"))) ==
        refuses_admitted(at_the_gate, "North"));
  auto offline = after(paid_show(), at_the_gate, then(admitted(2, "B1", {}, 150'000)));
  CHECK(when(offline, at(at_the_gate + 5, admit(2, "B1"))) == refuses_admitted(150'000, ""));
}

TEST_CASE("gate: the same scan again is refused like any other, with its own gate and time") {
  auto show = after(paid_show(), at_the_gate, then(admitted(2, "B1", "North", 150'000)));
  for (const auto& again :
       {admit(2, "B1", "North", 150'000), admit(2, "B1", "South", 150'000),
        admit(2, "B1", "North", 150'001), admit(2, "B1", "North"), admit(2, "B1")})
    CHECK(when(show, at(at_the_gate + 5, again)) == refuses_admitted(150'000, "North"));
}

TEST_CASE("gate: a code of an unknown booking, or of one that is not paid, is not valid") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(10, requested(3, {"B2"})),
                    at(20, cancelled(3, canceller::by_customer)), at(1'000, confirmed(2)));
  CHECK(when(show, at(2'000, admit(9, "B1"))) == refuses_as(invalid_ticket::unknown_booking));
  CHECK(when(show, at(2'000, admit(2, "B1"))) == refuses_as(invalid_ticket::not_paid));
  CHECK(when(show, at(2'000, admit(3, "B2"))) == refuses_as(invalid_ticket::cancelled));
}

TEST_CASE("gate: a cancelled booking admits nobody, even if its code did before") {
  auto show = after(paid_show(), at_the_gate, then(admitted(2, "B1")));
  show = after(
      show, at_the_gate + 1,
      then(cancelled(2, canceller::by_operator), due(2, "p1", 15'000, refund_reason::cancelled)));
  CHECK(when(show, at(at_the_gate + 2, admit(2, "B1"))) == refuses_as(invalid_ticket::cancelled));
  auto over = after(paid_show(), at_the_gate,
                    then(show_cancelled{}, cancelled(2, canceller::show_cancelled),
                         due(2, "p1", 15'000, refund_reason::show_cancelled)));
  CHECK(when(over, at(at_the_gate + 2, admit(2, "B1"))) == refuses_as(invalid_ticket::cancelled));
}

TEST_CASE("gate: a seat that the booking does not have is not valid") {
  auto show = paid_show();
  CHECK(when(show, at(at_the_gate, admit(2, "B2"))) == refuses_as(invalid_ticket::seat_changed));
  CHECK(when(show, at(at_the_gate, admit(2, "Z9"))) == refuses_as(invalid_ticket::seat_changed));
}

TEST_CASE("gate: each seat of a booking is admitted by itself") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                    at(2'000, bought(2, "p1", 30'000)), at(at_the_gate, admitted(2, "B1")));
  CHECK(when(show, at(at_the_gate, admit(2, "B2"))) == then(admitted(2, "B2")));
}

TEST_CASE("gate: a seat that is sold again after a refund is admitted for its new booking") {
  auto show = after(paid_show(), at_the_gate, then(admitted(2, "B1")));
  show = after(show, at_the_gate + 1,
               then(cancelled(2, canceller::by_operator),
                    due(2, "p1", 15'000, refund_reason::cancelled), requested(8, {"B1"})));
  show = after(show, at_the_gate + 2, then(confirmed(8, 400'000)));
  show = after(show, at_the_gate + 3, then(bought(8, "p2", 15'000)));
  CHECK(when(show, at(at_the_gate + 4, admit(8, "B1"))) == then(admitted(8, "B1")));
}

TEST_CASE("gate: after a move the old code is refused and the new one admits; back again the old "
          "one does") {
  auto show = after(paid_show(), at_the_gate, then(moved_to(2, {"B1"}, {"B4"})));
  CHECK(when(show, at(at_the_gate + 1, admit(2, "B1"))) ==
        refuses_as(invalid_ticket::seat_changed));
  CHECK(when(show, at(at_the_gate + 1, admit(2, "B4"))) == then(admitted(2, "B4")));
  show = after(show, at_the_gate + 2, then(moved_to(2, {"B4"}, {"B1"})));
  CHECK(when(show, at(at_the_gate + 3, admit(2, "B1"))) == then(admitted(2, "B1")));
}

TEST_CASE("gate: whoever was admitted stays so when the booking moves") {
  auto show =
      given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
            at(2'000, bought(2, "p1", 30'000)), at(at_the_gate, admitted(2, "B1", "North")));
  show = after(show, at_the_gate + 1, then(moved_to(2, {"B1", "B2"}, {"B2", "B3"})));
  CHECK(when(show, at(at_the_gate + 2, admit(2, "B2"))) == refuses_admitted(at_the_gate, "North"));
  CHECK(when(show, at(at_the_gate + 2, admit(2, "B3"))) == then(admitted(2, "B3")));
}

TEST_CASE("gate: a returned seat is neither valid nor admitted, if the booking gets it back") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
                    at(2'000, bought(2, "p1", 30'000)), at(at_the_gate, admitted(2, "B1")));
  show =
      after(show, at_the_gate + 1,
            then(returned(2, {"B1"}, 15'000), due(2, "p1", 15'000, refund_reason::seats_returned)));
  CHECK(when(show, at(at_the_gate + 2, admit(2, "B1"))) ==
        refuses_as(invalid_ticket::seat_changed));
  show = after(show, at_the_gate + 3, then(moved_to(2, {"B2"}, {"B1"})));
  CHECK(when(show, at(at_the_gate + 4, admit(2, "B1"))) == then(admitted(2, "B1")));
}

} // namespace boxoffice::events::tests
