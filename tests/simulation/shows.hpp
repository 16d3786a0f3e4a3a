// The shows of a run. Each is in a shard of its own.
#pragma once

#include "storage/shards.hpp"

#include <array>
#include <string>

namespace boxoffice::simulation {

constexpr int shows_in_all = 6;

[[nodiscard]] inline storage::show_id id_of_show(int show) {
  return {"show-" + std::to_string(show)};
}

/// The number behind the hyphen of a show's or a node's name.
[[nodiscard]] inline int number_in(const std::string& name) {
  return std::stoi(name.substr(name.find('-') + 1));
}

/// The show of such an id.
[[nodiscard]] inline int show_of_id(const storage::show_id& id) { return number_in(id.text); }

[[nodiscard]] inline int shard_of_show(int show) {
  static const auto shards = [] {
    std::array<int, shows_in_all> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out.at(i) = storage::shard_of(id_of_show(static_cast<int>(i)));
    return out;
  }();
  return shards.at(static_cast<std::size_t>(show));
}

} // namespace boxoffice::simulation
