// What a node takes from others before CAF sees it. Frames are written here by hand, as CAF 0.17.6
// writes them; that real nodes understand each other is for tests/cluster.
#include "actors/cluster/link/peer_frames.hpp"

#include <random>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

using verdict = frame_checker::verdict;
using side = frame_checker::side;

constexpr std::uint64_t an_acceptor = 11;
constexpr std::uint64_t a_link = 12;
constexpr std::uint64_t somebody = 13;
constexpr std::uint64_t nobody = 14;
constexpr std::uint64_t plain = 0x1000'0000'0000'0000;
constexpr std::uint64_t id_of_a_request = plain | 5;
constexpr std::uint64_t id_of_a_response = id_of_a_request | 0x8000'0000'0000'0000;

std::string number(std::uint64_t value, unsigned bytes) {
  std::string out;
  for (unsigned left = bytes; left-- != 0;)
    out += static_cast<char>(value >> (8U * left) & 0xFFU);
  return out;
}
std::string text(const std::string& of) {
  std::string out;
  auto size = of.size();
  for (; size > 0x7F; size >>= 7U)
    out += static_cast<char>((size & 0x7FU) | 0x80U);
  return out + static_cast<char>(size) + of;
}
std::uint64_t as_atom(const std::string& name) {
  const std::string alphabet = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  std::uint64_t out = 0xF;
  for (char each : name)
    out = out << 6U | alphabet.find(each);
  return out;
}
std::string node_id(char host) {
  return number(as_atom("default"), 8) + number(77, 4) + std::string(20, host);
}
const std::string here_id = node_id('h');
const std::string there_id = node_id('t');
const std::string none = number(as_atom(""), 8);

std::string header(unsigned operation, const std::string& payload, std::uint64_t data = 0,
                   std::uint64_t source = 0, std::uint64_t destination = 0, unsigned flags = 0) {
  return number(operation, 1) + number(0, 2) + number(flags, 1) + number(payload.size(), 4) +
         number(data, 8) + number(source, 8) + number(destination, 8);
}

struct frame {
  std::string head;
  std::string payload;
};

frame client_handshake(const std::string& from = there_id, unsigned flags = 0) {
  return {header(1, from, 0, 0, 0, flags), from};
}
frame server_handshake(const std::string& from = there_id) {
  auto payload = from + number(1, 1) + text("boxoffice") + number(an_acceptor, 8) + number(0, 1);
  return {header(0, payload, 3), payload};
}
frame message(const std::string& type, const std::string& content, std::uint64_t destination,
              std::uint64_t id = plain, std::uint64_t source = 40) {
  auto payload = number(0, 1) + number(0, 2) + text("@<>+" + type) + content;
  return {header(2, payload, id, source, destination), payload};
}
frame hello_frame(const std::string& of = there_id, std::uint64_t destination = an_acceptor) {
  return message("boxoffice.hello",
                 number(1, 4) + text("cluster") + text("north") + number(41, 8) + of, destination,
                 id_of_a_request);
}
std::string error_content() {
  return number(3, 1) + number(as_atom("exit"), 8) + number(0, 2) + text("@<>");
}
frame down(const std::string& from = there_id, const std::string& to = here_id) {
  auto payload = from + to + error_content();
  return {header(5, payload, 0, 41), payload};
}
frame monitor(const std::string& from = there_id, const std::string& to = here_id) {
  return {header(4, from + to, 0, 0, a_link), from + to};
}
const frame heartbeat{header(6, ""), ""};

frame_checker checker(side which = side::accepted) {
  return {which, {here_id, none, [](std::uint64_t actor) {
                    return actor == an_acceptor ? local_end::acceptor
                           : actor == a_link    ? local_end::link
                           : actor == somebody  ? local_end::other
                                                : local_end::gone;
                  }}};
}

verdict judge(frame_checker& by, const frame& one) {
  auto length = by.begin(one.head);
  if (!length)
    return verdict::refuse;
  REQUIRE(*length == one.payload.size());
  return by.judge(one.payload);
}

/// By one that has met the other node.
verdict judge(const frame& one) {
  auto by = checker();
  REQUIRE(judge(by, client_handshake()) == verdict::pass);
  return judge(by, one);
}

