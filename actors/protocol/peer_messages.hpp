// What nodes say to each other. Questions and answers travel as bytes (wire.hpp), which the
// receiver checks; the rest is small and of types that CAF reads by itself.
#pragma once

#include <caf/actor_system_config.hpp>
#include <caf/all.hpp>

#include <cstdint>
#include <string>

namespace boxoffice::actors {

/// The first message from a node to another. Its form is for ever, so that nodes of any two
/// versions can tell each other why they do not work together.
struct hello {
  std::uint32_t version{}; ///< wire_version
  std::string cluster;     ///< what all nodes of a cluster say, and those of no other
  std::string node;        ///< the sender's name
  caf::strong_actor_ptr link;
};
/// What is answered to it.
struct welcome {
  std::string refused; ///< why the nodes do not work together; empty where they do
  caf::strong_actor_ptr link;
};

struct peer_asks {
  std::string bytes;
};
struct peer_answers {
  std::string bytes;
};
/// Asks that the node has no shows for, nothing done about them.
struct peer_returns {
  std::string bytes;
};
/// Sent in short intervals by both ends of a link.
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

/// A message whose type is not registered is dropped by its receiver without a word.
inline void register_peer_messages(caf::actor_system_config& config) {
  config.add_message_type<hello>("boxoffice.hello");
  config.add_message_type<welcome>("boxoffice.welcome");
  config.add_message_type<peer_asks>("boxoffice.asks");
  config.add_message_type<peer_answers>("boxoffice.answers");
  config.add_message_type<peer_returns>("boxoffice.returns");
  config.add_message_type<still_there>("boxoffice.still_there");
}

} // namespace boxoffice::actors
