#include "tests/actors/webhook/partitioned_fixture.hpp"

#include "actors/cluster/fan_in.hpp"
#include "actors/cluster/wire/wire.hpp"
#include "actors/protocol/reply_port.hpp"
#include "storage/rocksdb/open.hpp"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

namespace boxoffice::actors::tests {

using namespace std::chrono_literals;

namespace {

const strings hooked_names{"a", "b"};

std::size_t owner_of_hooked(const std::string& show) { return show.starts_with("a") ? 0 : 1; }

} // namespace

hooked_nodes::hooked_nodes(const delivery_limits& limits, std::size_t most_endpoints)
    : limits_{limits}, most_endpoints_{most_endpoints} {
  config_.set("scheduler.policy", caf::atom("testing"));
  system_ = std::make_unique<caf::actor_system>(config_);
  for (std::size_t place : {0, 1}) {
    nodes_[place].log =
        storage::open_rocksdb_log({directory_.path() / hooked_names[place]}).value();
    begin(place);
  }
  pass(1s);
}

hooked_nodes::~hooked_nodes() {
  for (std::size_t place : {0, 1})
    end(place);
  CHECK(system_->registry().running() == 0);
}

environment hooked_nodes::env() {
  auto time = [this] {
    return noon + std::chrono::duration_cast<milliseconds>(
                      coordinator().clock().current_time.time_since_epoch())
                      .count();
  };
  const logging::logger log{[](const logging::line&) {}, logging::levels{logging::level::error}};
  return {std::make_shared<node_clock>(clock_sources{time, time}, clock_limits{}, log),
          [this] { return events::bytes16{++drawn_}; },
          [](const storage::storage_error& error) { FAIL(error.detail); }, log};
}

void hooked_nodes::begin(std::size_t place) {
  auto& here = nodes_[place];
  engine_options options;
  options.own_threads = false;
  here.running = std::make_unique<engine>(*system_, *here.log, options, env());
  here.entrance = system_->spawn([this, place](entrance_actor::pointer) {
    return entrance_actor::behavior_type{[this, place](asks& batch) {
      for (auto& each : batch)
        route(place, std::move(std::get<node_ask>(each)));
    }};
  });
  here.webhooks = std::make_unique<webhook_service>(
      *system_,
      dispatcher_deps{*here.log, here.running->writer(),
                      [this, place](delivery&& what, auto then) {
                        receive(place, std::move(what), std::move(then));
                      },
                      limits_, env(), false},
      most_endpoints_, webhook_peers{here.entrance, hooked_names[place]},
      here.running->directory());
  run();
}

void hooked_nodes::end(std::size_t place) {
  auto& here = nodes_[place];
  here.webhooks->stop(0ms);
  run();
  here.webhooks.reset();
  here.running.reset();
  caf::anon_send_exit(here.entrance, caf::exit_reason::user_shutdown);
  here.entrance = nullptr;
  run();
}

void hooked_nodes::restart(std::size_t place) {
  end(place);
  begin(place);
}

/// As the router: to the show's node, or to all.
void hooked_nodes::route(std::size_t from, node_ask&& ask) {
  if (const auto* resend = std::get_if<resend_webhook>(&ask.what); resend && resend->only)
    return send_to(from, owner_of_hooked(resend->only->show.text), std::move(ask));
  auto what = ask.what;
  auto all = system_->spawn<fan_in>(std::move(ask), hooked_names);
  for (std::size_t to : {0, 1})
    send_to(from, to, node_ask{{caf::actor_cast<caf::actor>(all), to, {}}, what});
}

void hooked_nodes::send_to(std::size_t from, std::size_t to, node_ask&& ask) {
  if (!nodes_[to].running || (cut && from != to))
    return send_replies({{ask.reply_to, unavailable{"it is away"}}});
  auto reply_port = ask.reply_to.reply_port;
  asks one;
  one.emplace_back(std::move(ask));
  auto arrived = decode_asks(encode(one), reply_port);
  REQUIRE(arrived);
  caf::anon_send(nodes_[to].running->directory(), std::move(*arrived));
}

webhook_answer hooked_nodes::ask_any(std::size_t place, webhook_question what) {
  std::optional<webhook_answer> answer;
  nodes_[place].webhooks->ask(std::move(what),
                              [&](webhook_answer&& one) { answer = std::move(one); });
  run();
  REQUIRE(answer);
  return std::move(*answer);
}

std::string hooked_nodes::add(std::size_t place, bool from_start) {
  return ask<webhook_added>(place, add_webhook{"https://example.org/hook", {}, "", from_start})
      .view.endpoint.id;
}

std::vector<webhook_answer> hooked_nodes::add_at_once(std::size_t times) {
  std::vector<webhook_answer> answers;
  std::array<std::vector<webhook_answer>, 2> of_nodes;
  for (std::size_t place : {0, 1})
    for (std::size_t i = 0; i < times; ++i)
      nodes_[place].webhooks->ask(
          add_webhook{"https://example.org/hook", {}, "", false},
          [&of = of_nodes[place]](webhook_answer&& one) { of.push_back(std::move(one)); });
  run();
  for (auto& each : of_nodes)
    std::ranges::move(each, std::back_inserter(answers));
  REQUIRE(answers.size() == 2 * times);
  return answers;
}

void hooked_nodes::append(const std::string& show) {
  auto& here = nodes_[owner_of_hooked(show)];
  auto last = here.log->last_seq({show}).value();
  show_question what = open();
  if (last % 2 == 1)
    what = events::pause_sales{};
  else if (last != 0)
    what = events::resume_sales{};
  reply_port answered{*system_, [](replies&&) {}};
  asks one;
  one.emplace_back(show_ask{{answered.handle(), 1}, {show}, std::move(what), {}});
  caf::anon_send(here.running->directory(), std::move(one));
  run();
  REQUIRE(here.log->last_seq({show}).value() == last + 1);
}

void hooked_nodes::pass(milliseconds span) {
  for (auto gone = 0ms; gone < span; gone += 250ms) {
    run();
    coordinator().advance_time(250ms);
    run();
  }
}

void hooked_nodes::receive(std::size_t from, delivery&& what,
                           std::function<void(delivery_outcome&&)> then) {
  auto data = nlohmann::json::parse(what.body).at("data");
  requests_.push_back(
      {from, what.id, data.at("movieShowId"), data.at("seq"), what.url, what.signature});
  then(respond ? respond(requests_.back()) : delivery_outcome{200, "", 0});
}

std::vector<std::uint64_t> hooked_nodes::seqs_of(const std::string& show) const {
  std::vector<std::uint64_t> seqs;
  for (const auto& each : requests_)
    if (each.show == show)
      seqs.push_back(each.seq);
  return seqs;
}

caf::scheduler::test_coordinator& hooked_nodes::coordinator() {
  return dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
}

} // namespace boxoffice::actors::tests
