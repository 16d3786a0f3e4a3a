#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/review_round.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>

namespace boxoffice::tests {

namespace {

/// The story on one line, so that it can be searched whatever the width.
std::string story_of(cinema_fixture& cinema, const json& ticket) {
  auto text = printed_by(cinema.data_dir(), {"explain", ticket.at("reqId")});
  for (const auto& line : lines_of(text))
    CHECK_MESSAGE(line.size() <= 80, line);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

} // namespace

TEST_CASE("explain: both sides of a draw learn how to check it, and never the other's reqId") {
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "500ms"}, {"review.contention_window", "5s"}}};
  cinema.open_show("s", hall(2, 5));
  cinema.book("s", {"A1", "A2"}, "ann@example.com");
  auto one = cinema.book("s", {"B1", "B2"}, "ann@example.com");
  auto other = cinema.book("s", {"B2", "B3"}, "bob@example.com");
  one = cinema.decided(one.at("reqId"));
  other = cinema.decided(other.at("reqId"));
  auto [winner, loser] =
      one.at("status") == "CONFIRMED" ? std::pair{one, other} : std::pair{other, one};
  auto explanation = loser.at("explanation");
  REQUIRE(explanation.at("rule") == "lost_draw");
  auto seed = decode_hex(explanation.at("seed").get<std::string>());
  auto lot = [&](const json& ticket) { return hex(draw_of(seed, ticket.at("number"))); };
  auto number = [](const json& ticket) { return ticket.at("number").dump(); };
  auto lost = story_of(cinema, loser);
  CHECK(lost.find("booking " + number(loser) + " lost seat B2 to booking " + number(winner)) !=
        std::string::npos);
  CHECK(lost.find("The lot of booking " + number(loser) + " was " + lot(loser) +
                  ". That of booking " + number(winner) + " was " + lot(winner) +
                  ", which is lower.") != std::string::npos);
  auto won = story_of(cinema, winner);
  CHECK(won.find("went before booking " + number(loser) + " (2 seats: ") != std::string::npos);
  CHECK(won.find("That of booking " + number(loser) + " was " + lot(loser) +
                 ", which is higher.") != std::string::npos);
  for (const auto& story : {won, lost})
    for (const auto& ticket : {winner, loser})
      CHECK(story.find(ticket.at("reqId").get<std::string>().substr(2)) == std::string::npos);
}

TEST_CASE("explain: payments and refunds are explained, with the server running or stopped") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  auto ticket = cinema.paid("s", {"A1"}, "pay-1");
  CHECK(cinema.operate("/api/ticket/" + ticket.at("reqId").get<std::string>() + "/cancel").status ==
        200);
  auto story = story_of(cinema, ticket);
  CHECK(story.find("Booking 2 asked for 1 seat, A1, of \"The Third Man\" (show s, Big hall, ") ==
        0);
  CHECK(story.find("Payment pay-1 of 200.00 INR, made at ") != std::string::npos);
  CHECK(story.find("the operator of the box office (by token) cancelled booking 2, after it had "
                   "been paid.") != std::string::npos);
  CHECK(story.ends_with("booking 2 is cancelled and has no seats; the 200.00 INR of payment pay-1 "
                        "is still to be paid back. "));
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  CHECK(story_of(cinema, ticket) == story);
}

TEST_CASE("explain: an unknown booking ends with 1, a text that is no reqId with 2") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto& data = cinema.data_dir();
  for (const std::string unknown : {"s.AAAAAAAAAAAAAAAAAAAAAA", "x.AAAAAAAAAAAAAAAAAAAAAA"})
    check_refused(data, {"explain", unknown}, 1,
                  "boxoffice: the log has no booking " + unknown + "\n");
  check_refused(data, {"explain", "s.A"}, 2, "boxoffice: \"s.A\" is not a reqId\n");
  check_refused(data, {"explain"}, 2, "REQID");
}

} // namespace boxoffice::tests
