// JSON text (RFC 8259) as a tree: exactly one value with white space around it, or none of it.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::http {

using json = nlohmann::json;

enum class json_error : std::uint8_t {
  malformed,
  out_of_range, ///< a number that no 64-bit floating point number is near to
};

[[noreturn]] inline void throw_exception_from_error(json_error, const boost::source_location&) {
  throw std::logic_error{"access to the tree of an invalid text"};
}

/// A NUL byte or a byte order mark is malformed wherever it stands. So is an object that has a
/// member twice, at any depth: two readers could take it to mean two things. An integer that 64
/// bits do not hold is kept as its digits: see digits_in().
[[nodiscard]] boost::system::result<json, json_error> read_json(std::string_view text);

/// The text of an object's member; null if there is none, or if it is of another type.
[[nodiscard]] const std::string* text_at(const json& object, const char* name);

/// An integer in decimal, of any length; nothing for other values.
[[nodiscard]] std::optional<std::string> digits_in(const json& value);

/// A number as the nearest floating point number, infinity included; nothing for other values.
[[nodiscard]] std::optional<double> number_in(const json& value);

} // namespace boxoffice::http
