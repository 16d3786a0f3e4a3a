// Two nodes of a cluster in one process and in virtual time, with a network that a test can cut.
#include "actors/cluster/cluster.hpp"
#include "actors/cluster/router.hpp"
#include "actors/cluster/wire/wire.hpp"
#include "actors/engine.hpp"
#include "actors/protocol/reply_port.hpp"
#include "events/customer_keys.hpp"
#include "storage/rocksdb/open.hpp"
#include "tests/actors/questions.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <map>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

const std::vector<cluster_node> both_nodes{{"a", "127.0.0.1", 1}, {"b", "127.0.0.1", 2}};

/// A show of that node.
std::string show_of(std::size_t node) {
  partition cluster{both_nodes, "a"};
  for (int i = 0;; ++i)
    if (auto id = "show-" + std::to_string(i); cluster.owner_of({id}) == node)
      return id;
}

struct two_nodes {
  boxoffice::tests::temporary_directory directory;
  caf::actor_system_config config;
  std::unique_ptr<caf::actor_system> system;
  std::vector<std::unique_ptr<storage::event_log>> logs;
  std::vector<std::unique_ptr<engine>> engines;
  std::vector<peer_link_actor> links; ///< a's to b, b's to a
  entrance_actor entrance;            ///< of a
  std::unique_ptr<reply_port> answered;
  std::map<std::uint64_t, std::vector<reply>> answers_to;
  std::vector<std::string> warnings;
  std::uint64_t last_asked = 0;
  std::uint8_t drawn = 0;
  bool reachable;
  link_options of_links;
  int settled = 0;            ///< links of a that stand or were given up
  caf::actor stands_in_for_b; ///< where set, a is connected with it instead

  /// `met`: they are connected already; else b is away.
  explicit two_nodes(bool met = true, const link_options& links_have = {})
      : reachable{met}, of_links{links_have} {
    config.set("scheduler.policy", caf::atom("testing"));
    system = std::make_unique<caf::actor_system>(config);
    for (std::size_t self : {0, 1}) {
      logs.push_back(storage::open_rocksdb_log({directory.path() / both_nodes[self].name}).value());
      engine_options options;
      options.own_threads = false;
      engines.push_back(std::make_unique<engine>(*system, *logs[self], options, env()));
    }
    for (std::size_t self : {0, 1})
      links.push_back(spawn_link(self));
    entrance = system->spawn<router>(
        engines[0]->directory(),
        std::make_shared<const placement>(placement_of(cluster_of(0), {{}, links[0]})), env());
    answered = std::make_unique<reply_port>(*system, [this](replies&& arrived) {
      for (auto& each : arrived)
        answers_to[each.correlation].push_back(std::move(each.reply));
    });
    if (met)
      pass(1s);
  }

  ~two_nodes() {
    for (const auto& link : links)
      caf::anon_send_exit(link, caf::exit_reason::user_shutdown);
    caf::anon_send_exit(entrance, caf::exit_reason::user_shutdown);
    if (stands_in_for_b)
      caf::anon_send_exit(stands_in_for_b, caf::exit_reason::user_shutdown);
    engines.clear();
    run();
    CHECK(system->registry().running() == 0);
    answered.reset();
  }

  static std::shared_ptr<const partition> cluster_of(std::size_t self) {
    return std::make_shared<const partition>(both_nodes, both_nodes[self].name);
  }

  environment env() {
    const logging::logger log{[this](const logging::line& one) { warnings.emplace_back(one.text); },
                              logging::levels{logging::level::warn}};
    auto still = [] { return noon; };
    return {std::make_shared<node_clock>(clock_sources{still, still}, clock_limits{}, log),
            [this] { return bytes16{++drawn}; },
            [](const storage::storage_error& error) { FAIL(error.detail); }, log};
  }

  peer_link_actor spawn_link(std::size_t self) {
    std::function<void(peer_link_actor)> reach;
    if (self == 0)
      reach = [this](const peer_link_actor& link) { connect(link); };
    return system->spawn<peer_link>(
        link_deps{both_nodes[1 - self].name,
                  [own = cluster_of(self)](const show_id& show) { return own->owns(show); },
                  engines[self]->directory(),
                  {},
                  env(),
                  std::make_shared<customer_keys>(key_of(self)),
                  std::move(reach),
                  {},
                  of_links,
                  [this, self] { settled += self == 0 ? 1 : 0; }});
  }

