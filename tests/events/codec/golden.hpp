// Stored forms that never change: files of hex digits in tests/events/golden.
#pragma once

#include "events/codec/codec.hpp"
#include "tests/events/samples.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

/// The digits of golden/<name>.hex, without its line breaks.
inline std::string golden_hex(const std::string& name) {
  std::ifstream file{std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "tests/events/golden" /
                     (name + ".hex")};
  std::string hex;
  for (std::string line; std::getline(file, line);)
    hex += line;
  return hex;
}

/// Checks that an event at `sample_at` has the bytes of that file and comes back from them.
inline void check_golden(const std::string& name, const event& fact) {
  CAPTURE(name);
  auto hex = golden_hex(name);
  auto envelope = encode(fact, sample_at);
  CHECK(hex == to_hex(bytes_of(envelope).data(), envelope.size()));
  auto read = decode(bytes_of(parse_hex(hex).value()));
  REQUIRE(read.has_value());
  CHECK(encode(read->event, read->at) == envelope);
}

} // namespace boxoffice::events::tests
