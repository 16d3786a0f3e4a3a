#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace boxoffice::tests {

/// Ports of loopback that were free a moment ago. All are taken at once, so that they differ.
std::vector<std::uint16_t> free_ports(std::size_t count);

} // namespace boxoffice::tests
