#include "tests/storage/staged_show.hpp"

#include "events/decide/decide.hpp"
#include "storage/side_rows.hpp"
#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

using namespace events;

write_batch staged_show::apply(const any_command& command) {
  auto decided = decide(state_, command, rules{});
  if (!decided || decided->empty())
    return {};
  auto at = stream_time(state_, std::visit([](const auto& each) { return each.at; }, command));
  auto had_open_work = state_.has_open_work();
  stream_append written{state_.id, state_.seq + 1, {}};
  std::vector<recorded> fresh;
  for (auto& fact : *decided) {
    auto envelope = encode(fact, at);
    head_ = chain_hash(head_, state_.id, state_.seq + 1, bytes_of(envelope));
    written.records.push_back(std::string{head_.begin(), head_.end()} + envelope);
    fresh.push_back({state_.seq + 1, at, std::move(fact)});
    evolve(state_, fresh.back());
  }
  auto beside = rows_of(fresh, state_, had_open_work);
  history_.insert(history_.end(), fresh.begin(), fresh.end());
  return {{std::move(written)}, std::move(beside)};
}

void staged_show::apply(event_log& log, const any_command& command) {
  CHECK(log.append(apply(command)));
}

show_body small_hall() {
  show_body body{
      "The Third Man", "Small hall", start_of_script + 3'600'000, start_of_script + 3'600'000,
      "INR",           150,          {{"GOLD", "Gold", 50}},      {}};
  for (const std::string row : {"A", "B", "C"})
    body.rows.push_back({row,
                         "GOLD",
                         {seat_id{row + '1'}, seat_id{row + '2'}, std::nullopt, seat_id{row + '3'},
                          seat_id{row + '4'}}});
  return body;
}

bytes16 secret_of(char letter) {
  bytes16 secret{};
  secret.fill(static_cast<std::uint8_t>(letter));
  return secret;
}

open_show open_at(time_ms after) { return {start_of_script + after, small_hall()}; }

request_booking book_at(time_ms after, char secret, std::vector<std::string> seats) {
  request_booking command{start_of_script + after, {{"show"}, secret_of(secret)}, {}, {}, {}};
  command.customer.fill(static_cast<std::uint8_t>(secret));
  for (auto& seat : seats)
    command.seats.push_back({std::move(seat)});
  return command;
}

hold_review review_at(time_ms after) {
  bytes16 seed{};
  seed.fill(static_cast<std::uint8_t>(after));
  return {start_of_script + after, seed};
}

record_payment pay_at(time_ms after, char secret, std::string payment, std::int64_t amount,
                      payment_status status) {
  return {start_of_script + after, secret_of(secret),      {std::move(payment)}, status,
          money{amount, "INR"},    start_of_script + after};
}

cancel_booking cancel_at(time_ms after, char secret, canceller by) {
  return {start_of_script + after, secret_of(secret), by, std::nullopt};
}

show_changes new_price() {
  show_changes changes;
  changes.price = 300;
  return changes;
}

std::vector<any_command> long_script() {
  return {open_at(0),
          block_seats{start_of_script + 5, {{"C4"}}},
          book_at(10, 'a', {"A1", "A2"}),
          book_at(20, 'b', {"A2"}),
          book_at(30, 'c', {"B1"}),
          review_at(1'000),
          pay_at(1'500, 'a', "p0", 400, payment_status::failed),
          pay_at(2'000, 'a', "p1", 400),
          pay_at(3'000, 'b', "p2", 200), // Rejected: its money is due back.
          pay_at(4'000, 'a', "p3", 400), // Paid already.
          pay_at(4'500, 'b', "p2", 200, payment_status::refunded),
          pause_sales{start_of_script + 5'000},
          resume_sales{start_of_script + 6'000},
          unblock_seats{start_of_script + 6'500, {{"C4"}}},
          expire_holds{start_of_script + 130'000}, // The hold of c.
          book_at(140'000, 'd', {"B1", "B2", "B3"}),
          review_at(180'000), // Too late for d.
          book_at(190'000, 'e', {"C1"}),
          review_at(191'000),
          cancel_at(192'000, 'e', canceller::by_customer),
          book_at(200'000, 'f', {"C2"}),
          review_at(201'000),
          book_at(201'100, 'g', {"A3", "A4"}),
          review_at(201'200),
          pay_at(201'300, 'g', "p9", 400),
          move_booking{start_of_script + 201'400, secret_of('g'), {{"B3"}, {"B4"}}},
          admit_seat{start_of_script + 201'450, 25, {"B4"}, "North"},
          change_show{start_of_script + 201'460, new_price()},
          return_seats{start_of_script + 201'500, secret_of('g'), {{"B3"}}},
          pay_at(201'600, 'g', "p9", 50, payment_status::refunded), // Refused: 200 are due.
          pay_at(201'700, 'g', "p9", 200, payment_status::refunded),
          pay_at(201'800, 'g', "p9", 50, payment_status::refunded), // Of what is left.
          pause_sales{start_of_script + 202'000},
          cancel_show{start_of_script + 203'000}};
}

} // namespace boxoffice::storage::tests
