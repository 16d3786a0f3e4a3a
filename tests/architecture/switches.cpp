#include "tests/architecture/sources.hpp"

#include <algorithm>

#include <doctest/doctest.h>

// The switches by which the simulation undoes rules of the protocol, and the purity of the code
// that has them.
namespace boxoffice::architecture {

namespace {

const std::vector<std::string_view> switch_names{"membership_rules", "shard_gate_rules"};

/// The files that declare the switches or look at them; the constructors default to all rules.
const std::vector<std::string_view> files_with_switches{
    "actors/cluster/membership/membership.hpp",
    "actors/cluster/membership/membership_rules.hpp",
    "actors/cluster/membership/shard_assignment.hpp",
    "actors/show/shard_gate.hpp",
};

bool is_include(const std::string& line) { return line.starts_with("#include"); }

} // namespace

TEST_CASE("switches: the server undoes no rule of the protocol") {
  std::string wrong;
  std::size_t found = 0;
  for (const auto* folder : {"actors", "http", "cli", "bench", "load"})
    for (const auto& file : sources_under(repository(), folder))
      for (const auto& line : file.lines)
        for (auto name : switch_names)
          if (line.find(name) != std::string::npos && !is_include(line)) {
            ++found;
            if (std::ranges::find(files_with_switches, file.path) == files_with_switches.end())
              wrong += file.path + ": " + line + "\n";
          }
  CHECK(wrong == "");
  CHECK(found >= files_with_switches.size());
}

TEST_CASE("switches: the code that the simulation shares has no actors, clock or input") {
  const std::vector<std::string_view> forbidden{
      "<caf/", "\"actors/protocol/", "<pqxx/", "<thread>", "<mutex>", "<random>", "<fstream>"};
  std::string wrong;
  auto shared = sources_under(repository(), "actors/cluster/membership");
  for (const auto& file : sources_under(repository(), "actors"))
    if (file.path == "actors/show/shard_gate.hpp" ||
        file.path == "actors/cluster/deferred_asks.hpp")
      shared.push_back(file);
  CHECK(shared.size() >= 10);
  for (const auto& file : shared) {
    for (const auto& each : includes_of(file))
      for (auto prefix : forbidden)
        if (each.target.starts_with(prefix))
          wrong += each.text() + "\n";
    for (const auto& line : file.lines)
      if (line.find("_clock::now()") != std::string::npos)
        wrong += file.path + ": " + line + "\n";
  }
  CHECK(wrong == "");
}

} // namespace boxoffice::architecture
