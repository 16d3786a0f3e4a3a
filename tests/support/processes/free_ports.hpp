#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace boxoffice::tests {

/// Ports of loopback that are free, and that no other test process and no client's connection gets.
/// They differ from the 498 before. Not for several threads. Throws if none is left.
std::vector<std::uint16_t> free_ports(std::size_t count);

} // namespace boxoffice::tests
