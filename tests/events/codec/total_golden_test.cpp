#include "events/codec/codec.hpp"
#include "tests/events/codec/golden.hpp"
#include "tests/events/samples.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("codec: the stored form of money that went back by a total never changes") {
  const refund_completed settled{2, payment_id{"pay_7"}, {40'000, "INR"}, 70'000, 90'000};
  const payment_reversed reversed{2, payment_id{"pay_7"}, {40'000, "INR"}, 90'000};
  for (const auto& [name, fact] :
       {std::pair<std::string, event>{"RefundCompleted.v1.total", settled},
        std::pair<std::string, event>{"PaymentReversed.v1.total", reversed}}) {
    CAPTURE(name);
    auto envelope = encode(fact, sample_at);
    CHECK(golden_hex(name) == to_hex(bytes_of(envelope).data(), envelope.size()));
    auto read = decode(bytes_of(envelope));
    REQUIRE(read.has_value());
    CHECK(encode(read->event, read->at) == envelope);
  }
}

} // namespace boxoffice::events::tests
