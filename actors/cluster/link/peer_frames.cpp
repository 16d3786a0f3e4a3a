#include "actors/cluster/link/peer_frames.hpp"

#include <string_view>

namespace boxoffice::actors {

namespace {

enum operation : std::uint8_t {
  server_handshake_op = 0,
  client_handshake_op = 1,
  direct_message_op = 2,
  monitor_message_op = 4,
  down_message_op = 5,
  heartbeat_op = 6
};

constexpr std::uint64_t basp_version = 3;
constexpr std::uint8_t named_receiver = 1;
constexpr std::uint8_t select_connection = 2;

constexpr std::size_t class_bytes = 8;
constexpr std::size_t process_bytes = 4;
constexpr std::size_t host_bytes = 20;
constexpr std::size_t node_bytes = class_bytes + process_bytes + host_bytes;

constexpr std::uint32_t most_handshake_bytes = 64 * 1024;
constexpr std::uint32_t most_down_bytes = 1024;
constexpr std::size_t most_text = 4096; ///< names, reasons, types

// Message ids: two flags, the category (0 and 1 are no streams), and the number of the request.
constexpr std::uint64_t response_bit = 0x8000'0000'0000'0000;
constexpr std::uint64_t answered_bit = 0x4000'0000'0000'0000;
constexpr std::uint64_t stream_bit = 0x2000'0000'0000'0000;
constexpr std::uint64_t number_bits = 0x0FFF'FFFF'FFFF'FFFF;
constexpr std::uint64_t plain_message = 0x1000'0000'0000'0000;

bool is_request(std::uint64_t id) {
  return (id & (response_bit | answered_bit | stream_bit)) == 0 && (id & number_bits) != 0;
}
bool is_response(std::uint64_t id) {
  return (id & response_bit) != 0 && (id & stream_bit) == 0 && (id & number_bits) != 0;
}
bool is_plain(std::uint64_t id) { return id == 0 || id == plain_message; }

/// caf::atom("SpawnServ"): up to ten characters of six bits each after a leading 0xF.
constexpr std::uint64_t atom(std::string_view name) {
  constexpr std::string_view alphabet =
      " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  std::uint64_t out = 0xF;
  for (char each : name)
    out = (out << 6U) | alphabet.find(each);
  return out;
}

} // namespace

/// Reads parts of a payload. After the first that is missing every read fails.
class frame_checker::reader {
public:
  explicit reader(std::span<const char> bytes) : left_{bytes} {}

  std::uint64_t number(std::size_t bytes) {
    std::uint64_t out = 0;
    for (auto each : take(bytes))
      out = (out << 8U) | static_cast<std::uint8_t>(each);
    return out;
  }
  std::size_t length() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      auto group = number(1);
      out |= (group & 0x7FU) << shift;
      if ((group & 0x80U) == 0)
        return out <= left_.size() ? static_cast<std::size_t>(out) : fail();
    }
    return fail();
  }
  std::string_view text(std::size_t most = most_text) {
    auto size = length();
    if (size > most)
      size = fail();
    auto taken = take(size);
    return {taken.data(), taken.size()};
  }
  std::string node() {
    auto taken = take(node_bytes);
    return {taken.begin(), taken.end()};
  }
  void texts() {
    for (auto left = length(); left != 0 && !failed_; --left)
      text();
  }
  /// True if that is next; then it is consumed.
  bool next_is(std::string_view expected) {
    if (std::string_view{left_.data(), left_.size()}.substr(0, expected.size()) != expected)
      return false;
    left_ = left_.subspan(expected.size());
    return true;
  }
  [[nodiscard]] bool finished() const { return !failed_ && left_.empty(); }

private:
  std::span<const char> take(std::size_t bytes) {
    if (failed_ || bytes > left_.size()) {
      fail();
      return {};
    }
    auto taken = left_.first(bytes);
    left_ = left_.subspan(bytes);
    return taken;
  }
  std::size_t fail() {
    failed_ = true;
    left_ = {};
    return 0;
  }

  std::span<const char> left_;
  bool failed_ = false;
};

frame_checker::frame_checker(side which, environment env) : side_{which}, env_{std::move(env)} {}

std::optional<std::uint32_t> frame_checker::begin(std::span<const char> bytes) {
  if (bytes.size() != frame_header_bytes)
    return std::nullopt;
  reader in{bytes};
  now_.operation = static_cast<std::uint8_t>(in.number(1));
  auto padding = in.number(2);
  now_.flags = static_cast<std::uint8_t>(in.number(1));
  now_.length = static_cast<std::uint32_t>(in.number(4));
  now_.data = in.number(8);
  now_.source = in.number(8);
  now_.destination = in.number(8);
  if (padding != 0 || !may_come())
    return std::nullopt;
  return now_.length;
}

