// Three nodes that share one log in PostgreSQL, with a crowd that books and pays.
#pragma once

#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/crowd.hpp"

#include <memory>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// The settings of a node of such a cluster.
[[nodiscard]] settings sharing(const std::string& connection, std::chrono::milliseconds lease);

/// Of the tests: the default in the long form, shorter in the short one.
[[nodiscard]] std::chrono::milliseconds the_lease();
/// The places of the other nodes of three.
[[nodiscard]] std::vector<std::size_t> all_but(std::size_t place);

class shared_cluster_fixture {
public:
  /// `connection` is libpq's, of an empty database. There must be more shows than the crowd sells
  /// out: with nothing to book it makes no responses.
  shared_cluster_fixture(
      std::string connection, std::chrono::milliseconds lease, unsigned shows,
      const cluster_fixture::adjust& adjust = [](std::size_t, server_options&) {});

  [[nodiscard]] cluster_fixture& cluster() { return *cluster_; }
  [[nodiscard]] const std::vector<std::string>& shows() const { return plan_.shows; }
  [[nodiscard]] booking_history& history() { return history_; }
  [[nodiscard]] std::unique_ptr<crowd> new_crowd();

  /// Blocks until the nodes at these places serve all shows; false at the deadline.
  [[nodiscard]] bool served_by(const std::vector<std::size_t>& places,
                               std::chrono::milliseconds deadline);
  /// The version of each show at that node, without those that it does not serve.
  [[nodiscard]] std::map<std::string, std::uint64_t> versions_at(std::size_t place);
  /// Fails the test if a response does not hold any more or the log is not whole.
  void check();

private:
  std::string connection_;
  std::unique_ptr<cluster_fixture> cluster_;
  crowd_plan plan_;
  booking_history history_;
};

} // namespace boxoffice::tests
