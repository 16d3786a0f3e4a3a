// Rows of one-time links that open a booking.
#include "storage/link/booking_links.hpp"

#include "storage/side_rows.hpp"
#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

namespace {

constexpr events::time_ms first_made = 1'790'000'000'000;
constexpr events::time_ms minute = 60'000;

linked_booking booking_of(std::uint8_t customer, const std::string& show = "s",
                          events::booking_number number = 7) {
  return {{customer}, {show}, number};
}

booking_link made(events::time_ms at, std::uint8_t hash) { return {at, events::bytes32{hash}}; }

status put_links(event_log& log, const linked_booking& booking,
                 const std::vector<booking_link>& links) {
  write_batch batch;
  batch.rows.push_back(links_row(booking, links));
  return log.append(batch);
}

} // namespace

TEST_CASE("links: a token says which booking it opens, and no two bits of it can be changed") {
  const auto token = link_token({"regal-1"}, 300, {1, 2, 3});
  CHECK(token.size() == std::string{"regal-1."}.size() + 32);
  const auto place = parse_link_token(token);
  REQUIRE(place);
  CHECK(place->show.text == "regal-1");
  CHECK(place->number == 300);
  CHECK(hash_of_link(token) != hash_of_link(link_token({"regal-1"}, 300, {1, 2, 4})));
  for (const auto* other : {"", "regal-1", "regal-1.", ".AAAA", "re gal.AAAA", "regal-1.AAAA"})
    CHECK_FALSE(parse_link_token(other));
  CHECK_FALSE(parse_link_token(token + "A"));
}

TEST_CASE("links: one can be used for half an hour, and not twice") {
  std::vector links{made(first_made, 1), made(first_made + minute, 2)};
  CHECK(usable_link(links, events::bytes32{3}, first_made) == nullptr);
  CHECK(usable_link(links, events::bytes32{1}, first_made + 30 * minute - 1) == &links[0]);
  CHECK(usable_link(links, events::bytes32{1}, first_made + 30 * minute) == nullptr);
  links[1].token_hash.reset();
  CHECK(usable_link(links, events::bytes32{2}, first_made + minute) == nullptr);
}

LOG_CONTRACT("links: those of the last hour are read as they were written") {
  Engine engine;
  auto log = engine.open();
  const auto booking = booking_of(1);
  CHECK(links_of(*log, booking, first_made).value().empty());
  std::vector links{made(first_made, 1), made(first_made + minute, 2)};
  links[1].token_hash.reset();
  REQUIRE(put_links(*log, booking, links));
  CHECK(links_of(*log, booking, first_made + minute).value() == links);
  links.erase(links.begin());
  CHECK(links_of(*log, booking, first_made + 60 * minute).value() == links);
  CHECK(links_of(*log, booking_of(1, "s", 8), first_made).value().empty());
  CHECK(links_of(*log, booking_of(2), first_made).value().empty());
  REQUIRE(put_links(*log, booking, {}));
  CHECK(scan_all(*log, table::customers).empty());
}

LOG_CONTRACT("links: a row that cannot be decoded is an error") {
  Engine engine;
  auto log = engine.open();
  for (const auto* row : {"2 1 -", "1 x -", "1 1", "1 1 zz", "1 1 00"}) {
    write_batch batch;
    batch.rows.push_back({table::customers, link_key(booking_of(1)), row});
    REQUIRE(log->append(batch));
    CHECK(links_of(*log, booking_of(1), 1).error().what == storage_error::kind::corrupt);
  }
}

LOG_CONTRACT("links: the erasure of a customer takes those to all bookings, and no one else's") {
  Engine engine;
  auto log = engine.open();
  const events::customer_id ann{1};
  write_batch mails;
  mails.rows.push_back(mail_row(ann, "ann@x.org"));
  REQUIRE(log->append(mails));
  for (const auto& each : {booking_of(1), booking_of(1, "t"), booking_of(2)})
    REQUIRE(put_links(*log, each, {made(first_made, 1)}));
  CHECK(link_keys(*log, ann).value().size() == 2);
  CHECK(forget(*log, std::vector{ann}, "ann@x.org").value());
  CHECK(link_keys(*log, ann).value().empty());
  CHECK(scan_all(*log, table::customers).size() == 1);
  CHECK(customers_with(*log, "ann@x.org").value().empty());
}

LOG_CONTRACT("links: rows whose links are long over are found, however many others there are") {
  Engine engine;
  auto log = engine.open();
  write_batch mails;
  for (std::uint8_t i = 1; i <= 200; ++i)
    mails.rows.push_back(mail_row({i}, "mail of some customer"));
  REQUIRE(log->append(mails));
  REQUIRE(put_links(*log, booking_of(150), {made(first_made, 1)}));
  REQUIRE(put_links(*log, booking_of(199), {made(first_made + 60 * minute, 1)}));
  std::string place;
  std::vector<row_change> gone;
  for (int call = 0; call < 4; ++call)
    for (auto& each : old_links(*log, place, first_made + 120 * minute).value())
      gone.push_back(std::move(each));
  REQUIRE(gone.size() == 1);
  CHECK(gone.front().key == link_key(booking_of(150)));
  CHECK_FALSE(gone.front().value);
  CHECK(place.empty()); // From the beginning again.
}

} // namespace boxoffice::storage::tests
