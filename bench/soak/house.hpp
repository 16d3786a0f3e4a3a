// The operator: opens the shows, cancels one now and then, sees to it that refunds are paid, erases
// customers and makes backups.
#pragma once

#include "bench/soak/complaints.hpp"
#include "bench/soak/guests.hpp"
#include "bench/soak/programme.hpp"
#include "bench/soak/virtual_node.hpp"

#include <filesystem>
#include <map>
#include <optional>

namespace boxoffice::soak {

class house {
public:
  house(virtual_node& node, const demand& wanted, programme& shows, guests& customers,
        complaints& wrong, std::uint64_t seed);

  /// Asks all that is due until `until`; to be called before each node.pass().
  void act(time_ms until);
  void erase(std::uint32_t guest);
  void back_up(const std::filesystem::path& directory);

  /// Whether an answer with this correlation is the house's.
  [[nodiscard]] static bool is_for_house(std::uint64_t correlation);
  void hear(std::uint64_t correlation, actors::reply&& told);

private:
  void open(std::uint32_t show);
  void cancel_what_must_be(time_ms until);
  void hear_opened(std::uint32_t show, const actors::reply& told);
  void hear_refunds(const actors::reply& told);
  void complain(const std::string& what, const actors::reply& told);

  virtual_node& node_;
  const demand& wanted_;
  programme& shows_;
  guests& customers_;
  complaints& wrong_;
  std::mt19937_64 chance_;
  time_ms next_refunds_ = 0;
  std::multimap<time_ms, std::uint32_t> to_cancel_;
};

} // namespace boxoffice::soak
