#include "actors/log/log_writer.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

TEST_CASE("reply port: once closed it receives nothing, and late replies are dropped") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto request = box.ask("noir", book({"A1"}));
  box.run_without<log_writer>();
  box.close_reply_port();
  box.close_reply_port();
  box.run();
  CHECK_FALSE(box.has_reply(request));
  CHECK(box.types("noir") == strings{"ShowOpened", "BookingRequested"});
}

TEST_CASE("end: shows with open work end with the engine, and no timer starts them again") {
  node box;
  for (const auto* show : {"asked", "held"})
    box.ask_now<show_view>(show, open());
  box.book_now("held", {"A1"});
  box.pass(1s);
  box.book_now("asked", {"A1"});
  box.end_engine();
  box.run();
  CHECK(box.actors_alive() == 0);
  box.pass(5min);
  CHECK(box.types("asked").back() == "BookingRequested");
  CHECK(box.types("held").back() == "BookingConfirmed");
}

TEST_CASE("end: at whatever message the engine ends, all actors end and no reply is false") {
  node box;
  for (int steps = 0; steps < 60; ++steps) {
    CAPTURE(steps);
    auto a = "a" + std::to_string(steps);
    auto b = "b" + std::to_string(steps);
    std::vector<ticket> requests{box.ask(a, open()), box.ask(b, open())};
    for (const auto& show : {a, b, a})
      requests.push_back(box.ask(show, book({"A1"})));
    box.ask(list_shows{"", 9});
    box.ask(erase_customer{{customer(1)}, {}});
    for (int step = 0; step < steps; ++step)
      box.step();
    box.end_engine();
    box.run();
    CHECK(box.actors_alive() == 0);
    std::size_t acknowledged = 0;
    for (auto each : requests)
      acknowledged += box.replies_to(each).size();
    CHECK(acknowledged <= box.last_seq(a) + box.last_seq(b));
    box.restart();
  }
}

TEST_CASE("end: an engine that ends while it starts does not finish the start") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.book_now("noir", {"A1"});
  box.restart(1min);
  auto finished = false;
  box.start([&] { finished = true; });
  for (int step = 0; step < 3; ++step)
    box.step();
  box.end_engine();
  box.run();
  CHECK_FALSE(finished);
  CHECK(box.actors_alive() == 0);
}

} // namespace boxoffice::actors::tests
