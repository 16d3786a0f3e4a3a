// A show whose prices, time and rows the operator changes, and whose bookings move, while customers
// book and follow it. Afterwards each answer is compared with the log.
#include "tests/acceptance/evening/busy_show.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/websocket_client.hpp"

#include <fstream>
#include <thread>
#include <utility>

namespace boxoffice::tests {

namespace {

constexpr unsigned load_clients = 6;
constexpr unsigned requests_of_each = 60;
constexpr unsigned requests_between_changes = 4;
constexpr unsigned changes_of_the_show = load_clients * requests_of_each / requests_between_changes;

/// Runs `work` in a thread; what it throws is an unexpected answer.
template <class Work>
std::thread recorded_thread(busy_show& cinema, std::string name, Work work) {
  return std::thread{[&cinema, name = std::move(name), work = std::move(work)] {
    try {
      work(name);
    } catch (const std::exception& error) {
      cinema.records.answers.unexpected(name + ": " + error.what());
    }
  }};
}

/// Follows the seats until W1 is blocked.
void follow_seats(busy_show& cinema, const std::string& name, std::optional<std::uint64_t> after) {
  auto target = std::string{"/ws/movieshow/"} + busy_show::id;
  if (after)
    target += "?after=" + std::to_string(*after);
  websocket_client pushes{cinema.server().port(), target, {}, std::chrono::minutes{2}};
  for (auto frame = json::object(); frame.value("W1", "") != "blocked";) {
    const auto message = pushes.next();
    cinema.records.answers.frame(name, busy_show::id, message, after);
    frame = message.contains("seats") ? message.at("seats") : message.at("changed");
  }
}

std::thread feed_thread(busy_show& cinema, const char* feed, std::optional<std::uint64_t> after) {
  return recorded_thread(cinema, feed, [&cinema, after](const std::string& name) {
    follow_seats(cinema, name, after);
  });
}

/// All at once; then W1 is blocked, which ends the feeds.
void change_under_load(busy_show& cinema) {
  std::vector<std::thread> customers;
  std::vector<std::thread> feeds;
  feeds.push_back(feed_thread(cinema, "feed-start", std::nullopt));
  for (unsigned i = 0; i < load_clients; ++i)
    customers.push_back(recorded_thread(
        cinema, "customer-" + std::to_string(i), [&cinema, i](const std::string& name) {
          load_customer one{cinema, name, 500 + i};
          for (unsigned number = 0; number < requests_of_each; ++number)
            one.book(number);
        }));
  auto moves = recorded_thread(cinema, "mover", [&](const std::string& name) {
    moving_operator one{cinema, name};
    while (const auto ticket = cinema.paid_tickets.take())
      one.move(*ticket);
  });
  auto changes = recorded_thread(cinema, "changer", [&](const std::string& name) {
    changing_operator one{cinema, name};
    for (unsigned number = 0; number < changes_of_the_show; ++number) {
      cinema.counts.wait_for_requests(requests_between_changes * number);
      one.change(number);
      if (number == changes_of_the_show / 2)
        feeds.push_back(feed_thread(cinema, "feed-middle", one.version()));
    }
  });
  for (auto& each : customers)
    each.join();
  cinema.counts.note_requests(load_clients * requests_of_each); // Some may have thrown.
  changes.join();
  cinema.paid_tickets.close();
  moves.join();
  require_status(cinema.operate(std::string{"/api/movieshow/"} + busy_show::id + "/block",
                                {{"seats", {"W1"}}}),
                 200, "block");
  for (auto& each : feeds)
    each.join();
}

void look_back(busy_show& cinema, const std::string& query, const json& asked_for) {
  const auto target = std::string{"/api/movieshow/"} + busy_show::id + "/seats?" + query;
  const auto got = require_status(cinema.client().get(target, as_operator()), 200, target);
  cinema.records.answers.past(busy_show::id, asked_for, got.body);
}

void look_back_to_seq(busy_show& cinema, std::uint64_t seq) {
  look_back(cinema, "seq=" + std::to_string(seq), {{"seq", seq}});
}

void look_back_to_time(busy_show& cinema, const std::string& at) {
  look_back(cinema, "at=" + at, {{"at", at}});
}

struct past_changes {
  unsigned all = 0;
  unsigned of_rows = 0;
  bool operator==(const past_changes&) const = default;
};

/// The seats right before and after each change of the show, by version and by time, and at other
/// versions between.
past_changes look_around_changes(busy_show& cinema, const std::string& events) {
  constexpr unsigned every = 25;
  past_changes seen;
  for (const auto& line : lines_of(events)) {
    const auto event = json::parse(line);
    const std::uint64_t seq = event.at("seq");
    if (event.at("type") != "ShowChanged") {
      if (seq % every == 0)
        look_back_to_seq(cinema, seq);
      continue;
    }
    ++seen.all;
    seen.of_rows += event.at("data").at("changes").contains("rows") ? 1 : 0;
    const std::string at = event.at("at");
    look_back_to_seq(cinema, seq - 1);
    look_back_to_seq(cinema, seq);
    look_back_to_time(cinema, rfc3339(parse_rfc3339(at) - std::chrono::milliseconds{1}));
    look_back_to_time(cinema, at);
  }
  return seen;
}

/// An answer that is not in the log, or older than another of its reader, is found.
void check_contradictions_are_found(busy_show& cinema, json map, json ticket) {
  auto& answers = cinema.records.answers;
  const auto target = std::string{"/api/movieshow/"} + busy_show::id + "/seats?seq=1";
  const auto oldest = cinema.client().get(target, as_operator());
  answers.seats("after", require_status(oldest, 200, target).body);
  map["seats"]["W1"] = "available";
  answers.seats("planted", map);
  ticket["amount"]["value"] = 1;
  answers.ticket("planted", ticket);
  CHECK(answers.compare(cinema.file("events")).at("wrong").size() == 3);
}

} // namespace

TEST_CASE("evening: no answer contradicts another while a show changes and bookings move") {
  busy_show cinema;
  change_under_load(cinema);
  const auto events = printed_by(cinema.data_dir(), {"events"});
  const auto seen = look_around_changes(cinema, events);
  cinema.crash();
  CHECK(look_around_changes(cinema, events) == seen);
  caller after{cinema, cinema.records, "after"};
  const auto last_map = after.seats(busy_show::id);
  after.show(busy_show::id);
  json last_ticket;
  for (const auto& booking : cinema.records.answers.bookings())
    last_ticket = after.ticket(booking);

  std::ofstream{cinema.file("events")} << events;
  const auto compared = cinema.records.answers.compare(cinema.file("events"));
  CHECK(compared.at("wrong") == json::array());
  const auto& checked = compared.at("checked");
  CHECK(checked.at("receipt").get<unsigned>() == cinema.counts.booked.load());
  CHECK(checked.at("past").get<unsigned>() >= 8 * seen.all);
  for (const auto* kind : {"ticket", "seats", "show", "frame", "payment"})
    CHECK_MESSAGE(checked.value(kind, 0) > 20, kind);
  CHECK(cinema.records.answers.unexpected_answers() == std::vector<std::string>{});
  CHECK(cinema.counts.booked.load() > 50);
  CHECK(cinema.counts.moved.load() > 10);
  CHECK(seen.all > changes_of_the_show / 2);
  CHECK(seen.of_rows > 4);
  CHECK(printed_by(cinema.data_dir(), {"verify"}).starts_with("whole: "));
  check_contradictions_are_found(cinema, last_map, last_ticket);
}

} // namespace boxoffice::tests
