// What a receiver of webhooks got, and whether the promises were kept.
#pragma once

#include "tests/support/clients/http_client.hpp"
#include "tests/support/clients/webhook_receiver.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::tests {

/// Takes deliveries, and notes for each show what a promise of theirs is broken.
class hook_record {
public:
  /// What to do with the next deliveries; success if it is empty.
  void respond(webhook_receiver::handler how) {
    std::lock_guard lock{guard_};
    how_ = std::move(how);
  }

  webhook_reply take(const webhook_request& request) {
    std::lock_guard lock{guard_};
    auto reply = how_ ? how_(request) : webhook_reply{};
    ++requests_;
    auto data = json::parse(request.body).at("data");
    auto show = data.at("movieShowId").get<std::string>();
    auto seq = data.at("seq").get<std::uint64_t>();
    auto& id = ids_[{show, seq}];
    if (!id.empty() && id != request.id)
      wrong_.push_back(show + ' ' + std::to_string(seq) + " came under two ids");
    id = request.id;
    if (reply.status / 100 == 2) {
      auto& last = taken_[show];
      if (seq > last + 1)
        wrong_.push_back(show + ' ' + std::to_string(seq) + " came after " + std::to_string(last));
      last = std::max(last, seq);
      ++delivered_;
    }
    latest_ = request;
    return reply;
  }

  [[nodiscard]] std::uint64_t last(const std::string& show) {
    std::lock_guard lock{guard_};
    return taken_[show];
  }
  [[nodiscard]] std::uint64_t requests() { return read(requests_); }
  [[nodiscard]] std::uint64_t delivered() { return read(delivered_); }
  /// Events that were delivered, each once.
  [[nodiscard]] std::uint64_t distinct() {
    std::lock_guard lock{guard_};
    std::uint64_t sum = 0;
    for (const auto& [show, seq] : taken_)
      sum += seq;
    return sum;
  }
  [[nodiscard]] webhook_request latest() { return read(latest_); }
  [[nodiscard]] std::vector<std::string> wrong() { return read(wrong_); }

private:
  template <class T>
  T read(const T& member) {
    std::lock_guard lock{guard_};
    return member;
  }

  std::mutex guard_;
  webhook_receiver::handler how_;
  std::map<std::pair<std::string, std::uint64_t>, std::string> ids_;
  std::map<std::string, std::uint64_t> taken_;
  std::vector<std::string> wrong_;
  std::uint64_t requests_ = 0;
  std::uint64_t delivered_ = 0;
  webhook_request latest_;
};

} // namespace boxoffice::tests
