#include "tests/events/samples.hpp"

namespace boxoffice::events::tests {

namespace {

using nlohmann::json;

template <class Bytes>
Bytes counted_from(std::uint8_t first) {
  Bytes bytes{};
  for (auto& byte : bytes)
    byte = first++;
  return bytes;
}

json binary(std::uint8_t first, std::size_t size) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < size; ++i)
    bytes.push_back(static_cast<std::uint8_t>(first + i));
  return json::binary(bytes);
}

const events::rules odd_rules{1'001, 1'002, 30'003, 120'004, 9};
const json odd_rules_stored{{"review.interval", 1'001},
                            {"review.contention_window", 1'002},
                            {"review.hold", 30'003},
                            {"payment.window", 120'004},
                            {"booking.max_seats", 9}};
const std::string odd_rules_json =
    R"({"review.interval":1001,"review.contention_window":1002,"review.hold":30003,)"
    R"("payment.window":120004,"booking.max_seats":9})";

show_body small_hall() {
  return {"Metropolis",
          "Kino Größe",
          1'798'137'000'000,
          1'798'133'400'000,
          "INR",
          15'000,
          {{"GOLD", "Gold", 5'000}, {"WALL", "Behind a pillar", -2'000}},
          {{"A", "GOLD", {seat_id{"A1"}, seat_id{"A2"}}},
           {"B", "WALL", {seat_id{"B1"}, std::nullopt, seat_id{"B2"}}}}};
}

sample opened_sample() {
  json stored{{"movie", "Metropolis"},
              {"hall", "Kino Größe"},
              {"startsAt", 1'798'137'000'000},
              {"salesCloseAt", 1'798'133'400'000},
              {"currency", "INR"},
              {"price", 15'000},
              {"classes",
               {{{"id", "GOLD"}, {"name", "Gold"}, {"price", 5'000}},
                {{"id", "WALL"}, {"name", "Behind a pillar"}, {"price", -2'000}}}},
              {"rows",
               {{{"row", "A"}, {"class", "GOLD"}, {"seats", {"A1", "A2"}}},
                {{"row", "B"}, {"class", "WALL"}, {"seats", {"B1", nullptr, "B2"}}}}},
              {"rules", odd_rules_stored}};
  auto json_text =
      R"({"movie":"Metropolis","hall":"Kino Größe","startsAt":"2026-12-24T18:30:00.000Z",)"
      R"("salesCloseAt":"2026-12-24T17:30:00.000Z","currency":"INR","price":15000,)"
      R"("classes":[{"id":"GOLD","name":"Gold","price":5000},)"
      R"({"id":"WALL","name":"Behind a pillar","price":-2000}],)"
      R"("rows":[{"row":"A","class":"GOLD","seats":["A1","A2"]},)"
      R"({"row":"B","class":"WALL","seats":["B1",null,"B2"]}],"rules":)" +
      odd_rules_json + "}";
  return {"ShowOpened", show_opened{small_hall(), odd_rules}, stored, json_text};
}

void add_show_samples(std::vector<sample>& all) {
  all.push_back(opened_sample());
  all.push_back({"RulesChanged",
                 rules_changed{odd_rules},
                 {{"rules", odd_rules_stored}},
                 R"({"rules":)" + odd_rules_json + "}"});
  all.push_back({"SalesPaused", sales_paused{}, json::object(), "{}"});
  all.push_back({"SalesResumed", sales_resumed{}, json::object(), "{}"});
  all.push_back({"ShowCancelled", show_cancelled{}, json::object(), "{}"});
  all.push_back({"SeatsBlocked",
                 seats_blocked{{seat_id{"A1"}, seat_id{"B2"}}},
                 {{"seats", {"A1", "B2"}}},
                 R"({"seats":["A1","B2"]})"});
  all.push_back({"SeatsUnblocked",
                 seats_unblocked{{seat_id{"A1"}}},
                 {{"seats", {"A1"}}},
                 R"({"seats":["A1"]})"});
}

void add_review_samples(std::vector<sample>& all) {
  const round_draw drawn{3, counted_from<bytes16>(0xA0)};
  all.push_back({"BookingRequested",
                 booking_requested{{show_id{"m-1"}, counted_from<bytes16>(0)},
                                   counted_from<customer_id>(0x40),
                                   {seat_id{"A2"}, seat_id{"A1"}},
                                   {40'000, "INR"},
                                   counted_from<bytes32>(0x80)},
                 {{"reqId", "m-1.AAECAwQFBgcICQoLDA0ODw"},
                  {"customer", binary(0x40, 16)},
                  {"seats", {"A2", "A1"}},
                  {"amount", {{"value", 40'000}, {"currency", "INR"}}},
                  {"keyHash", binary(0x80, 32)}},
                 R"({"reqId":"m-1.AAECAwQFBgcICQoLDA0ODw",)"
                 R"("customer":"404142434445464748494a4b4c4d4e4f","seats":["A2","A1"],)"
                 R"("amount":{"value":40000,"currency":"INR"},"keyHash":)"
                 R"("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"})"});
  all.push_back({"BookingConfirmed",
                 booking_confirmed{2, drawn, review_rule::won_draw, {3, 300}, sample_at},
                 {{"number", 2},
                  {"round", 3},
                  {"seed", binary(0xA0, 16)},
                  {"rule", "won_draw"},
                  {"rivals", {3, 300}},
                  {"payBy", sample_at}},
                 R"({"number":2,"round":3,"seed":"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",)"
                 R"("rule":"won_draw","rivals":[3,300],"payBy":"2026-12-24T18:30:00.123Z"})"});
  all.push_back({"BookingRejected",
                 booking_rejected{70'000, drawn, review_rule::fewer_seats, {2}, {seat_id{"A1"}}},
                 {{"number", 70'000},
                  {"round", 3},
                  {"seed", binary(0xA0, 16)},
                  {"rule", "fewer_seats"},
                  {"lostTo", {2}},
                  {"seatsLost", {"A1"}}},
                 R"({"number":70000,"round":3,"seed":"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",)"
                 R"("rule":"fewer_seats","lostTo":[2],"seatsLost":["A1"]})"});
  all.push_back({"BookingExpired",
                 booking_expired{2, expiry_reason::review_timeout, 3},
                 {{"number", 2}, {"reason", "review_timeout"}, {"round", 3}},
                 R"({"number":2,"reason":"review_timeout","round":3})"});
  all.push_back({"BookingCancelled",
                 booking_cancelled{2, canceller::by_customer},
                 {{"number", 2}, {"by", "by_customer"}},
                 R"({"number":2,"by":"by_customer"})"});
}

void add_payment_samples(std::vector<sample>& all) {
  const json amount{{"value", 40'000}, {"currency", "INR"}};
  const std::string begin =
      R"({"number":2,"paymentId":"pay_7","amount":{"value":40000,"currency":"INR"})";
  const std::string paid = begin + R"(,"paidAt":"2026-12-24T18:30:00.123Z","reason":")";
  const payment_id payment{"pay_7"};
  const money received{40'000, "INR"};
  all.push_back({"BookingPaid",
                 booking_paid{2, payment, received, sample_at, paid_how::late_delivery},
                 {{"number", 2},
                  {"paymentId", "pay_7"},
                  {"amount", amount},
                  {"paidAt", sample_at},
                  {"reason", "late_delivery"}},
                 paid + R"(late_delivery"})"});
  all.push_back({"PaymentFailed",
                 payment_failed{2, payment, received},
                 {{"number", 2}, {"paymentId", "pay_7"}, {"amount", amount}},
                 begin + "}"});
  all.push_back({"RefundDue",
                 refund_due{2, payment, received, sample_at, refund_reason::seats_gone},
                 {{"number", 2},
                  {"paymentId", "pay_7"},
                  {"amount", amount},
                  {"paidAt", sample_at},
                  {"reason", "seats_gone"}},
                 paid + R"(seats_gone"})"});
  all.push_back({"RefundCompleted",
                 refund_completed{2, payment, received},
                 {{"number", 2}, {"paymentId", "pay_7"}, {"amount", amount}},
                 begin + "}"});
}

void add_change_samples(std::vector<sample>& all) {
  const json amount{{"value", 40'000}, {"currency", "INR"}};
  const std::string amount_text = R"("amount":{"value":40000,"currency":"INR"})";
  all.push_back({"BookingMoved",
                 booking_moved{2, {seat_id{"A2"}, seat_id{"A1"}}, {seat_id{"A1"}, seat_id{"B2"}}},
                 {{"number", 2}, {"from", {"A2", "A1"}}, {"to", {"A1", "B2"}}},
                 R"({"number":2,"from":["A2","A1"],"to":["A1","B2"]})"});
  all.push_back({"SeatsReturned",
                 seats_returned{2, {seat_id{"A1"}}, {40'000, "INR"}},
                 {{"number", 2}, {"seats", {"A1"}}, {"amount", amount}},
                 R"({"number":2,"seats":["A1"],)" + amount_text + "}"});
  all.push_back({"PaymentReversed",
                 payment_reversed{2, payment_id{"pay_7"}, {40'000, "INR"}},
                 {{"number", 2}, {"paymentId", "pay_7"}, {"amount", amount}},
                 R"({"number":2,"paymentId":"pay_7",)" + amount_text + "}"});
}

void add_gate_samples(std::vector<sample>& all) {
  all.push_back(
      {"SeatAdmitted",
       seat_admitted{2, seat_id{"A1"}, "Nord 2", sample_at - 60'000, "token:north"},
       {{"number", 2},
        {"seat", "A1"},
        {"gate", "Nord 2"},
        {"scannedAt", sample_at - 60'000},
        {"by", "token:north"}},
       R"({"number":2,"seat":"A1","gate":"Nord 2","scannedAt":"2026-12-24T18:29:00.123Z",)"
       R"("by":"token:north"})"});
}

/// A change of each form: text, time, price, list, and members that are removed.
void add_changed_show(std::vector<sample>& all) {
  show_changes changes;
  changes.hall = "Hall 2";
  changes.starts_at = 1'798'138'800'000;
  changes.sales_close_at.emplace(1'798'135'200'000);
  changes.price = 16'000;
  changes.rows = std::vector<seat_row>{{"A", "GOLD", {seat_id{"A1"}, std::nullopt, seat_id{"A3"}}}};
  changes.time_zone.emplace(std::nullopt);
  changes.opens_at.emplace(std::nullopt);
  changes.price_types.emplace(std::nullopt);
  changes.max_seats_per_customer.emplace(6);
  changes.single_seats.emplace(single_seats::refuse);
  const json one_row{{"row", "A"}, {"class", "GOLD"}, {"seats", {"A1", nullptr, "A3"}}};
  all.push_back(
      {"ShowChanged",
       show_changed{changes, {}},
       {{"changes",
         {{"hall", "Hall 2"},
          {"startsAt", 1'798'138'800'000},
          {"salesCloseAt", 1'798'135'200'000},
          {"price", 16'000},
          {"rows", json::array({one_row})},
          {"timeZone", nullptr},
          {"opensAt", nullptr},
          {"priceTypes", nullptr},
          {"maxSeatsPerCustomer", 6},
          {"singleSeats", "refuse"}}}},
       R"({"changes":{"hall":"Hall 2","startsAt":"2026-12-24T19:00:00.000Z",)"
       R"("salesCloseAt":"2026-12-24T18:00:00.000Z","price":16000,)"
       R"("rows":[{"row":"A","class":"GOLD","seats":["A1",null,"A3"]}],"timeZone":null,)"
       R"("opensAt":null,"priceTypes":null,"maxSeatsPerCustomer":6,"singleSeats":"refuse"}})"});
}

} // namespace

const std::vector<sample>& samples() {
  static const std::vector<sample> all = [] {
    std::vector<sample> made;
    add_show_samples(made);
    add_review_samples(made);
    add_payment_samples(made);
    add_change_samples(made);
    add_gate_samples(made);
    add_changed_show(made);
    return made;
  }();
  return all;
}

} // namespace boxoffice::events::tests
