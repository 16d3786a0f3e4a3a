#include "tests/actors/webhook/webhook_fixture.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::actors::tests {

webhook_fixture::webhook_fixture(const delivery_limits& limits, std::size_t most_endpoints,
                                 log_is of)
    : limits_{limits}, most_endpoints_{most_endpoints}, log_{of} {
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
                                                        limits_, engine.env(), false, rows()},
                                        most_endpoints_);
  if (log_ == log_is::shared) {
    take_shards every;
    for (auto shard : storage::every_shard())
      every.shards.push_back({shard, 1});
    caf::anon_send(service_->shard_holder(), std::move(every));
  }
  box.run();
}

std::shared_ptr<const shared_rows> webhook_fixture::rows() {
  if (log_ == log_is::own)
    return nullptr;
  auto at_once = [this](const shared_rows::change& change) { return change(box.log()); };
  return std::make_shared<shared_rows>(shared_rows{
      at_once, at_once,
      [this](const std::string& id, const shared_rows::behind_visitor& visit) {
        return storage::each_head_and_cursor(
            box.log(), id, [&](storage::stream_head head, const storage::webhook_cursor& cursor) {
              if (cursor.seq < head.seq)
                visit(std::move(head), cursor);
            });
      },
      [this] { return backlogs(); }});
}

storage::result<storage::webhook_backlogs> webhook_fixture::backlogs() {
  ++backlog_queries;
  storage::webhook_backlogs all;
  for (const auto& each : storage::webhook_endpoints(box.log()).value()) {
    auto& backlog = all[each.id];
    backlog.dead = storage::count_dead_letters(box.log(), each.id).value();
    auto scanned = storage::each_head_and_cursor(
        box.log(), each.id, [&](const auto& head, const storage::webhook_cursor& cursor) {
          backlog.shows += cursor.seq < head.seq ? 1U : 0U;
          backlog.events += head.seq - cursor.seq;
        });
    CHECK(scanned.has_value());
  }
  return all;
}

void webhook_fixture::append_elsewhere(const std::string& show) {
  if (!elsewhere_)
    elsewhere_ = std::make_unique<node>();
  auto had = elsewhere_->last_seq(show);
  if (had == 0)
    elsewhere_->ask_now<show_view>(show, open());
  else if (had % 2 == 1)
    elsewhere_->ask_now<show_view>(show, events::pause_sales{});
  else
    elsewhere_->ask_now<show_view>(show, events::resume_sales{});
  storage::stream_append part{{show}, had + 1, {}, 0};
  auto copied = elsewhere_->log().read({show}, had, [&](auto, storage::byte_view record) {
    part.records.emplace_back(record.begin(), record.end());
    return true;
  });
  REQUIRE(copied.has_value());
  REQUIRE(box.log().append({{std::move(part)}, {}}).has_value());
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
