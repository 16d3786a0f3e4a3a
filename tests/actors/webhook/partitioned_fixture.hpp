// Two nodes of a partitioned cluster with webhooks, in one process and in virtual time. The shows
// of node 0 begin with `a`, those of node 1 with `b`. What the nodes ask each other travels as
// bytes, unless a test cuts them off.
#pragma once

#include "actors/engine.hpp"
#include "actors/webhook/webhook_service.hpp"
#include "storage/event_log.hpp"
#include "tests/actors/questions.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

/// A request that the receiver got.
struct hooked {
  std::size_t node; ///< that sent it
  std::string id;
  std::string show;
  std::uint64_t seq = 0;
  std::string url;
  std::string signature;
};

class hooked_nodes {
public:
  explicit hooked_nodes(const delivery_limits& limits = {}, std::size_t most_endpoints = 16);
  ~hooked_nodes();
  hooked_nodes(const hooked_nodes&) = delete;
  hooked_nodes& operator=(const hooked_nodes&) = delete;

  bool cut = false; ///< the nodes do not reach each other
  /// What the receiver does with a request. Success if it is not set.
  std::function<delivery_outcome(const hooked&)> respond;

  /// Asks that node.
  template <class Answer>
  Answer ask(std::size_t node, webhook_question what) {
    auto answer = ask_any(node, std::move(what));
    auto* right = std::get_if<Answer>(&answer);
    REQUIRE(right != nullptr);
    return std::move(*right);
  }
  std::string add(std::size_t node, bool from_start = false);
  /// So many at each node, before any node answers. The answers of node 0, then those of node 1.
  std::vector<webhook_answer> add_at_once(std::size_t times);
  webhook_view view(std::size_t node, const std::string& id) {
    return ask<webhook_view>(node, get_webhook{id});
  }
  /// One event of the show, at its node.
  void append(const std::string& show);
  void pass(milliseconds span);
  void restart(std::size_t node);

  [[nodiscard]] const std::vector<hooked>& requests() const { return requests_; }
  /// The seqs of a show, as they came.
  [[nodiscard]] std::vector<std::uint64_t> seqs_of(const std::string& show) const;
  [[nodiscard]] storage::event_log& log(std::size_t node) { return *nodes_.at(node).log; }

private:
  struct member {
    std::unique_ptr<storage::event_log> log;
    std::unique_ptr<engine> running;
    entrance_actor entrance;
    std::unique_ptr<webhook_service> webhooks;
  };

  [[nodiscard]] environment env();
  void begin(std::size_t place);
  void end(std::size_t place);
  void route(std::size_t from, node_ask&& ask);
  void send_to(std::size_t from, std::size_t to, node_ask&& ask);
  webhook_answer ask_any(std::size_t place, webhook_question what);
  void receive(std::size_t from, delivery&& what, std::function<void(delivery_outcome&&)> then);
  [[nodiscard]] caf::scheduler::test_coordinator& coordinator();
  void run() { coordinator().run(); }

  boxoffice::tests::temporary_directory directory_;
  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  delivery_limits limits_;
  std::size_t most_endpoints_;
  std::array<member, 2> nodes_;
  std::vector<hooked> requests_;
  std::uint8_t drawn_ = 0;
};

} // namespace boxoffice::actors::tests