  static std::vector<std::uint8_t> key_of(std::size_t node) {
    return std::vector<std::uint8_t>(32, static_cast<std::uint8_t>(node + 1));
  }

  void connect(const peer_link_actor& link) {
    if (!reachable)
      return caf::anon_send(link, connect_result{"is away", nullptr});
    if (stands_in_for_b)
      return caf::anon_send(
          link, connect_result{{}, caf::actor_cast<caf::strong_actor_ptr>(stands_in_for_b)});
    caf::anon_send(link, connect_result{{}, caf::actor_cast<caf::strong_actor_ptr>(links[1])});
    caf::anon_send(links[1], connect_result{{}, caf::actor_cast<caf::strong_actor_ptr>(link)});
  }

  /// From now on a has somebody for b who takes everything and says nothing.
  void put_a_mute_in_place_of_b() {
    // With an argument: CAF's headers bind a reference to nothing where there is none.
    stands_in_for_b = system->spawn(
        [](caf::event_based_actor* self, const caf::message_handler& nothing) -> caf::behavior {
          self->set_default_handler(caf::drop);
          return nothing;
        },
        caf::message_handler{[](caf::unit_t) {}});
    connect(links[0]);
    run();
  }

  void say_as_b(auto what) {
    caf::actor_cast<caf::actor>(links[0])->enqueue(caf::actor_cast<caf::strong_actor_ptr>(links[1]),
                                                   caf::make_message_id(),
                                                   caf::make_message(std::move(what)), nullptr);
  }

  /// Ends b's process, which restarts if it is reachable.
  void crash_b() {
    caf::anon_send_exit(links[1], caf::exit_reason::kill);
    run();
    links[1] = spawn_link(1);
  }

  caf::scheduler::test_coordinator& coordinator() {
    return dynamic_cast<caf::scheduler::test_coordinator&>(system->scheduler());
  }
  void run() { coordinator().run(); }
  void pass(milliseconds span) {
    for (auto gone = 0ms; gone < span; gone += 250ms) {
      run();
      coordinator().advance_time(250ms);
      run();
    }
  }

  std::uint64_t ask(const std::string& show, show_question what,
                    const std::string& mail = "ann@x.org") {
    asks batch;
    batch.emplace_back(show_ask{{answered->handle(), ++last_asked}, {show}, std::move(what), mail});
    caf::anon_send(entrance, std::move(batch));
    run();
    return last_asked;
  }
  std::uint64_t ask(node_question what) {
    asks batch;
    batch.emplace_back(node_ask{{answered->handle(), ++last_asked}, std::move(what)});
    caf::anon_send(entrance, std::move(batch));
    run();
    return last_asked;
  }
  template <class Reply>
  Reply reply_to(std::uint64_t correlation) {
    const auto& said = answers_to[correlation];
    REQUIRE(said.size() == 1);
    REQUIRE(std::holds_alternative<Reply>(said.front()));
    return std::get<Reply>(said.front());
  }
  bool refused_for_now(std::uint64_t correlation) {
    return answers_to[correlation].size() == 1 &&
           std::holds_alternative<unavailable>(answers_to[correlation].front());
  }
};

hello good_hello(const two_nodes& both, const partition& cluster) {
  return {wire_version, to_hex(cluster.digest()), "b",
          caf::actor_cast<caf::strong_actor_ptr>(both.links[1])};
}

} // namespace

TEST_CASE("cluster: any node routes a question about a show to the node that has it") {
  two_nodes both;
  for (std::size_t node : {0, 1}) {
    auto show = show_of(node);
    CHECK(both.reply_to<show_view>(both.ask(show, open())).opened_now);
    CHECK(both.reply_to<booking_taken>(both.ask(show, book({"A1", "A2"}))).number == 2);
    CHECK(both.logs[node]->last_seq({show}).value() == 2);
    CHECK(both.logs[1 - node]->last_seq({show}).value() == 0);
  }
}

