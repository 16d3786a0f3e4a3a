#include "cli/reports/customer_data.hpp"

#include "events/codec/codec.hpp"
#include "storage/accounts.hpp"
#include "storage/rocksdb/open.hpp"
#include "storage/side_rows.hpp"
#include "tests/support/noon.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace boxoffice::cli::tests {

namespace {

using namespace events;
using boxoffice::tests::noon;
using nlohmann::json;

constexpr customer_id ann{1, 2, 3}, bob{4, 5, 6};

/// A show of one seat that ann books and cancels many times, and bob in between; ann's first refund
/// is paid at the very end.
class often_booked {
public:
  explicit often_booked(int bookings)
      : log_{storage::open_rocksdb_log({place_.path() / "log"}).value()} {
    show_body body{"Metropolis", "Hall 1", noon + 3'600'000,    noon + 3'600'000,
                   "INR",        150,      {{"ONE", "One", 0}}, {}};
    body.rows = {{"A", "ONE", {seat_id{"A1"}}}};
    add(show_opened{body, rules{}});
    auto first = request(ann);
    add(refund_due{first, {"p1"}, {150, "INR"}, noon, refund_reason::too_late});
    for (int i = 1; i < bookings; ++i) {
      add(booking_cancelled{request(ann), canceller::by_customer});
      if (i % 7 == 0)
        add(booking_cancelled{request(bob), canceller::by_customer});
    }
    add(refund_completed{first, {"p1"}, {150, "INR"}});
    REQUIRE(log_->append({{written_}, {}}).has_value());
  }

  storage::event_log& log() { return *log_; }

private:
  booking_number request(const customer_id& customer) {
    bytes16 secret{};
    auto number = big_endian(seq_ + 1);
    std::ranges::copy(number, secret.begin());
    add(booking_requested{{id_, secret}, customer, {seat_id{"A1"}}, {150, "INR"}, {}});
    return seq_;
  }

  void add(const event& fact) {
    auto envelope = encode(fact, noon);
    head_ = chain_hash(head_, id_, ++seq_, bytes_of(envelope));
    written_.records.push_back(std::string{head_.begin(), head_.end()} + envelope);
  }

  boxoffice::tests::temporary_directory place_;
  std::unique_ptr<storage::event_log> log_;
  show_id id_{"often"};
  storage::stream_append written_{id_, 1, {}};
  std::uint64_t seq_ = 0;
  bytes32 head_{};
};

} // namespace

TEST_CASE("customer data: each of thousands of bookings is printed once, in order and in pieces") {
  constexpr int bookings = 2'345;
  often_booked cinema{bookings};
  std::string text;
  std::size_t longest = 0;
  auto printed = print_customer_data(
      cinema.log(), {ann}, account_is::here, [] {},
      [&](std::string_view piece) {
        longest = std::max(longest, piece.size());
        text += piece;
        return true;
      });
  REQUIRE(printed.has_value());
  auto exported = json::parse(text);
  CHECK(text == nlohmann::ordered_json::parse(text).dump(2) + '\n');
  CHECK(exported.at("customer") == to_hex(ann));
  CHECK(exported.at("bookings").size() == bookings);
  CHECK(longest < 10'000);
  std::uint64_t last = 0;
  for (const auto& each : exported.at("bookings")) {
    auto number = each.at("number").get<std::uint64_t>();
    CHECK(number > last);
    CHECK(each.at("events").size() == (last == 0 ? 3 : 2));
    for (const auto& event : each.at("events"))
      CHECK((event.at("seq") == number || event.at("data").at("number") == number));
    last = number;
  }
}

TEST_CASE("customer data: every spelling of an address in an old log is printed") {
  often_booked cinema{1};
  auto mails_in = [&] {
    std::string text;
    auto printed = print_customer_data(
        cinema.log(), {ann, bob}, account_is::here, [] {},
        [&](std::string_view piece) {
          text += piece;
          return true;
        });
    REQUIRE(printed.has_value());
    auto exported = json::parse(text);
    return json{exported.at("mail"), exported.value("otherMails", json::array())};
  };
  CHECK(mails_in() == json{nullptr, json::array()});
  storage::write_batch rows;
  rows.rows.push_back(storage::mail_row(ann, "JÖRG@example.org"));
  REQUIRE(cinema.log().append(rows).has_value());
  CHECK(mails_in() == json{"jÖrg@example.org", json::array()});
  rows.rows.back() = storage::mail_row(bob, "jörg@example.org");
  REQUIRE(cinema.log().append(rows).has_value());
  CHECK(mails_in() == json{"jÖrg@example.org", {"jörg@example.org"}});
}

TEST_CASE("customer data: an account is printed by the log of its node only") {
  often_booked cinema{1};
  const storage::write_batch added{{}, {storage::account_row(ann, {noon, "$argon2id$x"})}};
  REQUIRE(cinema.log().append(added).has_value());
  auto exported = [&](account_is at) {
    std::string text;
    auto printed = print_customer_data(
        cinema.log(), {ann}, at, [] {},
        [&](std::string_view piece) {
          text += piece;
          return true;
        });
    REQUIRE(printed.has_value());
    CHECK(text.find("argon2id") == std::string::npos);
    return json::parse(text);
  };
  CHECK(exported(account_is::here).at("account").contains("createdAt"));
  CHECK_FALSE(exported(account_is::elsewhere).contains("account"));
  CHECK(exported(account_is::elsewhere).at("bookings").size() == 1);
}

TEST_CASE("customer data: a closed output ends the search") {
  often_booked cinema{1'500};
  int pieces = 0;
  auto printed = print_customer_data(
      cinema.log(), {ann}, account_is::here, [] {}, [&](std::string_view) { return ++pieces < 5; });
  CHECK(printed.has_value());
  CHECK(pieces <= 6);
}

} // namespace boxoffice::cli::tests
