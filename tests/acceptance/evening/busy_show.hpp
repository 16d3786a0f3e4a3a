// A show that the operator changes, whose bookings move, and that customers book and follow.
#pragma once

#include "tests/acceptance/evening/caller.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <random>

namespace boxoffice::tests {

/// Bookings that customers have paid, for the operator to move. Safe to use from any thread.
class paid_bookings {
public:
  void add(json ticket);
  void close();
  std::optional<json> take(); ///< Waits for one; nothing once it is closed and empty.

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<json> tickets_;
  bool is_closed_ = false;
};

struct load_counts {
  /// Blocks until customers have made that many requests, or all of theirs.
  void wait_for_requests(unsigned count);
  void note_requests(unsigned more);

  std::atomic<unsigned> requests = 0;
  std::atomic<unsigned> booked = 0;
  std::atomic<unsigned> moved = 0;
};

/// One show, `busy_show::id`, of rows A to H and the wheelchair row W. The operator changes H and
/// W.
class busy_show : public cinema_fixture {
public:
  static constexpr const char* id = "m";

  busy_show();

  std::filesystem::path file(const std::string& name) const { return files_.path() / name; }

private:
  temporary_directory files_;

public:
  client_records records;
  paid_bookings paid_tickets;
  load_counts counts;
};

/// Reads the show and its seats, books, follows the ticket, and pays or cancels.
class load_customer {
public:
  load_customer(busy_show& cinema, const std::string& name, std::uint64_t seed)
      : cinema_{cinema}, calls_{cinema, cinema.records, name}, random_{seed} {}

  void book(unsigned number);

private:
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
  json wish();
  void follow(const std::string& booking);
  void go_on(const json& ticket);

  busy_show& cinema_;
  caller calls_;
  std::mt19937_64 random_;
};

/// The operator who changes price, time, price types and rows.
class changing_operator {
public:
  changing_operator(busy_show& cinema, const std::string& name)
      : cinema_{cinema}, calls_{cinema, cinema.records, name} {}

  void change(unsigned number);
  std::uint64_t version() { return calls_.seats(busy_show::id).at("version"); }

private:
  json changes(unsigned number);
  json smaller_rows(unsigned number);

  busy_show& cinema_;
  caller calls_;
};

/// The operator who moves bookings to the best seats that are left, then cancels most of them.
class moving_operator {
public:
  moving_operator(busy_show& cinema, const std::string& name)
      : cinema_{cinema}, calls_{cinema, cinema.records, name} {}

  void move(const json& ticket);

private:
  void note_moved(const json& before, const json& after, const json& to);

  busy_show& cinema_;
  caller calls_;
  unsigned moves_ = 0;
};

} // namespace boxoffice::tests
