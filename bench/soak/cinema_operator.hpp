// The operator: opens the shows, cancels some, pays refunds, erases customers and makes backups.
#pragma once

#include "bench/soak/customers.hpp"
#include "bench/soak/failures.hpp"
#include "bench/soak/schedule.hpp"
#include "bench/soak/virtual_node.hpp"

#include <filesystem>
#include <map>
#include <optional>

namespace boxoffice::soak {

class cinema_operator {
public:
  cinema_operator(virtual_node& node, const demand& wanted, schedule& shows,
                  customer_list& customers, failures& wrong, std::uint64_t seed);

  /// Sends all requests that are due by `until`. Call it before each node.pass().
  void act(time_ms until);
  void erase(std::uint32_t customer);
  void back_up(const std::filesystem::path& directory);

  /// Whether a reply with this correlation is for the operator.
  [[nodiscard]] static bool is_for_operator(std::uint64_t correlation);
  void on_reply(std::uint64_t correlation, actors::reply&& reply);

private:
  void open(std::uint32_t show);
  void cancel_due_shows(time_ms until);
  void on_opened(std::uint32_t show, const actors::reply& reply);
  void on_refunds(const actors::reply& reply);
  void report(const std::string& what, const actors::reply& reply);

  virtual_node& node_;
  const demand& wanted_;
  schedule& shows_;
  customer_list& customers_;
  failures& wrong_;
  std::mt19937_64 chance_;
  time_ms next_refunds_ = 0;
  std::multimap<time_ms, std::uint32_t> to_cancel_;
};

} // namespace boxoffice::soak
