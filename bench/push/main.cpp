// Many subscribers of one show while it sells:
//
//   boxoffice_bench_push PORT SUBSCRIBERS SLOW BOOKINGS SECONDS SERVER_PID
//
// Opens a show, subscribes, and books BOOKINGS times a second for SECONDS. Then SLOW of the
// subscribers stop reading, and it books for as long again. The delay of a delta counts from
// sending the booking, before it is durable, until a subscriber has read the delta. Prints a line
// for each part. Exit status 1 if a delta was missed, out of order or sent twice.
#include "bench/push/subscriber.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace {

using namespace boxoffice::bench;
using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr unsigned rows = 25, seats_a_row = 20;
constexpr auto patience = 120s;

/// Blocking calls on a separate connection.
class caller {
public:
  explicit caller(const tcp::endpoint& to) : socket_{io_} {
    socket_.connect(to);
    socket_.set_option(tcp::no_delay{true});
  }

  std::string call(http::verb method, const std::string& target, const std::string& body) {
    http::request<http::string_body> ask{method, target, 11, body};
    ask.set(http::field::host, "bench");
    ask.set(http::field::content_type, "application/json");
    ask.set(http::field::authorization, "Bearer token-of-the-bench");
    ask.prepare_payload();
    http::write(socket_, ask);
    http::response<http::string_body> answer;
    http::read(socket_, buffer_, answer);
    if (answer.result_int() >= 300)
      throw std::runtime_error{target + ": " + answer.body()};
    return answer.body();
  }

private:
  asio::io_context io_;
  tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
};

std::string hall() {
  std::string body =
      R"({"movie":"M","hall":"H","startsAt":"2099-01-01T00:00:00Z","currency":"INR","price":1,)"
      R"("classes":[{"id":"A","name":"A","price":0}],"rows":[)";
  for (unsigned row = 0; row < rows; ++row)
    body += fmt::format(R"({}{{"row":"R{}-","class":"A","seats":{}}})", row == 0 ? "" : ",", row,
                        seats_a_row);
  return body + "]}";
}

std::uint64_t number_in(const std::string& taken) {
  const std::string member = R"("number":)";
  return std::strtoull(taken.c_str() + taken.find(member) + member.size(), nullptr, 10);
}

std::size_t resident_kib(const std::string& pid) {
  std::ifstream status{"/proc/" + pid + "/status"};
  for (std::string word; status >> word;)
    if (word == "VmRSS:") {
      std::size_t kib = 0;
      status >> kib;
      return kib;
    }
  return 0;
}

/// When bookings were sent and when their deltas were read, by version.
struct delays {
  std::map<std::uint64_t, steady::time_point> sent;
  std::map<std::uint64_t, std::vector<steady::time_point>> read; ///< by version
  std::size_t bytes = 0;

  void note(std::uint64_t version, std::size_t size) {
    read[version].push_back(steady::now());
    bytes += size;
  }

  /// Delays in ms, sorted. A delta of several bookings counts for the first of them.
  [[nodiscard]] std::vector<double> all() const {
    std::vector<double> out;
    std::uint64_t before = 0;
    for (const auto& [version, times] : read) {
      auto first = sent.upper_bound(before);
      before = version;
      if (first == sent.end() || first->first > version)
        continue; // The delta of a review.
      for (auto at : times)
        out.push_back(std::chrono::duration<double, std::milli>(at - first->second).count());
    }
    std::ranges::sort(out);
    return out;
  }
};

double share(const std::vector<double>& sorted, double of) {
  return sorted.empty()
             ? 0
             : sorted[std::min(sorted.size() - 1,
                               static_cast<std::size_t>(of * static_cast<double>(sorted.size())))];
}

struct bench {
  asio::io_context io{1};
  tcp::endpoint server;
  std::vector<std::unique_ptr<subscriber>> all;
  delays seen;
  unsigned next_seat = 0;

  void subscribe(std::size_t count, std::size_t slow) {
    for (std::size_t i = 0; i < count; ++i) {
      all.push_back(
          std::make_unique<subscriber>(io, [this](subscriber&, std::uint64_t version,
                                                  std::size_t size) { seen.note(version, size); }));
      all.back()->open(server, "/ws/movieshow/push", i < slow);
      io.poll();
    }
    run_until(
        [this] { return std::ranges::all_of(all, [](auto& each) { return each->version; }); });
  }

  template <class Reached>
  void run_until(Reached reached) {
    const auto give_up = steady::now() + patience;
    while (!reached()) {
      if (steady::now() > give_up)
        throw std::runtime_error{"it did not come to that in time"};
      io.run_one_for(100ms);
    }
  }

