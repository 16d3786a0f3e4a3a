#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/hostile_requests.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <doctest/doctest.h>
#include <mutex>
#include <thread>

namespace boxoffice::tests {

namespace {

constexpr unsigned attackers = 8;
constexpr std::size_t most_findings = 20;

/// What went wrong, gathered by many threads.
class findings {
public:
  void add(const std::string& what) {
    const std::lock_guard lock{mutex_};
    if (++count_ <= most_findings)
      texts_.push_back(what);
  }
  void report() const {
    for (const auto& text : texts_)
      FAIL_CHECK(text);
    CHECK(count_ == 0);
  }

private:
  std::mutex mutex_;
  std::vector<std::string> texts_;
  std::size_t count_ = 0;
};

std::string readable(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes.substr(0, 300))
    text += std::isprint(static_cast<unsigned char>(byte)) != 0 ? byte : '.';
  return text + " (" + std::to_string(bytes.size()) + " bytes)";
}

/// Sends it all, closes its own direction, and reads: only 4xx responses until the close are right.
void attack(std::uint16_t port, const std::string& from, const std::string& bytes,
            findings& wrong) {
  raw_connection connection{port, std::chrono::seconds{20}, from};
  connection.send(bytes);
  connection.finish_sending();
  response got;
  auto outcome = connection.read(got);
  for (; outcome == raw_connection::outcome::answered; outcome = connection.read(got))
    if (got.status < 400 || got.status > 499)
      wrong.add(got.summary() + " to " + readable(bytes));
  if (outcome == raw_connection::outcome::timed_out)
    wrong.add("left open after " + readable(bytes));
  if (outcome == raw_connection::outcome::garbled)
    wrong.add("malformed response to " + readable(bytes));
}

/// A loopback address for a few requests: the twentieth wrong token of an address and all after it
/// are refused one after another, a second apart.
std::string address_of(unsigned request) {
  const auto n = request / 10;
  return "127.1." + std::to_string(n / 250 % 250) + '.' + std::to_string(1 + n % 250);
}

/// An honest client, which must be served all the time. Returns how many bookings it made.
unsigned book_meanwhile(cinema_fixture& cinema, const std::atomic<bool>& over, findings& wrong,
                        std::chrono::milliseconds& slowest) {
  auto client = cinema.another_client();
  unsigned made = 0;
  const auto timed = [&](const auto& call, unsigned status) {
    const auto sent = std::chrono::steady_clock::now();
    const response got = call();
    slowest = std::max(slowest, std::chrono::ceil<std::chrono::milliseconds>(
                                    std::chrono::steady_clock::now() - sent));
    if (got.status != status)
      wrong.add("the honest client got " + got.summary());
  };
  while (!over && made < 10'000) {
    const auto seat = seat_name(made / 100, 1 + made % 100);
    const json body = {{"userMail", "honest@example.com"}, {"movieShowId", "s"}, {"seats", {seat}}};
    timed([&] { return client.post("/api/ticket/book", body); }, 202);
    timed([&] { return client.get("/api/movieshow"); }, 200);
    ++made;
  }
  return made;
}

} // namespace

TEST_CASE("hostile: only 4xx or a closed connection, no crash, and others are served meanwhile") {
  const unsigned requests = long_form() ? 100'000 : 5'000;
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(100, 100));
  const auto port = cinema.server().port();
  findings wrong;
  std::atomic<unsigned> sent{0};
  std::vector<std::thread> crowd;
  for (unsigned i = 0; i < attackers; ++i)
    crowd.emplace_back([&, i] {
      hostile_requests source{20'261'224 + i, cinema.bank()};
      try {
        for (auto n = sent++; n < requests; n = sent++)
          attack(port, address_of(n), source.next(), wrong);
      } catch (const std::exception& error) {
        wrong.add(error.what());
      }
    });
  std::atomic<bool> over{false};
  std::chrono::milliseconds slowest{0};
  unsigned booked = 0;
  std::thread honest{[&] {
    try {
      booked = book_meanwhile(cinema, over, wrong, slowest);
    } catch (const std::exception& error) {
      wrong.add(std::string{"the honest client: "} + error.what());
    }
  }};
  for (auto& attacker : crowd)
    attacker.join();
  over = true;
  honest.join();

  MESSAGE(requests, " hostile requests, ", booked, " honest bookings meanwhile, slowest response ",
          slowest.count(), " ms");
  wrong.report();
  CHECK(booked > 0);
  CHECK(cinema.server().running());
  CHECK(cinema.version("s") == 1 + booked);
  CHECK(cinema.server().terminate(std::chrono::seconds{60}) == exit_status{0, 0});
  const auto errors = cinema.server().errors();
  for (const auto* trace :
       {"AddressSanitizer", "LeakSanitizer", "ThreadSanitizer", "runtime error:"})
    CHECK_MESSAGE(errors.find(trace) == std::string::npos, errors);
}

} // namespace boxoffice::tests
