// Rendezvous hashing (Thaler, Ravishankar 1998): whoever knows the nodes' names knows whose a key
// is, and a node more or less moves few keys. How it is computed is for ever, for logs were laid
// out by it.
#pragma once

#include <cstdint>
#include <string_view>

namespace boxoffice::actors {

/// The first 8 bytes of SHA-256, most significant first.
[[nodiscard]] std::uint64_t rendezvous_seed(std::string_view name);

/// What a node offers for a key, by their seeds: the highest gets it.
[[nodiscard]] std::uint64_t rendezvous_weight(std::uint64_t key, std::uint64_t node);

} // namespace boxoffice::actors