  /// Books in a separate thread, so that no call waits for reads in this one.
  void sell(double a_second, double seconds) {
    std::map<std::uint64_t, steady::time_point> sent;
    std::atomic<bool> done = false;
    std::thread seller{[&] {
      caller reply_port{server};
      const auto begin = steady::now();
      for (unsigned i = 0; i < a_second * seconds; ++i) {
        std::this_thread::sleep_until(begin + std::chrono::duration_cast<steady::duration>(
                                                  std::chrono::duration<double>{i / a_second}));
        const auto at = steady::now();
        const auto seat = next_seat++;
        const auto taken = reply_port.call(
            http::verb::post, "/api/ticket/book",
            fmt::format(R"({{"userMail":"a@b.c","movieShowId":"push","seats":["R{}-{}"]}})",
                        seat / seats_a_row, seat % seats_a_row + 1));
        sent[number_in(taken)] = at;
      }
      done = true;
    }};
    run_until([&] { return done.load(); });
    seller.join();
    seen.sent = std::move(sent);
    settle();
  }

  /// Waits for the deltas of all reviews, and until all subscribers have what the first one has.
  void settle() {
    const auto quiet = steady::now() + 2'500ms;
    run_until([&] { return steady::now() > quiet; });
    std::uint64_t latest = 0;
    for (const auto& each : all)
      latest = each->stopped() ? latest : std::max(latest, each->version);
    run_until([&] {
      return std::ranges::all_of(
          all, [&](auto& each) { return each->stopped() || each->version == latest; });
    });
  }

  /// Prints the results. Returns false if a delta was missed or came twice.
  bool report(const char* part) {
    const auto delays = seen.all();
    std::size_t readers = 0, wrong = 0;
    const subscriber* first = nullptr;
    for (const auto& each : all) {
      if (each->stopped())
        continue;
      ++readers;
      first = first == nullptr ? each.get() : first;
      if (each->out_of_order != 0 || each->digest != first->digest || each->ended())
        ++wrong;
    }
    fmt::print("{}: {} subscribers, {} deltas each so far, {} of them not in order or not whole; "
               "delay p50 {:.1f} ms, p99 {:.1f} ms, longest {:.1f} ms of {} deltas; {} bytes a "
               "message\n",
               part, readers, first == nullptr ? 0 : first->messages, wrong, share(delays, 0.5),
               share(delays, 0.99), share(delays, 1), delays.size(),
               delays.empty() ? 0 : seen.bytes / std::max<std::size_t>(1, messages_seen()));
    std::fflush(stdout);
    seen = {};
    return wrong == 0 && !delays.empty();
  }

  [[nodiscard]] std::size_t messages_seen() const {
    std::size_t count = 0;
    for (const auto& [version, times] : seen.read)
      count += times.size();
    return count;
  }
};

int run(char** given) {
  bench one;
  one.server = {asio::ip::make_address("127.0.0.1"),
                static_cast<std::uint16_t>(std::stoul(given[1]))};
  const std::size_t subscribers = std::stoul(given[2]), slow = std::stoul(given[3]);
  const auto a_second = std::stod(given[4]), seconds = std::stod(given[5]);
  caller reply_port{one.server};
  reply_port.call(http::verb::put, "/api/movieshow/push", hall());
  const auto before = resident_kib(given[6]);
  one.subscribe(subscribers, slow);
  const auto after = resident_kib(given[6]);
  fmt::print("memory: {:.1f} KiB a subscriber\n",
             static_cast<double>(after - before) / static_cast<double>(subscribers));
  one.seen = {};
  one.sell(a_second, seconds);
  auto whole = one.report("all read");
  fmt::print("memory: {:.1f} KiB a subscriber after that\n",
             static_cast<double>(resident_kib(given[6]) - before) /
                 static_cast<double>(subscribers));
  if (slow == 0)
    return whole ? 0 : 1;
  for (std::size_t i = 0; i < slow; ++i)
    one.all[i]->stop_reading();
  one.sell(a_second, seconds);
  whole = one.report("some do not") && whole;
  std::size_t dropped = 0;
  one.run_until([&] {
    dropped = static_cast<std::size_t>(
        std::count_if(one.all.begin(), one.all.begin() + static_cast<std::ptrdiff_t>(slow),
                      [](auto& each) { return each->dropped(); }));
    return dropped == slow;
  });
  fmt::print("{} of {} that did not read were dropped\n", dropped, slow);
  return whole ? 0 : 1;
}

} // namespace

int main(int count, char** given) {
  if (count != 7) {
    fmt::print(stderr, "usage: boxoffice_bench_push PORT SUBSCRIBERS SLOW BOOKINGS SECONDS PID\n");
    return 2;
  }
  try {
    return run(given);
  } catch (const std::exception& error) {
    fmt::print(stderr, "boxoffice_bench_push: {}\n", error.what());
    return 1;
  }
}
