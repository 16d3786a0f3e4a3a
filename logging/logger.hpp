// What the parts of a server write their lines to.
#pragma once

#include "logging/line.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include <fmt/core.h>

namespace boxoffice::logging {

/// The least level that is written, by module.
class levels {
public:
  explicit levels(level of_all = level::info) { least_.fill(of_all); }
  [[nodiscard]] level& of(log_module one) { return least_[static_cast<std::size_t>(one)]; }
  [[nodiscard]] level of(log_module one) const { return least_[static_cast<std::size_t>(one)]; }
  bool operator==(const levels&) const = default;

private:
  std::array<level, module_names.size()> least_{};
};

/// Copies write to the same place, by the same levels. Safe to use from any thread, if the writer
/// is.
class logger {
public:
  using writer = std::function<void(const line&)>;

  /// Drops every line.
  logger() : logger{[](const line&) {}} {}
  explicit logger(writer write, const levels& least = levels{level::trace});

  [[nodiscard]] bool takes(level severity, log_module from) const {
    const auto& least = state_->least[static_cast<std::size_t>(from)];
    return severity >= least.load(std::memory_order_relaxed);
  }
  void set_levels(const levels& least) const;

  template <class... T>
  void write(level severity, log_module from, fmt::format_string<T...> text, T&&... values) const {
    if (takes(severity, from))
      put({severity, from, fmt::format(text, std::forward<T>(values)...)});
  }
  /// About a request.
  template <class... T>
  void write(level severity, log_module from, const request_tag& about,
             fmt::format_string<T...> text, T&&... values) const {
    if (takes(severity, from))
      put({severity, from, fmt::format(text, std::forward<T>(values)...), &about});
  }
  template <class... T>
  void debug(log_module from, fmt::format_string<T...> text, T&&... values) const {
    write(level::debug, from, text, std::forward<T>(values)...);
  }
  template <class... T>
  void info(log_module from, fmt::format_string<T...> text, T&&... values) const {
    write(level::info, from, text, std::forward<T>(values)...);
  }
  template <class... T>
  void warn(log_module from, fmt::format_string<T...> text, T&&... values) const {
    write(level::warn, from, text, std::forward<T>(values)...);
  }
  template <class... T>
  void error(log_module from, fmt::format_string<T...> text, T&&... values) const {
    write(level::error, from, text, std::forward<T>(values)...);
  }

private:
  struct state {
    std::array<std::atomic<level>, module_names.size()> least;
    writer write;
  };

  void put(const line& one) const;

  std::shared_ptr<state> state_;
};

} // namespace boxoffice::logging
