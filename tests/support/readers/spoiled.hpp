// Input that was right once: what every parser is tried with.
#pragma once

#include <string>

#include <rapidcheck.h>

namespace boxoffice::tests {

/// `valid` with a random byte sequence put in or appended, or with its end cut off. Half of the
/// bytes are out of `telling`, those that mean something to the parser, or NUL. For properties of
/// rapidcheck.
inline std::string spoiled(const std::string& valid, const std::string& significant) {
  const auto byte = rc::gen::oneOf(rc::gen::arbitrary<char>(),
                                   rc::gen::elementOf(significant + std::string(1, '\0')));
  const auto size = *rc::gen::inRange(1, 9);
  const auto bytes = *rc::gen::container<std::string>(static_cast<std::size_t>(size), byte);
  const auto place = *rc::gen::inRange<std::size_t>(0, valid.size() + 1);
  switch (*rc::gen::inRange(0, 5)) {
  case 0: return valid.substr(0, place);
  case 1: return valid + bytes;
  default: return valid.substr(0, place) + bytes + valid.substr(place);
  }
}

} // namespace boxoffice::tests
