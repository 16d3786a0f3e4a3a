#pragma once

#include "tests/acceptance/evening/evening_cinema.hpp"

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

namespace boxoffice::tests {

/// What happened, to show that a test saw each of it.
struct audience_counts {
  std::atomic<unsigned> accepted = 0; ///< 202
  std::atomic<unsigned> refused = 0;  ///< named seats that were taken
  std::atomic<unsigned> rejected = 0; ///< by the review
  std::atomic<unsigned> paid = 0;
  std::atomic<unsigned> cancelled = 0; ///< by the customer
  std::atomic<unsigned> sold = 0;      ///< at the counter
};

/// Clients that book until each has `bookings` requests accepted, and beside them one till that
/// makes `sales`. Ten customers of a client book at once; every second one wants a seat of the one
/// before, so the review has contests to decide. What they choose follows from the client's number.
/// Instead of refused seats they take the best available ones, of the same show or of the next.
/// Then they pay, fail to pay first, pay a wrong amount, pay twice, cancel, or do not pay.
class audience {
public:
  audience(evening_cinema& cinema, unsigned clients, unsigned bookings, unsigned sales);
  ~audience() { finish(); }
  audience(const audience&) = delete;
  audience& operator=(const audience&) = delete;

  /// Blocks until each client has made half of its bookings.
  void wait_for_half() { half_.wait(); }
  void finish(); ///< Blocks until all are done.

  const audience_counts& counts() const { return counts_; }

private:
  class client;
  class till;

  void live(unsigned index);
  void sell(unsigned sales);

  evening_cinema& cinema_;
  const unsigned bookings_;
  std::latch half_;
  audience_counts counts_;
  std::vector<std::thread> threads_;
};

} // namespace boxoffice::tests