/// Whether a frame with this header may come now.
bool frame_checker::may_come() const {
  auto nobody = now_.source == 0 && now_.destination == 0;
  auto plain = now_.flags == 0 && now_.data == 0;
  switch (now_.operation) {
  case server_handshake_op:
    return side_ == side::connected && peer_.empty() && nobody && now_.flags == 0 &&
           now_.data == basp_version && now_.length > node_bytes &&
           now_.length <= most_handshake_bytes;
  case client_handshake_op: // It comes a second time, to choose among several connections.
    return side_ == side::accepted && handshakes_ < 2 && nobody && now_.data == 0 &&
           (now_.flags == 0 || now_.flags == select_connection) && now_.length == node_bytes;
  case direct_message_op:
    return !peer_.empty() && now_.destination != 0 && now_.flags <= named_receiver &&
           now_.length != 0 && now_.length <= most_payload_bytes;
  case monitor_message_op:
    return !peer_.empty() && plain && now_.source == 0 && now_.destination != 0 &&
           now_.length == 2 * node_bytes;
  case down_message_op:
    return !peer_.empty() && plain && now_.source != 0 && now_.destination == 0 &&
           now_.length > 2 * node_bytes && now_.length <= most_down_bytes;
  case heartbeat_op: return !peer_.empty() && plain && nobody && now_.length == 0;
  default: return false;
  }
}

frame_checker::verdict frame_checker::judge(std::span<const char> payload) {
  reader in{payload};
  auto between_these = [&] { return in.node() == peer_ && in.node() == env_.node; };
  switch (now_.operation) {
  case server_handshake_op: return server_handshake(in);
  case client_handshake_op: return client_handshake(in);
  case direct_message_op: return direct_message(in);
  case monitor_message_op:
    return between_these() && in.finished() ? verdict::pass : verdict::refuse;
  case down_message_op: return between_these() ? error(in) : verdict::refuse;
  case heartbeat_op: return in.finished() ? verdict::pass : verdict::refuse;
  default: return verdict::refuse;
  }
}

/// A process on another machine or with another id, as CAF writes processes.
bool frame_checker::is_peer(const std::string& node) const {
  auto zero = [](const std::string& bytes) {
    return bytes.find_first_not_of('\0') == std::string::npos;
  };
  return node.size() == node_bytes && node != env_.node &&
         node.compare(0, class_bytes, env_.node, 0, class_bytes) == 0 &&
         !zero(node.substr(class_bytes, process_bytes)) &&
         !zero(node.substr(class_bytes + process_bytes));
}

frame_checker::verdict frame_checker::server_handshake(reader& in) {
  auto node = in.node();
  in.texts();   // application identifiers
  in.number(8); // id of its handshake acceptor
  in.texts();   // interfaces of the acceptor
  if (!in.finished() || !is_peer(node))
    return verdict::refuse;
  peer_ = std::move(node);
  return verdict::pass;
}

frame_checker::verdict frame_checker::client_handshake(reader& in) {
  auto node = in.node();
  if (!in.finished() || !is_peer(node) || (!peer_.empty() && node != peer_))
    return verdict::refuse;
  ++handshakes_;
  peer_ = std::move(node);
  return verdict::pass;
}

frame_checker::verdict frame_checker::direct_message(reader& in) const {
  // CAF asks each node for its actor that spawns actors.
  if (now_.flags == named_receiver)
    return now_.destination == atom("SpawnServ") ? verdict::drop : verdict::refuse;
  if (in.number(1) != 0 || in.number(2) != 0)
    return verdict::refuse;
  auto type = in.text();
  if (type == "@<>+boxoffice.asks" || type == "@<>+boxoffice.answers" ||
      type == "@<>+boxoffice.returns")
    return for_link(in, true);
  if (type == "@<>+boxoffice.still_there")
    return for_link(in, false);
  if (type == "@<>+boxoffice.hello")
    return hello(in);
  if (type == "@<>+boxoffice.welcome")
    return welcome(in);
  if (type != "@<>+@error" || error(in) == verdict::refuse)
    return verdict::refuse;
  return is_response(now_.data) ? answer() : verdict::drop;
}

frame_checker::verdict frame_checker::for_link(reader& in, bool with_text) const {
  if (with_text)
    in.text(most_payload_bytes);
  if (!in.finished() || !is_plain(now_.data) || now_.source == 0)
    return verdict::refuse;
  return only_to(local_end::link);
}

frame_checker::verdict frame_checker::hello(reader& in) const {
  in.number(4);
  in.text();
  in.text();
  auto link = in.number(8);
  auto at = in.node();
  if (!in.finished() || link == 0 || at != peer_ || !is_request(now_.data) || now_.source == 0)
    return verdict::refuse;
  return only_to(local_end::acceptor);
}

/// The other node may not know yet that the actor is gone.
frame_checker::verdict frame_checker::only_to(local_end whom) const {
  auto found = env_.find(now_.destination);
  if (found == local_end::gone)
    return verdict::drop;
  return found == whom ? verdict::pass : verdict::refuse;
}

frame_checker::verdict frame_checker::welcome(reader& in) const {
  in.text();
  auto link = in.number(8);
  auto right = link == 0 ? in.next_is(env_.nowhere) : in.node() == peer_;
  return right && in.finished() && is_response(now_.data) ? answer() : verdict::refuse;
}

/// The actor that awaits a response is neither the acceptor nor a link.
frame_checker::verdict frame_checker::answer() const {
  return env_.find(now_.destination) == local_end::other ? verdict::pass : verdict::drop;
}

frame_checker::verdict frame_checker::error(reader& in) const {
  in.number(1);
  in.number(8);
  auto no_more = in.number(2) == 0 && in.text() == "@<>";
  return no_more && in.finished() ? verdict::pass : verdict::refuse;
}

} // namespace boxoffice::actors
