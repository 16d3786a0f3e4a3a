// A log that forwards every call to another one: the base of logs that observe or delay calls.
#pragma once

#include "storage/event_log.hpp"

#include <memory>
#include <string>

namespace boxoffice::storage::tests {

class forwarding_log : public event_log {
public:
  explicit forwarding_log(std::unique_ptr<event_log> log) : log_{std::move(log)} {}

  status append(const write_batch& batch) override { return log_->append(batch); }
  status read(const show_id& stream, std::uint64_t after, const record_visitor& visit) override {
    return log_->read(stream, after, visit);
  }
  status read_all(std::string_view after, std::string_view last,
                  const stream_visitor& visit) override {
    return log_->read_all(after, last, visit);
  }
  result<std::uint64_t> last_seq(const show_id& stream) override { return log_->last_seq(stream); }
  result<std::optional<std::string>> get(table in, std::string_view key) override {
    return log_->get(in, key);
  }
  status scan(table in, std::string_view after, const row_visitor& visit) override {
    return log_->scan(in, after, visit);
  }
  result<bool> purge(table in, std::string_view key) override { return log_->purge(in, key); }
  status back_up(const std::filesystem::path& directory) override {
    return log_->back_up(directory);
  }

private:
  std::unique_ptr<event_log> log_;
};

} // namespace boxoffice::storage::tests
