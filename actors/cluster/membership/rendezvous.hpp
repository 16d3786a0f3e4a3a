// Rendezvous hashing (Thaler, Ravishankar 1998): the nodes' names alone give the owner of a key,
// and one node more or less moves few keys. The computation must never change, because logs are
// laid out by it.
#pragma once

#include <cstdint>
#include <string_view>

namespace boxoffice::actors {

/// The first 8 bytes of SHA-256, most significant first.
[[nodiscard]] std::uint64_t rendezvous_seed(std::string_view name);

/// The weight of a node for a key, from their seeds. The node with the highest weight owns the key.
[[nodiscard]] std::uint64_t rendezvous_weight(std::uint64_t key, std::uint64_t node);

} // namespace boxoffice::actors
