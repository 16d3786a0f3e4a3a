#include "actors/network.hpp"

#include <caf/io/all.hpp>
#include <caf/openssl/all.hpp>

namespace boxoffice::actors {

using namespace std::chrono_literals;

void prepare_for_cluster(caf::actor_system_config& config, const network_options& options) {
  register_peer_messages(config);
  config.load<caf::io::middleman>();
  config.set("middleman.app-identifiers", std::vector<std::string>{"boxoffice"});
  // Messages are small here: what reads them from the socket may as well take them apart. With
  // workers for that one of some hundred reconnects hung (docs/plan.md).
  config.set("middleman.workers", std::size_t{0});
  config.set("middleman.heartbeat-interval", caf::timespan{500ms});
  if (!options.certificate.empty()) {
    config.load<caf::openssl::manager>();
    config.openssl_certificate = options.certificate;
    config.openssl_key = options.key;
    config.openssl_cafile = options.ca;
  }
}

std::optional<std::string> open_door(caf::actor_system& system, const peer_door_actor& door,
                                     const std::string& host, std::uint16_t port) {
  auto published = caf::actor_cast<caf::actor>(door);
  auto taken = system.has_openssl_manager()
                   ? caf::openssl::publish(published, port, host.c_str(), true)
                   : system.middleman().publish(published, port, host.c_str(), true);
  if (taken)
    return std::nullopt;
  return host + ':' + std::to_string(port) + ": " + system.render(taken.error());
}

} // namespace boxoffice::actors