TEST_CASE("cluster: a customer has the pseudonym of the node that has the show") {
  two_nodes both;
  auto show = show_of(1);
  both.ask(show, open());
  auto command = book({"A1"});
  command.customer = customer_of(two_nodes::key_of(0), mail_address{"ann@x.org"});
  auto taken = both.reply_to<booking_taken>(both.ask(show, command));
  auto seen = both.reply_to<booking_view>(both.ask(show, look_at(taken)));
  CHECK(seen.booking.customer == customer_of(two_nodes::key_of(1), mail_address{"ann@x.org"}));
  // By the same node's pseudonym her booking is hers, and nobody else's.
  get_booking hers{taken.id.secret, command.customer};
  both.reply_to<booking_view>(both.ask(show, hers));
  CHECK(both.reply_to<refusal>(both.ask(show, hers, "bob@x.org")).code == errc::forbidden);
  // She can be forgotten from any node.
  const erase_customer erase{{command.customer}, "ann@x.org"};
  CHECK(both.reply_to<customer_erased>(both.ask(erase)).existed);
}

TEST_CASE("cluster: lists have the shows of all nodes") {
  two_nodes both;
  for (std::size_t node : {0, 1})
    both.ask(show_of(node), open());
  CHECK(both.reply_to<show_page>(both.ask(list_shows{"", 10})).items.size() == 2);
}

TEST_CASE("cluster: only the shows of a node that is down are unavailable, until it is back") {
  two_nodes both;
  for (std::size_t node : {0, 1})
    both.ask(show_of(node), open());
  both.reply_to<booking_taken>(both.ask(show_of(0), book({"A1"})));
  both.reachable = false;
  both.crash_b();
  CHECK(both.refused_for_now(both.ask(show_of(1), get_show{})));
  both.reply_to<show_view>(both.ask(show_of(0), get_show{}));
  CHECK(both.reply_to<show_page>(both.ask(list_shows{"", 10})).missing == strings{"b"});
  CHECK(both.refused_for_now(both.ask(erase_customer{{}, "ann@x.org"})));
  both.reachable = true;
  both.pass(500ms);
  both.reply_to<show_view>(both.ask(show_of(1), get_show{}));
  CHECK(both.reply_to<customer_erased>(both.ask(erase_customer{{}, "ann@x.org"})).existed);
}

TEST_CASE("cluster: open questions to a node that went down get a reply at once") {
  two_nodes both;
  both.put_a_mute_in_place_of_b();
  auto correlation = both.ask(show_of(1), get_show{});
  CHECK(both.answers_to[correlation].empty());
  caf::anon_send_exit(both.stands_in_for_b, caf::exit_reason::kill);
  both.run();
  CHECK(both.refused_for_now(correlation));
}

TEST_CASE("cluster: a silent node counts as gone") {
  two_nodes both;
  both.put_a_mute_in_place_of_b();
  auto first = both.ask(show_of(1), get_show{});
  both.pass(3s);
  CHECK(both.answers_to[first].empty());
  CHECK(both.refused_for_now(both.ask(show_of(1), get_show{}))); // at once by now
  both.pass(3s);
  CHECK(both.refused_for_now(first));
}

TEST_CASE("cluster: questions about a show of another node and malformed messages are dropped") {
  two_nodes both;
  asks misrouted;
  misrouted.emplace_back(show_ask{{{}, 1}, {show_of(1)}, open(), {}});
  both.say_as_b(peer_asks{encode(std::move(misrouted))});
  both.say_as_b(peer_asks{"\xff"});
  both.say_as_b(peer_answers{"\xff"});
  both.warnings.clear();
  both.run();
  CHECK(both.warnings.size() == 3);
  CHECK(both.logs[0]->last_seq({show_of(1)}).value() == 0);
  both.reply_to<show_view>(both.ask(show_of(1), open()));
}

TEST_CASE("cluster: a link takes questions from its own peer only") {
  two_nodes both;
  asks misrouted;
  misrouted.emplace_back(show_ask{{{}, 1}, {show_of(0)}, open(), {}});
  caf::anon_send(both.links[0], peer_asks{encode(std::move(misrouted))});
  both.run();
  CHECK(both.logs[0]->last_seq({show_of(0)}).value() == 0);
}

