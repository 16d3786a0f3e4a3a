#include "tests/events/codec/golden.hpp"
#include "tests/events/samples.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("codec: the stored form of money that went back by a total never changes") {
  const refund_completed settled{2, payment_id{"pay_7"}, {40'000, "INR"}, 70'000, 90'000};
  const payment_reversed reversed{2, payment_id{"pay_7"}, {40'000, "INR"}, 90'000};
  check_golden("RefundCompleted.v1.total", settled);
  check_golden("PaymentReversed.v1.total", reversed);
}

TEST_CASE("codec: the stored form of money that a dispute took never changes") {
  const refund_completed settled{2, payment_id{"pay_7"}, {40'000, "INR"}, 70'000, {}, "du_7"};
  const payment_reversed reversed{2, payment_id{"pay_7"}, {40'000, "INR"}, {}, "du_7"};
  check_golden("RefundCompleted.v1.dispute", settled);
  check_golden("PaymentReversed.v1.dispute", reversed);
}

TEST_CASE("codec: the stored form of money beyond what was due and left never changes") {
  const payment_reversed exceeded{2, payment_id{"pay_7"}, {40'000, "INR"}, {}, "du_7", 5'000};
  check_golden("PaymentReversed.v1.excess", exceeded);
}

} // namespace boxoffice::events::tests
