// Who is let through to CAF: real sockets on loopback.
#include "actors/cluster/link/peer_listener.hpp"
#include "tests/support/crypto/certificates.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <vector>

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace boxoffice::actors::tests {

namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;
using boost::system::error_code;
using boxoffice::tests::patience;

const std::string our_secret = "the secret of this cluster";

/// A listener, and what it delivered.
class entrance {
public:
  explicit entrance(cluster_proof own, const listener_limits& limits = {})
      : listener_{
            std::move(own), [this](int socket, ssl_ptr tls) { take(socket, std::move(tls)); },
            logging::logger{[this](const logging::line& one) { note(std::string{one.text}); }},
            limits} {
    REQUIRE_FALSE(listener_.listen("127.0.0.1", 0));
  }
  ~entrance() {
    std::lock_guard lock{guard_};
    for (const auto& each : taken_)
      ::close(each.first);
  }

  std::uint16_t port() const { return listener_.port(); }
  /// Blocks until there are so many.
  bool took(std::size_t count) {
    std::unique_lock lock{guard_};
    return changed_.wait_for(lock, patience, [&] { return taken_.size() == count; });
  }
  std::size_t taken_now() {
    std::lock_guard lock{guard_};
    return taken_.size();
  }
  std::vector<std::string> lines() {
    std::lock_guard lock{guard_};
    return lines_;
  }

private:
  void take(int socket, ssl_ptr tls) {
    std::lock_guard lock{guard_};
    taken_.emplace_back(socket, std::move(tls));
    changed_.notify_all();
  }
  void note(const std::string& line) {
    std::lock_guard lock{guard_};
    lines_.push_back(line);
  }

  std::mutex guard_;
  std::condition_variable changed_;
  std::vector<std::pair<int, ssl_ptr>> taken_;
  std::vector<std::string> lines_;
  peer_listener listener_;
};

struct visitor {
  boost::asio::io_context io;
  tcp::socket socket{io};

  explicit visitor(std::uint16_t port) {
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
  }
  /// Empty where both have proven themselves, else why not.
  std::string prove(const cluster_proof& own) {
    socket.non_blocking(true);
    auto handshake = own.begin(socket.native_handle(), cluster_proof::side::connects);
    for (;;) {
      pollfd watched{socket.native_handle(), 0, 0};
      switch (handshake->go_on()) {
      case peer_handshake::step::done: return "";
      case peer_handshake::step::failed: return handshake->why();
      case peer_handshake::step::wants_read: watched.events = POLLIN; break;
      case peer_handshake::step::wants_write: watched.events = POLLOUT; break;
      }
      REQUIRE(::poll(&watched, 1, 60'000) == 1);
    }
  }
  void say(const std::string& bytes) { boost::asio::write(socket, boost::asio::buffer(bytes)); }
  /// Blocks until the other end closes.
  bool closed() {
    std::array<char, 4096> rest{};
    error_code why;
    while (!why)
      socket.read_some(boost::asio::buffer(rest), why);
    return true;
  }
};

/// Takes one connection and passes on what either end says, as somebody on the way would.
class relay {
public:
  explicit relay(std::uint16_t to)
      : acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}}, thread_{[this, to] {
          auto from = acceptor_.accept();
          visitor onward{to};
          pump(from, onward.socket);
        }} {}
  ~relay() { thread_.join(); }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
  static void pump(tcp::socket& one, tcp::socket& other) {
    for (;;) {
      std::array<pollfd, 2> watched{
          {{one.native_handle(), POLLIN, 0}, {other.native_handle(), POLLIN, 0}}};
      if (::poll(watched.data(), watched.size(), 60'000) <= 0)
        return;
      for (auto* from : {&one, &other}) {
        auto& to = from == &one ? other : one;
        if (watched[from == &one ? 0 : 1].revents == 0)
          continue;
        std::array<char, 4096> bytes{};
        error_code failed;
        auto count = from->read_some(boost::asio::buffer(bytes), failed);
        if (!failed)
          boost::asio::write(to, boost::asio::buffer(bytes.data(), count), failed);
        if (failed)
          return;
      }
    }
  }

  boost::asio::io_context io_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

cluster_proof certified(const boxoffice::tests::authority::files& files) {
  std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to connections that the other end has closed.
  auto made = cluster_proof::of_certificate({files.certificate, files.key, files.ca});
  REQUIRE(made.has_value());
  return *made;
}

} // namespace

TEST_CASE("listener: a connection that proves the secret is delivered, others are closed") {
  entrance open{cluster_proof::of_secret(our_secret)};
  visitor knows{open.port()};
  CHECK(knows.prove(cluster_proof::of_secret(our_secret)) == "");
  CHECK(open.took(1));
  visitor does_not{open.port()};
  CHECK(does_not.prove(cluster_proof::of_secret("the secret of another one")) ==
        "it closed the connection");
  CHECK(open.taken_now() == 1);
  REQUIRE(open.lines().size() == 1);
  CHECK(open.lines()[0].find("127.0.0.1: it does not know this cluster's secret") !=
        std::string::npos);
}

TEST_CASE("listener: the accepting end proves itself too") {
  entrance of_others{cluster_proof::of_secret("the secret of another one")};
  visitor from_us{of_others.port()};
  CHECK(from_us.prove(cluster_proof::of_secret(our_secret)) != "");
}

TEST_CASE("listener: a proof that a man in the middle relays is refused") {
  entrance open{cluster_proof::of_secret(our_secret)};
  relay between{open.port()};
  visitor fooled{between.port()};
  CHECK(fooled.prove(cluster_proof::of_secret(our_secret)) != "");
  CHECK(open.taken_now() == 0);
}

TEST_CASE("listener: only certificates of the authority are accepted") {
  boxoffice::tests::temporary_directory place;
  const boxoffice::tests::authority ours{place.path(), "ours"};
  const boxoffice::tests::authority theirs{place.path(), "theirs"};
  entrance open{certified(ours.sign("north"))};
  visitor of_ours{open.port()};
  CHECK(of_ours.prove(certified(ours.sign("south"))) == "");
  CHECK(open.took(1));
  visitor of_theirs{open.port()};
  CHECK(of_theirs.prove(certified(theirs.sign("south"))) != "");
  visitor without{open.port()};
  CHECK(without.prove(cluster_proof::of_secret(our_secret)) != "");
  CHECK(open.taken_now() == 1);
}

TEST_CASE("listener: a file that cannot be used is named") {
  boxoffice::tests::temporary_directory place;
  const boxoffice::tests::authority ours{place.path(), "ours"};
  const auto files = ours.sign("north");
  auto failed = cluster_proof::of_certificate({files.certificate, files.key, "/nowhere.pem"});
  REQUIRE(failed.has_error());
  CHECK(failed.error().find("tls.ca /nowhere.pem: ") == 0);
  failed = cluster_proof::of_certificate({files.certificate, files.ca, files.ca});
  CHECK(failed.error().find("tls.key ") == 0);
  failed = cluster_proof::of_certificate({files.certificate, ours.sign("south").key, files.ca});
  CHECK(failed.error().find("tls.key ") == 0);
}

TEST_CASE("listener: a silent connection is closed after a while, a malformed one at once") {
  listener_limits quick;
  quick.handshake_within = 50ms;
  entrance open{cluster_proof::of_secret(our_secret), quick};
  visitor silent{open.port()};
  CHECK(silent.closed());
  CHECK(open.lines().empty()); // Health checks connect and close.
  entrance patient{cluster_proof::of_secret(our_secret)};
  visitor wild{patient.port()};
  wild.say("GET / HTTP/1.1\r\n\r\n");
  CHECK(wild.closed());
  CHECK(patient.lines().size() == 1);
}

TEST_CASE("listener: one handshake too many ends the oldest, and nodes can still connect") {
  listener_limits few;
  few.most = 4;
  few.handshake_within = patience;
  entrance open{cluster_proof::of_secret(our_secret), few};
  std::vector<std::unique_ptr<visitor>> silent;
  for (unsigned i = 0; i < 6; ++i)
    silent.push_back(std::make_unique<visitor>(open.port()));
  visitor node{open.port()};
  CHECK(node.prove(cluster_proof::of_secret(our_secret)) == "");
  CHECK(open.took(1));
  CHECK(silent[0]->closed());
  CHECK(silent[1]->closed());
}

} // namespace boxoffice::actors::tests