TEST_CASE("cluster: questions before the first connection wait for it") {
  two_nodes both{false};
  auto correlation = both.ask(show_of(1), open());
  auto all = both.ask(list_shows{"", 10});
  both.pass(1s); // Attempts fail meanwhile.
  auto later = both.ask(show_of(1), get_show{});
  CHECK(both.answers_to[correlation].empty());
  CHECK(both.settled == 0);
  both.reachable = true;
  both.pass(500ms);
  both.reply_to<show_view>(correlation);
  both.reply_to<show_view>(later);
  CHECK(both.reply_to<show_page>(all).missing.empty());
  CHECK(both.settled == 1);
}

TEST_CASE("cluster: the first connection is awaited for two seconds") {
  two_nodes both{false};
  auto correlation = both.ask(show_of(1), open());
  both.pass(1'750ms);
  CHECK(both.answers_to[correlation].empty());
  both.pass(500ms);
  CHECK(both.refused_for_now(correlation));
  CHECK(both.settled == 1);
  CHECK(both.refused_for_now(both.ask(show_of(1), open()))); // at once by now
  both.reachable = true;
  both.pass(500ms);
  both.reply_to<show_view>(both.ask(show_of(1), open()));
  CHECK(both.settled == 1);
}

TEST_CASE("cluster: the number of questions that wait for a connection is limited") {
  link_options few;
  few.most_waiting = 2;
  two_nodes both{false, few};
  auto first = both.ask(show_of(1), open());
  auto second = both.ask(show_of(1), get_show{});
  CHECK(both.refused_for_now(both.ask(show_of(1), get_show{})));
  both.reachable = true;
  both.pass(500ms);
  both.reply_to<show_view>(first);
  both.reply_to<show_view>(second);
}

TEST_CASE("cluster: the accepting end sends no question before it has heard the other") {
  two_nodes both{false};
  caf::anon_send(both.links[1],
                 connect_result{{}, caf::actor_cast<caf::strong_actor_ptr>(both.links[0])});
  both.run();
  asks batch;
  batch.emplace_back(show_ask{{both.answered->handle(), 99}, {show_of(0)}, open(), {}});
  caf::anon_send(both.links[1], std::move(batch));
  both.run();
  CHECK(both.answers_to[99].empty());
  CHECK(both.logs[0]->last_seq({show_of(0)}).value() == 0);
  both.reachable = true;
  both.pass(500ms);
  both.reply_to<show_view>(99);
}

TEST_CASE("cluster: a node that is not a member is refused with the reason") {
  two_nodes both;
  partition cluster{both_nodes, "a"};
  auto where = placement_of(both.cluster_of(0), both.links);
  CHECK_FALSE(reason_to_refuse(good_hello(both, cluster), credentials_of(cluster), where));
  auto refused = [&](auto change) {
    auto said = good_hello(both, cluster);
    change(said);
    return reason_to_refuse(said, credentials_of(cluster), where).value_or("");
  };
  CHECK(refused([](hello& said) { said.version = 0; }).find("version 0") != std::string::npos);
  constexpr auto none = std::string::npos;
  CHECK(refused([](hello& said) { said.cluster.clear(); }).find("another list") != none);
  CHECK(refused([](hello& said) { said.node = "z"; }).find("no node of its name") != none);
  CHECK(refused([](hello& said) { said.node = "a"; }).find("own name") != std::string::npos);
  CHECK(refused([](hello& said) { said.link = nullptr; }).find("no link") != std::string::npos);
}

TEST_CASE("cluster: a node finds a customer under former ids in its log") {
  two_nodes both;
  auto show = show_of(1);
  both.reply_to<show_view>(both.ask(show, open()));
  auto before = book({"A1"});
  before.customer =
      former_customers_of(two_nodes::key_of(1), mail_address{"jörg@example.org"}).front();
  asks batch;
  batch.emplace_back(
      show_ask{{both.answered->handle(), ++both.last_asked}, {show}, std::move(before), {}});
  caf::anon_send(both.engines[1]->directory(), std::move(batch));
  both.run();
  auto booked = both.reply_to<booking_taken>(both.last_asked);
  get_booking look{booked.id.secret, customer(9)}; // As node a knows the customer.
  CHECK(both.reply_to<booking_view>(both.ask(show, look, "Jörg@example.org")).booking.number ==
        booked.number);
  CHECK(both.reply_to<refusal>(both.ask(show, look, "ann@x.org")).code == errc::forbidden);
}

} // namespace boxoffice::actors::tests