std::vector<frame> all_good() {
  return {
      hello_frame(),
      message("boxoffice.asks", text("bytes"), a_link),
      message("boxoffice.answers", text(std::string(100'000, 'x')), a_link),
      message("boxoffice.returns", text(""), a_link),
      message("boxoffice.still_there", "", a_link),
      message("boxoffice.welcome", text("") + number(41, 8) + there_id, somebody, id_of_a_response),
      message("boxoffice.welcome", text("no") + number(0, 8) + none, somebody, id_of_a_response),
      message("@error", error_content(), somebody, id_of_a_response),
      down(),
      monitor(),
      heartbeat,
      client_handshake(there_id, 2)};
}

} // namespace

TEST_CASE("frames: the messages of nodes pass") {
  for (const auto& each : all_good())
    CHECK(judge(each) == verdict::pass);
  auto connected = checker(side::connected);
  CHECK(judge(connected, server_handshake()) == verdict::pass);
  CHECK(connected.peer() == there_id);
}

TEST_CASE("frames: handshakes without a payload, which crash CAF's reader, are refused") {
  for (auto which : {side::accepted, side::connected})
    for (unsigned operation : {0U, 1U}) {
      auto by = checker(which);
      CHECK_FALSE(by.begin(header(operation, "", 4)));
      CHECK_FALSE(by.begin(header(operation, "", 0)));
    }
}

TEST_CASE("frames: the handshake comes first, once or twice, and names one node") {
  for (const auto& each : all_good())
    if (each.head != client_handshake(there_id, 2).head) {
      auto by = checker();
      CHECK(judge(by, each) == verdict::refuse);
    }
  auto by = checker();
  CHECK(judge(by, server_handshake()) == verdict::refuse);
  CHECK(judge(by, client_handshake(here_id)) == verdict::refuse);
  CHECK(judge(by, client_handshake(std::string(32, '\0'))) == verdict::refuse);
  CHECK(judge(by, client_handshake()) == verdict::pass);
  CHECK(judge(by, client_handshake(node_id('x'), 2)) == verdict::refuse);
  CHECK(judge(by, client_handshake(there_id, 2)) == verdict::pass);
  CHECK(judge(by, client_handshake(there_id, 2)) == verdict::refuse);
  auto connected = checker(side::connected);
  CHECK(judge(connected, client_handshake()) == verdict::refuse);
  CHECK(judge(connected, server_handshake()) == verdict::pass);
  CHECK(judge(connected, server_handshake()) == verdict::refuse);
}

TEST_CASE("frames: messages from or to a third node are refused") {
  const auto third = node_id('3');
  CHECK(judge(hello_frame(third)) == verdict::refuse);
  CHECK(judge(hello_frame(here_id)) == verdict::refuse);
  CHECK(judge(down(third)) == verdict::refuse);
  CHECK(judge(down(there_id, third)) == verdict::refuse);
  CHECK(judge(monitor(third)) == verdict::refuse);
  CHECK(judge(monitor(there_id, third)) == verdict::refuse);
  auto routed = message("boxoffice.asks", text("bytes"), a_link);
  routed.head[0] = 3;
  CHECK(judge(routed) == verdict::refuse);
}

TEST_CASE("frames: a message for another kind of actor is refused") {
  CHECK(judge(hello_frame(there_id, a_link)) == verdict::refuse);
  CHECK(judge(hello_frame(there_id, somebody)) == verdict::refuse);
  CHECK(judge(hello_frame(there_id, nobody)) == verdict::drop);
  for (auto to : {an_acceptor, somebody})
    CHECK(judge(message("boxoffice.asks", text(""), to)) == verdict::refuse);
  CHECK(judge(message("boxoffice.asks", text(""), nobody)) == verdict::drop);
  // An error that nobody waits for would end who gets it.
  CHECK(judge(message("@error", error_content(), an_acceptor, plain)) == verdict::drop);
  CHECK(judge(message("@error", error_content(), a_link, id_of_a_response)) == verdict::drop);
  auto named = message("@atom", number(1, 8), as_atom("SpawnServ"));
  named.head[3] = 1;
  CHECK(judge(named) == verdict::drop);
  named.head = header(2, named.payload, plain, 40, as_atom("ConfigServ"), 1);
  CHECK(judge(named) == verdict::refuse);
}

TEST_CASE("frames: other types, streams, and more or less than the type has are refused") {
  for (const auto* type : {"@exit", "@down", "@atom+@strong_actor_ptr", "@downstream_msg", "@error",
                           "boxoffice.asks+boxoffice.asks", ""})
    CHECK(judge(message(type, text("x"), a_link)) == verdict::refuse);
  CHECK(judge(message("boxoffice.asks", text("x"), a_link, id_of_a_request)) == verdict::refuse);
  CHECK(judge(message("boxoffice.asks", text("x"), a_link, id_of_a_response)) == verdict::refuse);
  CHECK(judge(message("boxoffice.asks", text("x"), a_link, plain << 1U)) == verdict::refuse);
  CHECK(judge(message("boxoffice.asks", text("x"), a_link, plain, 0)) == verdict::refuse);
  for (const auto& each : all_good()) {
    if (each.payload.empty())
      continue;
    auto longer = each;
    longer.payload += '\0';
    longer.head.replace(4, 4, number(longer.payload.size(), 4));
    CHECK(judge(longer) == verdict::refuse);
    auto shorter = each;
    shorter.payload.pop_back();
    shorter.head.replace(4, 4, number(shorter.payload.size(), 4));
    CHECK(judge(shorter) == verdict::refuse);
  }
}

TEST_CASE("frames: a payload over the limit is refused before any of it is kept") {
  auto by = checker();
  REQUIRE(judge(by, client_handshake()) == verdict::pass);
  auto head = message("boxoffice.asks", text("x"), a_link).head;
  head.replace(4, 4, number(most_payload_bytes + 1ULL, 4));
  CHECK_FALSE(by.begin(head));
  head.replace(4, 4, number(0xFFFF'FFFF, 4));
  CHECK_FALSE(by.begin(head));
}

TEST_CASE("frames: any bytes get a verdict") {
  std::mt19937 random{20'261'128};
  const auto good = all_good();
  auto drawn = [&](std::size_t below) { return random() % below; };
  unsigned passed = 0;
  for (unsigned round = 0; round < 200'000; ++round) {
    auto one = good[drawn(good.size())];
    one.payload.resize(std::min<std::size_t>(one.payload.size(), 300));
    for (auto changes = 1 + drawn(4); changes != 0; --changes) {
      auto& part = one.payload.empty() || drawn(3) == 0 ? one.head : one.payload;
      part[drawn(part.size())] = static_cast<char>(random());
    }
    auto by = checker();
    REQUIRE(judge(by, client_handshake()) == verdict::pass);
    if (auto length = by.begin(one.head); length && *length <= 1'000) {
      one.payload.resize(*length);
      passed += by.judge(one.payload) == verdict::pass ? 1U : 0U;
    }
  }
  CHECK(passed < 200'000); // What passes had its text, its ids or its reasons changed.
}

} // namespace boxoffice::actors::tests
