// Links that open a booking, at the node of the show.
#include "actors/log/log_writer.hpp"
#include "storage/link/booking_links.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;

namespace {

struct linked_show {
  node box;
  booking_taken booked;

  linked_show() {
    box.ask_now<show_view>("s", open());
    booked = box.book_now("s", {"A1", "A2"});
  }

  find_link finding(std::uint8_t whom = 1) const {
    return {reference_of({"s"}, booked.number, booked.id.secret), customer(whom)};
  }
  use_link using_of(const std::string& token) const {
    return {booked.number, storage::hash_of_link(token)};
  }
  errc refusal_of(show_question what) { return box.ask_now<refusal>("s", std::move(what)).code; }
};

} // namespace

TEST_CASE("links: reference and customer make one, which opens the booking once") {
  linked_show at;
  const auto made = at.box.ask_now<link_made>("s", at.finding());
  CHECK(made.mail == "ann@x.org");
  CHECK(made.view.booking.number == at.booked.number);
  CHECK(at.box.ask_now<link_opened>("s", at.using_of(made.token)).id == at.booked.id);
  CHECK(at.refusal_of(at.using_of(made.token)) == errc::link_used);
}

TEST_CASE("links: another customer or reference makes none") {
  linked_show at;
  CHECK(at.refusal_of(at.finding(2)) == errc::booking_not_found);
  auto other = at.finding();
  other.reference.check = {};
  CHECK(at.refusal_of(other) == errc::booking_not_found);
  other = at.finding();
  ++other.reference.number;
  CHECK(at.refusal_of(other) == errc::booking_not_found);
  other = at.finding();
  other.customer.reset();
  CHECK(at.refusal_of(other) == errc::booking_not_found);
  CHECK(at.box.ask_now<refusal>("nowhere", at.finding()).code == errc::booking_not_found);
  CHECK(at.box.ask_now<refusal>("nowhere", at.using_of("x")).code == errc::link_used);
}

TEST_CASE("links: one is over after half an hour, and survives a restart until then") {
  linked_show at;
  const auto first = at.box.ask_now<link_made>("s", at.finding()).token;
  const auto second = at.box.ask_now<link_made>("s", at.finding()).token;
  CHECK(first != second);
  at.box.pass(milliseconds{storage::link_lifetime_ms - 60'000});
  at.box.restart();
  CHECK(at.box.ask_now<link_opened>("s", at.using_of(first)).id == at.booked.id);
  at.box.pass(milliseconds{60'000});
  CHECK(at.refusal_of(at.using_of(second)) == errc::link_used);
}

TEST_CASE("links: a booking has three an hour, used ones too") {
  linked_show at;
  for (int i = 0; i < 3; ++i) {
    const auto made = at.box.ask_now<link_made>("s", at.finding());
    if (i == 0)
      at.box.ask_now<link_opened>("s", at.using_of(made.token));
    at.box.pass(milliseconds{60'000});
  }
  CHECK(at.box.ask_now<too_many_attempts>("s", at.finding()).retry_after_s == 57 * 60);
  CHECK(at.box.ask_now<too_many_attempts>("s", resend_link{at.booked.id.secret}).retry_after_s > 0);
  at.box.pass(milliseconds{57 * 60'000});
  at.box.ask_now<link_made>("s", at.finding());
}

TEST_CASE("links: the next one takes the rows of those that are long over, but not its own") {
  linked_show at;
  const auto other = at.box.book_now("s", {"A4"});
  at.box.ask_now<link_made>("s", at.finding());
  at.box.ask_now<link_made>("s", resend_link{other.id.secret});
  at.box.pass(milliseconds{3 * 3'600'000});
  const auto token = at.box.ask_now<link_made>("s", at.finding()).token;
  CHECK(storage::link_keys(at.box.log(), customer(1)).value().size() == 1);
  CHECK(at.box.ask_now<link_opened>("s", at.using_of(token)).id == at.booked.id);
}

TEST_CASE("links: the operator makes one by the reqId") {
  linked_show at;
  CHECK(at.box.ask_now<link_made>("s", resend_link{at.booked.id.secret}).mail == "ann@x.org");
  CHECK(at.refusal_of(resend_link{bytes16{9}}) == errc::booking_not_found);
}

TEST_CASE("links: after an erasure there are none, not even if the address is back") {
  linked_show at;
  const auto token = at.box.ask_now<link_made>("s", at.finding()).token;
  at.box.pass(milliseconds{1'000});
  CHECK(at.box.ask_now<customer_erased>(erase_customer{{customer(1)}, "ann@x.org"}).existed);
  CHECK(at.refusal_of(at.using_of(token)) == errc::link_used);
  CHECK(at.refusal_of(at.finding()) == errc::no_mail);
  CHECK(at.refusal_of(resend_link{at.booked.id.secret}) == errc::no_mail);
  at.box.pass(milliseconds{1'000});
  at.box.book_now("s", {"A4"});
  CHECK(at.refusal_of(at.finding()) == errc::no_mail);
}

TEST_CASE("links: the reply waits until the link is durably made or used") {
  linked_show at;
  auto request = at.box.ask("s", at.finding());
  at.box.run_without<log_writer>();
  CHECK_FALSE(at.box.has_reply(request));
  at.box.log().before_append_returns = [&] { CHECK_FALSE(at.box.has_reply(request)); };
  at.box.run();
  const auto token = at.box.reply_to<link_made>(request).token;
  request = at.box.ask("s", at.using_of(token));
  at.box.run();
  at.box.reply_to<link_opened>(request);
}

TEST_CASE("links: a link is never made before its booking is durable") {
  linked_show at;
  at.box.log().forget_batches();
  const auto booking = at.box.ask("s", book({"A5"}));
  const auto opened = at.box.ask("s", resend_link{at.booked.id.secret});
  at.box.run();
  at.box.reply_to<booking_taken>(booking);
  at.box.reply_to<link_made>(opened);
  CHECK(at.box.log().batches().size() == 2);
}

} // namespace boxoffice::actors::tests
