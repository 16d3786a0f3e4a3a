// An admission without its optional members, as a file that never changes.
#include "events/codec/codec.hpp"
#include "events/codec/event_json.hpp"
#include "tests/events/codec/golden.hpp"
#include "tests/events/samples.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("codec: an admission without gate, time and operator has the bytes of its file") {
  const seat_admitted bare{70'000, seat_id{"B2"}, {}, {}, {}};
  auto envelope = encode(bare, sample_at);
  CHECK(golden_hex("SeatAdmitted.v1.bare") == to_hex(bytes_of(envelope).data(), envelope.size()));
  auto read = decode(bytes_of(envelope));
  REQUIRE(read.has_value());
  CHECK(to_json({1, read->at, read->event}, {})["data"].dump() ==
        R"({"number":70000,"seat":"B2"})");
}

} // namespace boxoffice::events::tests
