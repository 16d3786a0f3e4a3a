// A node in virtual time with webhooks, and the receiver of all of them.
#pragma once

#include "actors/webhook/webhook_service.hpp"
#include "tests/actors/node.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::actors::tests {

/// A request that the receiver got.
struct received {
  std::string id;
  std::string show;
  std::uint64_t seq = 0;
  std::string type;
  std::string url;
  std::string signature;
  events::time_ms at = 0;
  bool taken = false; ///< with success
};

/// Whether other nodes write to the log too.
enum class log_is : std::uint8_t { own, shared };

class webhook_fixture {
public:
  explicit webhook_fixture(const delivery_limits& limits = {}, std::size_t most_endpoints = 16,
                           log_is of = log_is::own);
  ~webhook_fixture();
  webhook_fixture(const webhook_fixture&) = delete;
  webhook_fixture& operator=(const webhook_fixture&) = delete;

  node box;
  int backlog_queries = 0; ///< of a shared log
  /// What the receiver does with a request; nothing: it hangs. Success if it is not set.
  std::function<std::optional<delivery_outcome>(const received&)> respond;

  /// An endpoint for these types of events, or for all; returns its id.
  std::string add(std::vector<std::string> types = {}, bool from_start = false);
  template <class Answer>
  Answer ask(webhook_question what) {
    auto answer = ask_any(std::move(what));
    auto* right = std::get_if<Answer>(&answer);
    REQUIRE(right != nullptr);
    return std::move(*right);
  }
  webhook_view view(const std::string& id) { return ask<webhook_view>(get_webhook{id}); }
  /// The process ends without an orderly stop and starts again, after that time.
  void crash(milliseconds down = milliseconds{0});
  void stop();  ///< As an orderly end of the process.
  void start(); ///< After stop().

  void open_show(const std::string& show) { box.ask_now<show_view>(show, open()); }
  /// One event.
  void pause_show(const std::string& show) { box.ask_now<show_view>(show, events::pause_sales{}); }
  void resume_show(const std::string& show) {
    box.ask_now<show_view>(show, events::resume_sales{});
  }

  /// One event by another node, which this one is not told of.
  void append_elsewhere(const std::string& show);

  [[nodiscard]] const std::vector<received>& requests() const { return requests_; }
  /// The seqs of a show that were taken, in order.
  [[nodiscard]] std::vector<std::uint64_t> taken_of(const std::string& show) const;
  [[nodiscard]] std::size_t hanging() const { return hanging_.size(); }
  /// All requests that hang end.
  void release(const delivery_outcome& outcome);
  void put(storage::row_change row);                  ///< Beside the node's own writes.
  [[nodiscard]] std::set<std::string> webhook_rows(); ///< keys

private:
  [[nodiscard]] std::shared_ptr<const shared_rows> rows();
  [[nodiscard]] storage::result<storage::webhook_backlogs> backlogs();
  webhook_answer ask_any(webhook_question what);
  void receive(delivery&& what, std::function<void(delivery_outcome&&)> then);

  delivery_limits limits_;
  std::size_t most_endpoints_;
  log_is log_;
  std::unique_ptr<node> elsewhere_;
  std::vector<received> requests_;
  std::vector<std::function<void(delivery_outcome&&)>> hanging_;
  std::unique_ptr<webhook_service> service_;
};

inline delivery_outcome failed_with(unsigned status, std::int64_t retry_after_ms = 0) {
  return {status, "status " + std::to_string(status), retry_after_ms};
}

} // namespace boxoffice::actors::tests
