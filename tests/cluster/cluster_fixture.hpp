// Nodes of a partitioned cluster on loopback, three at first, each with its own data directory.
#pragma once

#include "tests/support/cinema/provider.hpp"
#include "tests/support/processes/server_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// `show-0`, `show-1` and so on.
[[nodiscard]] std::vector<std::string> shows_named(unsigned count);

class cluster_fixture {
public:
  using adjust = std::function<void(std::size_t place, server_options& of_node)>;

  /// `adjust` is called for each node before its first start.
  explicit cluster_fixture(
      const settings& more = {}, const adjust& adjust_node = [](std::size_t, server_options&) {});

  [[nodiscard]] std::size_t size() const { return options_.size(); }
  [[nodiscard]] server_process& node(std::size_t place) { return *nodes_.at(place); }
  [[nodiscard]] server_options& options(std::size_t place) { return options_.at(place); }
  [[nodiscard]] http_client client(std::size_t place) {
    return http_client{node(place).port(), std::chrono::seconds{20}, node(place).address()};
  }
  [[nodiscard]] std::vector<std::uint16_t> ports() const;   ///< HTTP
  [[nodiscard]] std::vector<std::string> addresses() const; ///< of the HTTP ports
  /// Where that node listens to the others.
  [[nodiscard]] std::uint16_t cluster_port(std::size_t place) const {
    return cluster_ports_.at(place);
  }
  [[nodiscard]] const provider& bank() const { return bank_; }

  void start(std::size_t place);
  /// Starts all at the same time; returns when each says that it is ready.
  void start_all();
  /// Ends all nodes and goes on with a list of these, on new logs that `boxoffice migrate` makes of
  /// the old ones. Gives what it printed at each node.
  std::vector<std::string> go_on_as(const std::vector<std::string>& names);
  /// Blocks until each node serves all of these shows; false at the deadline.
  [[nodiscard]] bool all_serve(const std::vector<std::string>& shows,
                               std::chrono::milliseconds deadline);
  /// Opens them, each through another node, and returns once every node serves them.
  void open(const std::vector<std::string>& shows, unsigned rows, unsigned seats_per_row);
  /// The index of the node whose log has that show.
  [[nodiscard]] std::size_t home_of(const std::string& show) const;

private:
  /// Options of nodes with these names and no data yet.
  void lay_out(const std::vector<std::string>& names, const adjust& adjust_node);

  provider bank_;
  settings more_;
  temporary_directory directory_;
  unsigned layouts_ = 0;
  std::vector<std::uint16_t> cluster_ports_;
  std::vector<server_options> options_;
  std::vector<std::unique_ptr<server_process>> nodes_;
};

} // namespace boxoffice::tests
