#include "tests/cluster/cluster_fixture.hpp"

#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/halls.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/free_ports.hpp"

#include <stdexcept>

namespace boxoffice::tests {

namespace {

bool serves(http_client&& client, const std::vector<std::string>& shows) {
  try {
    for (const auto& show : shows)
      if (client.get("/api/movieshow/" + show + "/seats").status != 200)
        return false;
  } catch (const connection_broken&) {
    return false;
  }
  return true;
}

} // namespace

std::vector<std::string> shows_named(unsigned count) {
  std::vector<std::string> shows;
  for (unsigned i = 0; i < count; ++i)
    shows.push_back("show-" + std::to_string(i));
  return shows;
}

cluster_fixture::cluster_fixture(const settings& more, const adjust& adjust_node)
    : bank_{provider::with_random_secret()}, more_{more} {
  lay_out({"north", "south", "west"}, adjust_node);
  start_all();
}

void cluster_fixture::lay_out(const std::vector<std::string>& names, const adjust& adjust_node) {
  cluster_ports_ = free_ports(names.size());
  ++layouts_;
  std::string peers;
  for (std::size_t i = 0; i < names.size(); ++i)
    peers += (i == 0 ? "" : ",") + names[i] + "=127.0.0.1:" + std::to_string(cluster_ports_[i]);
  nodes_.clear();
  options_.clear();
  for (std::size_t i = 0; i < names.size(); ++i) {
    server_options one;
    one.binary = server_binary();
    one.data_dir = directory_.path() / (names[i] + '-' + std::to_string(layouts_));
    one.set = {{"limits.enabled", "false"},
               {"http.queue_target", "0ms"},
               {"payment.webhook_secret", bank_.secret()},
               {"cluster.enabled", "true"},
               {"cluster.node", names[i]},
               {"cluster.peers", peers},
               {"cluster.secret", "the secret of the tests' nodes"},
               {"cluster.listen", "127.0.0.1:" + std::to_string(cluster_ports_[i])}};
    for (const auto& [key, value] : more_)
      one.set[key] = value;
    adjust_node(i, one);
    options_.push_back(std::move(one));
  }
  nodes_.resize(names.size());
}

std::vector<std::string> cluster_fixture::go_on_as(const std::vector<std::string>& names) {
  std::vector<std::string> move{"migrate", "--from", "rocksdb", "--to", "rocksdb"};
  for (std::size_t i = 0; i < size(); ++i) {
    node(i).terminate();
    move.insert(move.end(), {"--from-dir", options_[i].data_dir.string()});
  }
  lay_out(names, [](std::size_t, server_options&) {});
  std::vector<std::string> printed;
  for (std::size_t i = 0; i < size(); ++i) {
    auto at_node = move;
    for (const auto& [key, value] : options_[i].set)
      at_node.insert(at_node.end(), {"--set", key + '=' + value});
    printed.push_back(printed_by(options_[i].data_dir, std::move(at_node)));
  }
  start_all();
  return printed;
}

std::vector<std::uint16_t> cluster_fixture::ports() const {
  std::vector<std::uint16_t> all;
  for (const auto& node : nodes_)
    all.push_back(node->port());
  return all;
}

std::vector<std::string> cluster_fixture::addresses() const {
  std::vector<std::string> all;
  for (const auto& node : nodes_)
    all.push_back(node->address());
  return all;
}

void cluster_fixture::start(std::size_t place) {
  nodes_.at(place).reset();
  nodes_.at(place) = std::make_unique<server_process>(options_.at(place));
}

void cluster_fixture::start_all() {
  for (std::size_t i = 0; i < size(); ++i) {
    nodes_.at(i).reset();
    nodes_.at(i) =
        std::make_unique<server_process>(options_.at(i), server_process::not_ready_yet{});
  }
  for (auto& node : nodes_)
    node->wait_until_ready();
}

bool cluster_fixture::all_serve(const std::vector<std::string>& shows,
                                std::chrono::milliseconds deadline) {
  return eventually(deadline, [&] {
    for (std::size_t place = 0; place < size(); ++place)
      if (!serves(client(place), shows))
        return false;
    return true;
  });
}

void cluster_fixture::open(const std::vector<std::string>& shows, unsigned rows,
                           unsigned seats_per_row) {
  for (std::size_t i = 0; i < shows.size(); ++i) {
    auto through = client(i % size());
    response got;
    const bool opened = eventually(std::chrono::seconds{60}, [&] {
      got = through.put("/api/movieshow/" + shows[i], hall(rows, seats_per_row), as_operator());
      return got.status != 503; // The nodes may not have met yet.
    });
    if (!opened || got.status != 201)
      throw std::runtime_error{"opening " + shows[i] + ": " + got.summary()};
  }
  if (!all_serve(shows, std::chrono::seconds{60}))
    throw std::runtime_error{"the nodes did not meet"};
}

std::size_t cluster_fixture::home_of(const std::string& show) const {
  for (std::size_t i = 0; i < options_.size(); ++i)
    if (run_on(options_[i].data_dir, {"replay", "--show", show}).status == exit_status{0, 0})
      return i;
  throw std::runtime_error{show + " is in no node's log"};
}

} // namespace boxoffice::tests
