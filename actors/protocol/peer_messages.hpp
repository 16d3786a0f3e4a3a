// What nodes send each other. Questions and replies travel as bytes (cluster/wire/wire.hpp) that
// the receiver checks. The rest is small, and CAF decodes it.
#pragma once

#include <caf/actor_system_config.hpp>
#include <caf/all.hpp>

#include <cstdint>
#include <string>

namespace boxoffice::actors {

/// The first message from a node to another. Its encoding never changes, so that nodes of any two
/// versions can report why they do not work together.
struct hello {
  std::uint32_t version{}; ///< wire_version
  std::string cluster;     ///< the same at all nodes of a cluster, different in another cluster
  std::string node;        ///< the sender's name
  caf::strong_actor_ptr link;
};
/// The reply to it.
struct welcome {
  std::string refused; ///< why the nodes do not work together; empty if they do
  caf::strong_actor_ptr link;
};

/// An encoded batch of asks.
struct peer_asks {
  std::string bytes;
};
/// An encoded batch of replies.
struct peer_answers {
  std::string bytes;
};
/// Encoded asks that came to a node that does not have their shows. It did nothing about them.
struct peer_returns {
  std::string bytes;
};
/// The heartbeat of a link, sent by both ends.
struct still_there {};

template <class Inspector>
auto inspect(Inspector& io, hello& said) {
  return io(caf::meta::type_name("hello"), said.version, said.cluster, said.node, said.link);
}
template <class Inspector>
auto inspect(Inspector& io, welcome& said) {
  return io(caf::meta::type_name("welcome"), said.refused, said.link);
}
template <class Inspector>
auto inspect(Inspector& io, peer_asks& batch) {
  return io(caf::meta::type_name("peer_asks"), batch.bytes);
}
template <class Inspector>
auto inspect(Inspector& io, peer_answers& batch) {
  return io(caf::meta::type_name("peer_answers"), batch.bytes);
}
template <class Inspector>
auto inspect(Inspector& io, peer_returns& batch) {
  return io(caf::meta::type_name("peer_returns"), batch.bytes);
}
template <class Inspector>
auto inspect(Inspector& io, still_there&) {
  return io(caf::meta::type_name("still_there"));
}

/// CAF drops messages of a type that is not registered, without an error.
inline void register_peer_messages(caf::actor_system_config& config) {
  config.add_message_type<hello>("boxoffice.hello");
  config.add_message_type<welcome>("boxoffice.welcome");
  config.add_message_type<peer_asks>("boxoffice.asks");
  config.add_message_type<peer_answers>("boxoffice.answers");
  config.add_message_type<peer_returns>("boxoffice.returns");
  config.add_message_type<still_there>("boxoffice.still_there");
}

} // namespace boxoffice::actors
