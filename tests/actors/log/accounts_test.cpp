// Accounts of customers at the node that has them.
#include "actors/log/log_writer.hpp"
#include "storage/accounts.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;

namespace {

find_account account_of(std::uint8_t whom) { return {{customer(whom)}, "ann@x.org"}; }
add_account new_account(std::uint8_t whom, std::string hash) {
  return {{customer(whom)}, "ann@x.org", std::move(hash)};
}

} // namespace

TEST_CASE("accounts: one is found once it was added, and a second one does not replace it") {
  node box;
  CHECK_FALSE(box.ask_now<account_found>(account_of(1)).account);
  box.ask_now<account_added>(new_account(1, "first"));
  box.ask_now<account_added>(new_account(1, "second"));
  auto found = box.ask_now<account_found>(account_of(1)).account;
  REQUIRE(found);
  CHECK(found->password_hash == "first");
  CHECK(found->created_at == box.now());
  CHECK(found->bookings_from == 0);
  CHECK_FALSE(box.ask_now<account_found>(account_of(2)).account);
}

TEST_CASE("accounts: one under another key's id is found, and kept by a sign-up") {
  node box;
  box.ask_now<account_added>(new_account(2, "of another log"));
  const std::vector both{customer(1), customer(2)};
  box.ask_now<account_added>(add_account{both, "ann@x.org", "of somebody else"});
  auto found = box.ask_now<account_found>(find_account{both, "ann@x.org"}).account;
  REQUIRE(found);
  CHECK(found->password_hash == "of another log");
  CHECK_FALSE(box.ask_now<account_found>(account_of(1)).account);
}

TEST_CASE("accounts: the reply to a sign-up waits until the account is durable") {
  node box;
  auto request = box.ask(new_account(1, "hash"));
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(request));
  box.log().before_append_returns = [&] { CHECK_FALSE(box.has_reply(request)); };
  box.run();
  box.reply_to<account_added>(request);
}

TEST_CASE("accounts: an erased one is gone, and the next does not hold earlier bookings") {
  node box;
  box.ask_now<account_added>(new_account(1, "hash"));
  CHECK(box.ask_now<customer_erased>(erase_customer{{customer(1)}, {}}).existed);
  CHECK_FALSE(box.ask_now<account_found>(account_of(1)).account);
  box.pass(milliseconds{1'000});
  box.ask_now<account_added>(new_account(1, "another"));
  auto found = box.ask_now<account_found>(account_of(1)).account;
  REQUIRE(found);
  CHECK(found->bookings_from == box.now());
}

TEST_CASE("accounts: one that was reset is gone, and the next holds the same bookings") {
  node box;
  const reset_account reset{{customer(1), customer(2)}, "ann@x.org"};
  CHECK_FALSE(box.ask_now<account_reset>(reset).existed);
  box.ask_now<account_added>(new_account(2, "of another log"));
  CHECK(box.ask_now<account_reset>(reset).existed);
  const find_account both{{customer(1), customer(2)}, "ann@x.org"};
  CHECK_FALSE(box.ask_now<account_found>(both).account);
  box.pass(milliseconds{1'000});
  box.ask_now<account_added>(new_account(1, "another"));
  auto found = box.ask_now<account_found>(both).account;
  REQUIRE(found);
  CHECK(found->password_hash == "another");
  CHECK(found->bookings_from == 0);
}

TEST_CASE("accounts: the reply to a reset waits until the account is durably gone") {
  node box;
  box.ask_now<account_added>(new_account(1, "hash"));
  auto request = box.ask(reset_account{{customer(1)}, "ann@x.org"});
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(request));
  box.log().before_append_returns = [&] { CHECK_FALSE(box.has_reply(request)); };
  box.run();
  CHECK(box.reply_to<account_reset>(request).existed);
}

TEST_CASE("accounts: a look-up for a token is no attempt to sign in") {
  auto options = virtual_time();
  options.attempts_per_minute = 1;
  node box{options};
  auto for_token = account_of(1);
  for_token.is_attempt = false;
  for (int i = 0; i < 5; ++i)
    CHECK_FALSE(box.ask_now<account_found>(for_token).account);
  CHECK_FALSE(box.ask_now<account_found>(account_of(1)).account);
  box.ask_now<too_many_attempts>(account_of(1));
  CHECK_FALSE(box.ask_now<account_found>(for_token).account);
}

TEST_CASE("accounts: attempts for one mail address are limited, sign-ups and sign-ins together") {
  auto options = virtual_time();
  options.attempts_per_minute = 3;
  node box{options};
  for (int i = 0; i < 3; ++i)
    box.ask_now<account_found>(account_of(1));
  CHECK(box.ask_now<too_many_attempts>(account_of(1)).retry_after_s == 20);
  box.ask_now<account_found>(account_of(2));
  box.ask_now<account_added>(new_account(1, "hash")); // Its attempt was counted before.
  box.pass(milliseconds{20'000});
  CHECK(box.ask_now<account_found>(account_of(1)).account);
}

} // namespace boxoffice::actors::tests
