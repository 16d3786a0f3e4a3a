#include "events/codec/upcast.hpp"

#include "events/codec/cbor.hpp"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

namespace boxoffice::events {

namespace {

/// Events have a few levels only, and json's parser recurses on the stack.
constexpr unsigned most_levels = 32;

/// The steps in their order; nothing if one is missing.
std::optional<std::vector<const upcaster*>>
steps(std::string_view type, std::int64_t from, std::int64_t to, std::span<const upcaster> chain) {
  std::vector<const upcaster*> found;
  for (auto version = from; version != to; ++version) {
    auto step = std::find_if(chain.begin(), chain.end(), [&](const upcaster& each) {
      return each.type == type && each.from == version;
    });
    if (step == chain.end())
      return std::nullopt;
    found.push_back(&*step);
  }
  return found;
}

bool is_shallow(byte_view data) {
  cbor_reader in{data};
  in.skip_within(most_levels);
  return !in.failed() && in.at_end();
}

} // namespace

std::span<const upcaster> upcasters() { return {}; }

std::optional<std::string> lift(byte_view data, std::string_view type, std::int64_t from,
                                std::int64_t to, std::span<const upcaster> chain) {
  auto all = steps(type, from, to, chain);
  if (!all || !is_shallow(data))
    return std::nullopt;
  try {
    auto tree = nlohmann::json::from_cbor(data);
    for (const auto* step : *all)
      step->lift(tree);
    std::string lifted;
    nlohmann::json::to_cbor(tree, lifted);
    return lifted;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt; // A step did not find a member.
  }
}

} // namespace boxoffice::events
