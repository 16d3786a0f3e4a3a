#include "http/api/pending_requests.hpp"

namespace boxoffice::http {

namespace {

constexpr unsigned index_bits = 32;

} // namespace

std::uint64_t pending_requests::add(pending_request&& one) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(places_.size()));
    places_.emplace_back();
  }
  auto index = free_.back();
  free_.pop_back();
  auto& taken = places_[index];
  taken.waiting.emplace(std::move(one));
  ++taken.turn;
  return std::uint64_t{taken.turn} << index_bits | index;
}

std::optional<pending_request> pending_requests::take(std::uint64_t number) {
  auto index = static_cast<std::uint32_t>(number);
  if (index >= places_.size() || places_[index].turn != number >> index_bits)
    return std::nullopt;
  auto left = std::exchange(places_[index].waiting, std::nullopt);
  if (left)
    free_.push_back(index);
  return left;
}

} // namespace boxoffice::http
