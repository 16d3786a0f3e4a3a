#include "actors/cluster/membership/rendezvous.hpp"

#include "events/hash.hpp"

namespace boxoffice::actors {

std::uint64_t rendezvous_seed(std::string_view name) {
  std::uint64_t out = 0;
  auto hash = events::sha256({events::bytes_of(name)});
  for (std::size_t i = 0; i < sizeof out; ++i)
    out = (out << 8U) | hash[i];
  return out;
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit of the sum touches all others.
std::uint64_t rendezvous_weight(std::uint64_t key, std::uint64_t node) {
  auto mixed = key + node;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

} // namespace boxoffice::actors
