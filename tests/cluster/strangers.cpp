// Outsiders at the cluster port: without the cluster's certificate, silent, or sending nonsense.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/crypto/certificates.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

void set_certificate(server_options& node, const authority::files& files) {
  node.set["cluster.tls.certificate"] = files.certificate;
  node.set["cluster.tls.key"] = files.key;
  node.set["cluster.tls.ca"] = files.ca;
}

} // namespace

TEST_CASE("outsiders: nodes with certificates of one authority work together") {
  temporary_directory place;
  const authority ours{place.path(), "ours"};
  cluster_fixture cluster{quick_reviews(), [&](std::size_t node, server_options& of_node) {
                            set_certificate(of_node, ours.sign("node-" + std::to_string(node)));
                          }};
  cluster.open(shows_named(6), 1, 4);
  cluster.node(1).kill();
  cluster.start(1);
  CHECK(cluster.all_serve(shows_named(6), patience));
}

TEST_CASE("outsiders: a node with a certificate of another authority is not let in") {
  temporary_directory place;
  const authority ours{place.path(), "ours"};
  const authority theirs{place.path(), "theirs"};
  for (std::size_t outsider : {0, 2}) { // the one that connects, and one that is connected to
    CAPTURE(outsider);
    cluster_fixture cluster{quick_reviews(), [&](std::size_t node, server_options& of_node) {
                              auto files = ours.sign("node-" + std::to_string(node));
                              if (node == outsider) {
                                auto forged = theirs.sign("node-" + std::to_string(node));
                                files.certificate = forged.certificate;
                                files.key = forged.key;
                              }
                              set_certificate(of_node, files);
                            }};
    const auto caller = outsider == 0 ? 0U : 1U; // Of two nodes the one that connects.
    CHECK(eventually(patience, [&] {
      return cluster.node(caller).errors().find("cluster.tls.ca did not sign") != std::string::npos;
    }));
    for (std::size_t node = 0; node < cluster.size(); ++node)
      if (node != outsider)
        CHECK(cluster.node(outsider).errors().find("is connected") == std::string::npos);
    // The two others are a cluster without it.
    const auto friends = outsider == 0 ? std::pair{1U, 2U} : std::pair{0U, 1U};
    auto first = cluster.client(friends.first);
    CHECK(eventually(
        patience, [&] { return first.get("/api/movieshow").body.at("missingNodes").size() == 1; }));
  }
}

TEST_CASE("outsiders: one without TLS is not let in either") {
  temporary_directory place;
  const authority ours{place.path(), "ours"};
  cluster_fixture cluster{quick_reviews(), [&](std::size_t node, server_options& of_node) {
                            if (node != 0)
                              set_certificate(of_node, ours.sign("node-" + std::to_string(node)));
                          }};
  CHECK(eventually(patience, [&] {
    return cluster.node(0).errors().find("does the other want TLS?") != std::string::npos;
  }));
  auto first = cluster.client(1);
  CHECK(eventually(
      patience, [&] { return first.get("/api/movieshow").body.at("missingNodes").size() == 1; }));
}

TEST_CASE("outsiders: connections that send nothing, or nonsense, keep no node out") {
  temporary_directory place;
  const authority ours{place.path(), "ours"};
  for (bool tls : {false, true}) {
    CAPTURE(tls);
    cluster_fixture cluster{quick_reviews(), [&](std::size_t node, server_options& of_node) {
                              if (tls)
                                set_certificate(of_node, ours.sign("node-" + std::to_string(node)));
                            }};
    cluster.open(shows_named(6), 1, 4);
    std::vector<raw_connection> outsiders;
    for (std::size_t node = 0; node < cluster.size(); ++node)
      for (unsigned i = 0; i < 20; ++i) {
        outsiders.emplace_back(cluster.cluster_port(node));
        if (i % 2 == 0)
          outsiders.back().send(std::string(100'000, static_cast<char>(i * 13)));
      }
    cluster.node(1).kill();
    cluster.start(1);
    CHECK(cluster.all_serve(shows_named(6), patience));
    for (std::size_t node = 0; node < cluster.size(); ++node)
      CHECK(cluster.node(node).running());
  }
}

} // namespace boxoffice::tests
