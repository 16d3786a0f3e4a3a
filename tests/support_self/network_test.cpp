#include "tests/support/eventually.hpp"
#include "tests/support/processes/network.hpp"
#include "tests/support/processes/postgres_pair.hpp"
#include "tests/support_self/sockets.hpp"

#include <csignal>
#include <filesystem>
#include <future>

#include <unistd.h>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

/// How long to listen for what should not come. What should come is waited for much longer.
constexpr auto silence = 300ms;

std::string present_network() { return std::filesystem::read_symlink("/proc/thread-self/ns/net"); }

struct two_hosts {
  network net;
  const network_host& north = net.add_host("north");
  const network_host& south = net.add_host("south");
};

bool passes(const network_host& from, const network_host& to, std::chrono::milliseconds within) {
  const letter_box receiver{to};
  return letter_box{from}.reaches(receiver, within);
}

bool passes(const network_host& from, const network_host& to) { return passes(from, to, patience); }

bool lost(const network_host& from, const network_host& to) { return !passes(from, to, silence); }

} // namespace

TEST_CASE("network: hosts and the test reach each other") {
  two_hosts in;
  CHECK(in.net.here().address() == "10.77.0.1");
  CHECK(in.north.address() == "10.77.0.2");
  CHECK(in.south.address() == "10.77.0.3");
  CHECK(passes(in.north, in.south));
  CHECK(passes(in.south, in.north));
  CHECK(passes(in.net.here(), in.south));
  CHECK(passes(in.south, in.net.here()));
}

TEST_CASE("network: the thread is back in its old network afterwards, and nothing is left") {
  const auto before = present_network();
  const auto names = run_command({"/usr/sbin/ip", {"netns", "list"}, {}}, patience).output;
  {
    two_hosts in;
    CHECK(present_network() != before);
    CHECK(run_command({"/usr/sbin/ip", {"netns", "list"}, {}}, patience).output == names);
  }
  CHECK(present_network() == before);
}

TEST_CASE("network: a cut of one way loses what goes that way and nothing else") {
  two_hosts in;
  in.net.cut(in.north, in.south, way::a_to_b);
  CHECK(lost(in.north, in.south));
  CHECK(passes(in.south, in.north));
  CHECK(passes(in.net.here(), in.south));
  CHECK(passes(in.north, in.net.here()));
  in.net.heal();
  CHECK(passes(in.north, in.south));
}

TEST_CASE("network: a cut of both ways, and each heals by itself") {
  two_hosts in;
  const auto& west = in.net.add_host("west");
  in.net.cut(in.north, in.south);
  in.net.cut(in.north, in.south); // Once more changes nothing.
  in.net.cut(in.north, west);
  CHECK(lost(in.north, in.south));
  CHECK(lost(in.south, in.north));
  CHECK(passes(in.south, west));
  in.net.heal(in.south, in.north);
  CHECK(passes(in.north, in.south));
  CHECK(passes(in.south, in.north));
  CHECK(lost(west, in.north));
  in.net.heal(in.north, west);
  CHECK(passes(west, in.north));
}

TEST_CASE("network: a host can be cut off from the test, each way, and from everybody") {
  two_hosts in;
  const auto& here = in.net.here();
  in.net.cut(here, in.north, way::a_to_b);
  CHECK(lost(here, in.north));
  CHECK(passes(in.north, here));
  in.net.heal();
  in.net.cut(in.north, here, way::a_to_b);
  CHECK(passes(here, in.north));
  CHECK(lost(in.north, here));
  in.net.heal();
  in.net.isolate(in.north);
  CHECK(lost(here, in.north));
  CHECK(lost(in.north, in.south));
  CHECK(passes(in.north, in.north));
  CHECK(passes(in.south, here));
}

TEST_CASE("network: a connection attempt over a cut meets silence, whichever way is cut") {
  two_hosts in;
  const listener listening{in.south};
  in.net.cut(in.north, in.south, way::a_to_b);
  {
    const connecting attempt{in.north, listening};
    CHECK_FALSE(attempt.connected_within(silence));
  }
  in.net.heal();
  in.net.cut(in.south, in.north, way::a_to_b);
  const connecting attempt{in.north, listening};
  CHECK_FALSE(attempt.connected_within(silence));
  in.net.heal();
  CHECK(attempt.connected_within(patience)); // It is TCP that asks again.
}

TEST_CASE("network: a connection that exists is silent while cut, and goes on when healed") {
  two_hosts in;
  const listener listening{in.south};
  const connecting north{in.north, listening};
  REQUIRE(north.connected_within(patience));
  const auto south = listening.accept();
  CHECK(north.send("before"));
  CHECK(south.receive(patience) == "before");
  in.net.cut(in.north, in.south, way::a_to_b);
  CHECK(north.send("lost at first")); // No error of its own.
  CHECK(south.send("heard"));
  CHECK(north.receive(patience) == "heard");
  CHECK(south.receive(silence) == "");
  in.net.heal();
  CHECK(south.receive(patience) == "lost at first");
}

TEST_CASE("network: a program in a host keeps its process id, its signals and its parent") {
  two_hosts in;
  child_process sleeper{inside(in.north, {"/bin/sleep", {"1000"}, {}})};
  const auto process = std::filesystem::path{"/proc"} / std::to_string(sleeper.pid());
  CHECK(eventually(patience, [&] {
    return std::filesystem::read_symlink(process / "exe") ==
           std::filesystem::canonical("/bin/sleep");
  }));
  CHECK(std::filesystem::read_symlink(process / "ns/net") != present_network());
  sleeper.send_signal(SIGTERM);
  CHECK(sleeper.wait_for_end(patience) == exit_status{-1, SIGTERM});
}

TEST_CASE("network: a database in a host is reached, and a cut holds its commits up") {
  two_hosts in;
  postgres_pair pair{postgres_pair::syncing::off, &in.north, &in.south};
  const auto connection = pair.new_database();
  const auto& psql = pair.primary();
  psql.run(connection, "CREATE TABLE kept (number int)");
  in.net.cut(in.north, in.south);
  auto commit =
      std::async(std::launch::async, [&] { psql.run(connection, "INSERT INTO kept VALUES (1)"); });
  CHECK(commit.wait_for(silence) == std::future_status::timeout);
  in.net.heal();
  commit.get();
  in.net.isolate(in.north); // Its clients see neither a response nor an end.
  pair.promote();
  CHECK(pair.run("SELECT number FROM kept") == "1\n");
  CHECK(psql.run(connection + " connect_timeout=2", "SELECT number FROM kept") == "1\n");
  in.net.heal();
  pair.rejoin();
  psql.run(connection, "INSERT INTO kept VALUES (2)");
  pair.kill_primary();
  pair.promote();
  CHECK(psql.run(connection, "SELECT sum(number) FROM kept") == "3\n");
}

} // namespace boxoffice::tests
