#include "logging/logger.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::logging::tests {

namespace {

/// The lines that a logger has written.
struct written_lines {
  std::vector<std::string> lines;

  logger with(const levels& least) {
    return logger{[this](const line& one) {
                    lines.push_back(std::string{name(one.severity)} + ' ' +
                                    std::string{name(one.from)} + ' ' + std::string{one.text});
                  },
                  least};
  }
};

} // namespace

TEST_CASE("logger: drops what is below the level of its module") {
  written_lines out;
  levels least{level::warn};
  least.of(log_module::http) = level::debug;
  auto log = out.with(least);
  log.info(log_module::node, "dropped");
  log.warn(log_module::node, "{} of {}", 1, 2);
  log.debug(log_module::http, "kept");
  log.write(level::trace, log_module::http, "dropped");
  log.error(log_module::show, "kept");
  CHECK(out.lines ==
        std::vector<std::string>{"warn node 1 of 2", "debug http kept", "error show kept"});
}

TEST_CASE("logger: new levels hold for all copies") {
  written_lines out;
  auto log = out.with(levels{level::warn});
  auto copy = log;
  log.set_levels(levels{level::debug});
  copy.debug(log_module::log, "kept");
  log.set_levels(levels{level::critical});
  copy.error(log_module::log, "dropped");
  CHECK(out.lines == std::vector<std::string>{"debug log kept"});
}

} // namespace boxoffice::logging::tests
