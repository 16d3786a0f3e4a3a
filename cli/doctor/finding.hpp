// What `boxoffice doctor` finds.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace boxoffice::cli {

/// One result of a check. `what` says how things are; `advice` what to do, if anything.
struct finding {
  enum class severity : unsigned char {
    ok,
    warning, ///< the server works, but something may go wrong later
    problem, ///< the server does not start, or cannot serve
  };
  severity how = severity::ok;
  std::string subject;
  std::string what;
  std::string advice{};
};

using findings = std::vector<finding>;

/// A line for each finding, with its advice below it.
[[nodiscard]] std::string to_text(std::span<const finding> all);
[[nodiscard]] bool has_problem(std::span<const finding> all);

} // namespace boxoffice::cli
