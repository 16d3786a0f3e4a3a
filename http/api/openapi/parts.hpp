// The parts of the description of the API: the JSON files of this folder, embedded by the build.
#pragma once

#include <span>
#include <string_view>

namespace boxoffice::http {

/// Each is a fragment of an OpenAPI document; README.md beside this file has its form.
[[nodiscard]] std::span<const std::string_view> description_parts();

/// The version of the program that the description is of.
[[nodiscard]] std::string_view described_version();

} // namespace boxoffice::http
