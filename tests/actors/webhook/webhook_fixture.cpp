#include "tests/actors/webhook/webhook_fixture.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::actors::tests {

webhook_fixture::webhook_fixture(const delivery_limits& limits, std::size_t most_endpoints)
    : limits_{limits}, most_endpoints_{most_endpoints} {
  start();
}

webhook_fixture::~webhook_fixture() {
  service_.reset();
  box.run();
}

void webhook_fixture::start() {
  auto& engine = box.running_engine();
  service_ =
      std::make_unique<webhook_service>(box.system(),
                                        dispatcher_deps{box.log(), engine.writer(),
                                                        [this](delivery&& what, auto then) {
                                                          receive(std::move(what), std::move(then));
                                                        },
                                                        limits_, engine.env(), false},
                                        most_endpoints_);
  box.run();
}

void webhook_fixture::stop() {
  service_->stop(milliseconds{0});
  box.run();
  service_.reset();
  box.run();
}

void webhook_fixture::crash(milliseconds down) {
  service_.reset();
  hanging_.clear();
  box.restart(down);
  start();
}

webhook_answer webhook_fixture::ask_any(webhook_question what) {
  std::optional<webhook_answer> answer;
  service_->ask(std::move(what), [&](webhook_answer&& one) { answer = std::move(one); });
  box.run();
  REQUIRE(answer);
  return std::move(*answer);
}

std::string webhook_fixture::add(std::vector<std::string> types, bool from_start) {
  auto added =
      ask<webhook_added>(add_webhook{"https://example.org/hook", std::move(types), "", from_start});
  return added.view.endpoint.id;
}

void webhook_fixture::receive(delivery&& what, std::function<void(delivery_outcome&&)> then) {
  auto data = nlohmann::json::parse(what.body).at("data");
  received one{what.id,  data.at("movieShowId"), data.at("seq"), data.at("type"),
               what.url, what.signature,         box.now(),      false};
  auto outcome = respond ? respond(one) : delivery_outcome{200, "", 0};
  one.taken = outcome && outcome->delivered();
  requests_.push_back(std::move(one));
  if (outcome)
    then(std::move(*outcome));
  else
    hanging_.push_back(std::move(then));
}

void webhook_fixture::release(const delivery_outcome& outcome) {
  for (auto& then : std::exchange(hanging_, {}))
    then(delivery_outcome{outcome});
  box.run();
}

std::vector<std::uint64_t> webhook_fixture::taken_of(const std::string& show) const {
  std::vector<std::uint64_t> seqs;
  for (const auto& each : requests_)
    if (each.show == show && each.taken)
      seqs.push_back(each.seq);
  return seqs;
}

void webhook_fixture::put(storage::row_change row) {
  REQUIRE(box.log().append({{}, {std::move(row)}}).has_value());
}

std::set<std::string> webhook_fixture::webhook_rows() {
  std::set<std::string> keys;
  REQUIRE(box.log()
              .scan(storage::table::node, "webhook/",
                    [&](std::string_view key, auto) {
                      if (key.starts_with("webhook/"))
                        keys.emplace(key);
                      return true;
                    })
              .has_value());
  return keys;
}

} // namespace boxoffice::actors::tests
