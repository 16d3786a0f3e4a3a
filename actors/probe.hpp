// What the actors of a node record for monitoring. Each actor records into its own part; the
// gateway reads all of it at a scrape.
#pragma once

#include "actors/counters_of.hpp"
#include "actors/webhook_probe.hpp"
#include "events/reasons.hpp"
#include "metrics/histogram.hpp"
#include "metrics/striped.hpp"
#include "storage/probes/log_probe.hpp"
#include "storage/probes/oversold_probe.hpp"
#include "storage/shards.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

namespace boxoffice::actors {

/// What shows decided. Counts events as they are decided, before they are durable.
struct show_probe {
  metrics::counter requested;
  counters_of<events::review_rule> reviewed; ///< confirmed and rejected, by rule
  counters_of<events::expiry_reason> expired;
  counters_of<events::canceller> cancelled;
  counters_of<events::paid_how> paid;
  counters_of<events::refund_reason> refunds_due;
  metrics::counter payments_failed;
  metrics::counter refunds_completed;
  metrics::counter payments_reversed;
  metrics::counter refunds_in_excess; ///< PaymentReversed with an excess
  metrics::counter refunds_refused;   ///< REFUNDED of known bookings; repeated ones count again
  metrics::counter seats_sold;        ///< seats of bookings that became PAID

  metrics::histogram decision{metrics::long_times};   ///< from the request to the review's decision
  metrics::histogram review_lag{metrics::long_times}; ///< how late a review was
  metrics::histogram expiry_lag{metrics::long_times}; ///< how late an expiry was
};

/// Which shards a node has.
class owned_shards {
public:
  void set(int shard, bool own) noexcept {
    owned_[static_cast<std::size_t>(shard)].store(own, std::memory_order_relaxed);
  }
  [[nodiscard]] bool has(int shard) const noexcept {
    return owned_[static_cast<std::size_t>(shard)].load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::size_t count() const noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(
        owned_, [](const auto& one) { return one.load(std::memory_order_relaxed); }));
  }

private:
  std::array<std::atomic<bool>, storage::shards_in_all> owned_{};
};

/// The node's part in a cluster. All 0 without one.
struct cluster_probe {
  metrics::gauge members; ///< this node included
  metrics::gauge peers_connected;
  owned_shards shards;
  metrics::gauge lease_until_ns; ///< by boot_clock
  metrics::counter leases_lost;
  metrics::counter shards_taken;
  metrics::counter shards_given;
};

struct node_probe {
  metrics::striped<show_probe> shows;
  metrics::queue_probe asks;    ///< questions from the directory to shows
  metrics::queue_probe appends; ///< messages from shows to the log writer
  metrics::queue_probe starts;  ///< shows that wait for the reader, to be recovered
  metrics::queue_probe reads;   ///< lists and histories that wait for the historian
  metrics::queue_probe turns;   ///< shows that wait for their turn to review or expire
  metrics::gauge resident_shows;
  cluster_probe cluster;
  webhook_probe webhooks;
  storage::oversold_probe oversold;
  /// Of the log that the engine writes; null until there is one.
  std::shared_ptr<const storage::log_probe> log;
};

} // namespace boxoffice::actors
