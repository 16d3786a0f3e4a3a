// The frames that nodes send each other: the part of BASP version 3, the protocol of CAF 0.17.6,
// that nodes of this program use.
//
// CAF's reader dereferences a payload that is not there, allocates the length that a header
// announces, and passes any registered message to any actor. So each frame is checked here, whole,
// before CAF sees it.
//
//   frame    = header payload
//   header   = operation:1 0:1 0:1 flags:1 payload_length:4 operation_data:8 source:8 destination:8
//   node     = class:8 process:4 host:20              ; as CAF writes caf::node_id
//   actor    = id:8 node
//   text     = length bytes                           ; length in groups of 7 bits, lowest first
//   payload of
//     server_handshake (0) = node count text* id:8 count text*     ; operation_data = 3
//     client_handshake (1) = node                                  ; flags 0 or 2
//     direct_message   (2) = 0:1 0:2 text content                  ; text = the message's type
//     monitor_message  (4) = node node                             ; sender, receiver
//     down_message     (5) = node node error
//     heartbeat        (6) = nothing
//   error    = code:1 category:8 0:2 "@<>"
//   content of
//     @<>+boxoffice.hello       = version:4 text text actor        ; request to the acceptor
//     @<>+boxoffice.welcome     = text (actor | 0:8 none:8)        ; the response
//     @<>+boxoffice.asks, .answers, .returns = text                ; to a link
//     @<>+boxoffice.still_there = nothing                          ; to a link
//     @<>+@error                = error                            ; a response
//
// Numbers are big-endian. routed_message (3) is not used.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace boxoffice::actors {

inline constexpr std::size_t frame_header_bytes = 32;
/// Far above any batch between nodes. Memory is allocated as bytes arrive.
inline constexpr std::uint32_t most_payload_bytes = 256U * 1024 * 1024;

/// The kind of actor that an actor id of this node belongs to.
enum class local_end { gone, acceptor, link, other };

/// Checks the incoming frames of one connection, in their order.
class frame_checker {
public:
  /// Which end of the connection this node is.
  enum class side { connected, accepted };
  enum class verdict {
    pass,  ///< give it to CAF
    drop,  ///< harmless and not needed
    refuse ///< malformed: close the connection
  };
  struct environment {
    std::string node;    ///< this node, as CAF writes it
    std::string nowhere; ///< no node, as CAF writes it
    std::function<local_end(std::uint64_t actor)> find;
  };

  frame_checker(side which, environment env);

  /// Returns the length of the payload that follows this header, or nothing if it is malformed.
  [[nodiscard]] std::optional<std::uint32_t> begin(std::span<const char> header);
  /// Checks the frame of the last header. `payload` is of the length that begin() gave.
  [[nodiscard]] verdict judge(std::span<const char> payload);
  /// The node at the other end, as CAF writes it; empty before its handshake.
  [[nodiscard]] const std::string& peer() const { return peer_; }

private:
  struct header {
    std::uint8_t operation{};
    std::uint8_t flags{};
    std::uint32_t length{};
    std::uint64_t data{};
    std::uint64_t source{};
    std::uint64_t destination{};
  };
  class reader;

  [[nodiscard]] bool may_come() const;
  [[nodiscard]] bool is_peer(const std::string& node) const;
  [[nodiscard]] verdict server_handshake(reader& in);
  [[nodiscard]] verdict client_handshake(reader& in);
  [[nodiscard]] verdict direct_message(reader& in) const;
  [[nodiscard]] verdict hello(reader& in) const;
  [[nodiscard]] verdict for_link(reader& in, bool with_text) const;
  [[nodiscard]] verdict welcome(reader& in) const;
  [[nodiscard]] verdict error(reader& in) const;
  [[nodiscard]] verdict answer() const;
  [[nodiscard]] verdict only_to(local_end whom) const;

  side side_;
  environment env_;
  header now_{};
  std::string peer_;
  unsigned handshakes_ = 0;
};

} // namespace boxoffice::actors
