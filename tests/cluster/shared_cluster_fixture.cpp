#include "tests/cluster/shared_cluster_fixture.hpp"

#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::tests {

std::chrono::milliseconds the_lease() {
  return std::chrono::milliseconds{long_form() ? 5'000 : 1'500};
}

std::vector<std::size_t> all_but(std::size_t place) { return {(place + 1) % 3, (place + 2) % 3}; }

settings sharing(const std::string& connection, std::chrono::milliseconds lease) {
  auto all = quick_reviews();
  all["payment.window"] = "30m";
  all["storage.engine"] = "postgres";
  all["storage.postgres"] = connection;
  all["cluster.lease"] = std::to_string(lease.count()) + "ms";
  return all;
}

shared_cluster_fixture::shared_cluster_fixture(std::string connection,
                                               std::chrono::milliseconds lease, unsigned shows,
                                               const cluster_fixture::adjust& adjust)
    : connection_{std::move(connection)} {
  cluster_ = std::make_unique<cluster_fixture>(sharing(connection_, lease),
                                               [&](std::size_t place, server_options& of_node) {
                                                 of_node.set.erase("cluster.peers");
                                                 adjust(place, of_node);
                                               });
  plan_.clients = 32;
  plan_.rows = 20;
  plan_.seats_per_row = 30;
  plan_.shows = shows_named(shows);
  cluster_->open(plan_.shows, plan_.rows, plan_.seats_per_row);
}

std::unique_ptr<crowd> shared_cluster_fixture::new_crowd() {
  return std::make_unique<crowd>(plan_, cluster_->bank(), history_, cluster_->ports(),
                                 cluster_->addresses());
}

bool shared_cluster_fixture::served_by(const std::vector<std::size_t>& places,
                                       std::chrono::milliseconds deadline) {
  return eventually(deadline, [&] {
    return std::ranges::all_of(places, [this](std::size_t place) {
      return versions_at(place).size() == plan_.shows.size();
    });
  });
}

std::map<std::string, std::uint64_t> shared_cluster_fixture::versions_at(std::size_t place) {
  std::map<std::string, std::uint64_t> out;
  auto client = cluster_->client(place);
  for (const auto& show : plan_.shows) {
    try {
      auto got = client.get("/api/movieshow/" + show + "/seats");
      if (got.status == 200)
        out[show] = got.body.at("version");
    } catch (const connection_broken&) {
      continue; // It does not serve this one.
    }
  }
  return out;
}

void shared_cluster_fixture::check() {
  auto any = cluster_->client(0);
  MESSAGE(history_.summary());
  for (const auto& violation : history_.violations(any))
    FAIL_CHECK(violation);
  auto report =
      printed_by(cluster_->options(0).data_dir, {"verify", "--set", "storage.engine=postgres",
                                                 "--set", "storage.postgres=" + connection_});
  CHECK_MESSAGE(report.find("whole: " + std::to_string(plan_.shows.size()) + " streams") == 0,
                report);
}

} // namespace boxoffice::tests
