// Strangers and bad members at the nodes' ports: none ends a node, and none comes between two
// others.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/cluster/intruder.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/temporary_directory.hpp"
#include "tests/support/review_settings.hpp"

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

/// Three nodes that serve twelve shows, with certificates or a secret.
struct cluster_under_attack {
  temporary_directory place;
  authority ours{place.path(), "ours"};
  authority theirs{place.path(), "theirs"};
  bool tls;
  cluster_fixture cluster;
  std::vector<std::string> shows = shows_named(12);

  explicit cluster_under_attack(bool with_tls)
      : tls{with_tls}, cluster{quick_reviews(), [this](std::size_t node, server_options& of_node) {
                                 if (tls)
                                   use(of_node, ours.sign("node-" + std::to_string(node)));
                               }} {
    cluster.open(shows, 1, 4);
  }

  static void use(server_options& node, const authority::files& files) {
    node.set["cluster.tls.certificate"] = files.certificate;
    node.set["cluster.tls.key"] = files.key;
    node.set["cluster.tls.ca"] = files.ca;
  }
  intruder somebody(std::uint64_t seed) {
    if (tls)
      return intruder{{"", ours.sign("bad"), theirs.sign("bad")}, seed};
    return intruder{{cluster.options(0).set.at("cluster.secret"), {}, {}}, seed};
  }
  /// Requests every show at every node; returns how many requests failed.
  unsigned unanswered() {
    unsigned failed = 0;
    for (std::size_t node = 0; node < cluster.size(); ++node) {
      auto through = cluster.client(node);
      for (const auto& show : shows)
        failed += through.get("/api/movieshow/" + show + "/seats").status == 200 ? 0U : 1U;
    }
    return failed;
  }
  /// Nobody lost a connection.
  void check_all_is_well() {
    for (std::size_t node = 0; node < cluster.size(); ++node) {
      CHECK(cluster.node(node).running());
      const auto said = cluster.node(node).errors();
      CHECK_MESSAGE(said.find("the connection is gone") == std::string::npos, said);
      CHECK_MESSAGE(said.find("connected anew") == std::string::npos, said);
    }
  }
};

/// Memory in use, in MiB.
double resident(server_process& node) {
  std::ifstream status{"/proc/" + std::to_string(node.pid()) + "/statm"};
  std::size_t pages = 0;
  status >> pages >> pages;
  return static_cast<double>(pages) * 4096 / (1024 * 1024);
}

} // namespace

TEST_CASE("intruders: 32 bytes that end CAF's reader end a connection and nothing else") {
  for (bool tls : {false, true}) {
    CAPTURE(tls);
    cluster_under_attack all{tls};
    auto one = all.somebody(1);
    for (std::size_t node = 0; node < all.cluster.size(); ++node) {
      CHECK(one.say(all.cluster.cluster_port(node), fatal_handshake()));
      CHECK(one.say_as_member(all.cluster.cluster_port(node), fatal_handshake()));
    }
    CHECK(all.unanswered() == 0);
    all.check_all_is_well();
    CHECK(all.cluster.node(0).reports("sent a malformed message"));
  }
}

TEST_CASE("intruders: health checks at the nodes' ports drop no connection of theirs") {
  for (bool tls : {false, true}) {
    CAPTURE(tls);
    cluster_under_attack all{tls};
    auto one = all.somebody(2);
    unsigned failed = 0;
    for (unsigned round = 0; round < 20; ++round) {
      for (std::size_t node = 0; node < all.cluster.size(); ++node)
        one.knock(all.cluster.cluster_port(node));
      failed += all.unanswered();
    }
    CHECK(failed == 0);
    all.check_all_is_well();
  }
}

TEST_CASE("intruders: requests between nodes all get responses while intruders send anything") {
  const unsigned connections = long_form() ? 100'000 : 2'000;
  const unsigned calls = long_form() ? 2'000 : 200;
  constexpr unsigned threads = 4;
  for (bool tls : {false, true}) {
    CAPTURE(tls);
    cluster_under_attack all{tls};
    std::vector<double> before;
    for (std::size_t node = 0; node < all.cluster.size(); ++node)
      before.push_back(resident(all.cluster.node(node)));
    std::atomic<unsigned> made{0};
    std::atomic<unsigned> proven{0};
    std::atomic<unsigned> refused{0};
    std::vector<std::thread> intruders;
    for (unsigned thread = 0; thread < threads; ++thread)
      intruders.emplace_back([&, one = all.somebody(100 + thread), thread]() mutable {
        for (unsigned i = 0; i < connections / threads; ++i) {
          try {
            one.call(all.cluster.cluster_port((i + thread) % all.cluster.size()));
          } catch (const std::runtime_error&) {
            ++refused;
          }
          ++made;
        }
        proven += one.proven();
      });
    // The calls go on as long as the connections do.
    unsigned failed = 0;
    std::string first_failure;
    std::vector<http_client> through;
    for (std::size_t node = 0; node < all.cluster.size(); ++node)
      through.push_back(all.cluster.client(node));
    for (unsigned call = 0; call < calls; ++call) {
      CHECK(eventually(10 * patience, [&] { return made >= connections / calls * call; }));
      const auto got = through[call % through.size()].get(
          "/api/movieshow/" + all.shows[call / through.size() % all.shows.size()] + "/seats");
      if (got.status == 200)
        continue;
      ++failed;
      first_failure = first_failure.empty() ? got.summary() : first_failure;
    }
    for (auto& each : intruders)
      each.join();
    CHECK_MESSAGE(failed == 0, first_failure);
    CHECK(refused == 0);
    CHECK(proven > connections / 10);
    std::ostringstream memory;
    for (std::size_t node = 0; node < all.cluster.size(); ++node)
      memory << ' ' << before[node] << " -> " << resident(all.cluster.node(node));
    MESSAGE("connections: ", made.load(), ", of which proven: ", proven.load(), ", calls: ", calls,
            ", MiB of the nodes:", memory.str());
    CHECK(all.unanswered() == 0);
    all.check_all_is_well();
  }
}

TEST_CASE("intruders: a node with another secret is not let in, and both say why") {
  cluster_fixture cluster{quick_reviews(), [](std::size_t node, server_options& of_node) {
                            if (node == 1)
                              of_node.set["cluster.secret"] = "a secret of its own";
                          }};
  CHECK(eventually(patience, [&] {
    return cluster.node(0).errors().find("is its cluster.secret another one") !=
               std::string::npos &&
           cluster.node(1).errors().find("it does not know this cluster's secret") !=
               std::string::npos;
  }));
  auto first = cluster.client(0);
  CHECK(first.get("/api/movieshow").body.at("missingNodes") == json::array({"south"}));
}

TEST_CASE("intruders: nodes of one user without a secret make one, for themselves only") {
  temporary_directory home;
  cluster_fixture cluster{quick_reviews(), [&](std::size_t, server_options& of_node) {
                            of_node.set.erase("cluster.secret");
                            of_node.environment["HOME"] = home.path();
                            of_node.environment["XDG_STATE_HOME"] = "";
                          }};
  cluster.open(shows_named(12), 1, 4);
  const auto file = home.path() / ".local/state/boxoffice/cluster-secret";
  struct stat about {};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777U) == 0600U);
  cluster.node(1).terminate();
  ::chmod(file.c_str(), 0644);
  CHECK_THROWS_WITH_AS(cluster.start(1), doctest::Contains("only this user can read"),
                       std::runtime_error);
}

} // namespace boxoffice::tests
