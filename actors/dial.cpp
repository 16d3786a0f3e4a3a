#include "actors/dial.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <caf/io/all.hpp>
#include <caf/openssl/all.hpp>

namespace boxoffice::actors {

namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;

// Together shorter than a server's end may take, for an attempt cannot be broken off.
constexpr auto probe_within = 1s;
constexpr auto connect_within = 1s;
constexpr auto welcome_within = 1s;

/// All that an attempt to reach another node needs.
struct attempt {
  cluster_node to;
  hello said;
  caf::io::middleman_actor network;
  std::string hint; ///< what else to look at where it fails
};

/// CAF connects with a blocking call that all its connections wait for, so that it must not be
/// asked for a host that swallows packets.
bool answers_at(const cluster_node& node) {
  boost::asio::io_context io{1};
  boost::system::error_code failed;
  auto found = tcp::resolver{io}.resolve(node.host, std::to_string(node.port), failed);
  if (failed)
    return false;
  tcp::socket socket{io};
  bool connected = false;
  boost::asio::async_connect(socket, found,
                             [&](boost::system::error_code why, const auto&) { connected = !why; });
  io.run_for(probe_within);
  return connected;
}

dialled reach(caf::blocking_actor& self, const attempt& one) {
  auto where = one.to.host + ':' + std::to_string(one.to.port);
  if (!answers_at(one.to))
    return {"does not answer at " + where, nullptr};
  caf::strong_actor_ptr door;
  dialled outcome;
  std::string step = "connecting with ";
  auto failed = [&](const caf::error& why) {
    outcome.failed = step + where + " failed: " + self.system().render(why) + one.hint;
  };
  self.request(one.network, connect_within, caf::connect_atom::value, one.to.host, one.to.port)
      .receive([&](const caf::node_id&, caf::strong_actor_ptr& found,
                   const std::set<std::string>&) { door = std::move(found); },
               failed);
  if (!door && outcome.failed.empty())
    outcome.failed = "there is no boxoffice at " + where;
  if (!door)
    return outcome;
  step = "greeting ";
  self.request(caf::actor_cast<caf::actor>(door), welcome_within, one.said)
      .receive(
          [&](welcome& answer) {
            if (answer.refused.empty())
              outcome.other = std::move(answer.link);
            else
              outcome.failed = "turns this node away: " + answer.refused;
          },
          failed);
  return outcome;
}

} // namespace

void dial(caf::actor_system& system, const cluster_node& to, hello said,
          const peer_link_actor& link) {
  auto tls = system.has_openssl_manager();
  attempt one{to, std::move(said),
              tls ? system.openssl_manager().actor_handle() : system.middleman().actor_handle(),
              tls ? "; is either certificate one that the other's cluster.tls.ca did not "
                    "sign, or does the other speak no TLS?"
                  : "; does the other want TLS?"};
  system.spawn<caf::detached>([link, one = std::move(one)](caf::blocking_actor* self) {
    caf::anon_send(link, reach(*self, one));
  });
}

} // namespace boxoffice::actors
