// A node's calls to the database: slow, lost on either way, or taking effect long after the caller
// gave up.
#pragma once

#include "tests/simulation/environment.hpp"
#include "tests/simulation/process.hpp"

#include <memory>
#include <optional>

namespace boxoffice::simulation {

class database_link {
public:
  database_link(environment& in, process& caller) : in_{in}, caller_{caller} {}

  /// Runs `ask` at the database, with copies alone, because the caller may be gone by then. `then`
  /// gets the response, or nothing if the outcome is unknown.
  template <class Ask, class Then>
  void call(Ask ask, Then then) {
    auto trip = plan();
    auto response = std::make_shared<std::optional<decltype(ask(in_.database))>>();
    if (trip.gets_there)
      in_.time.at(trip.there, [this, trip, ask = std::move(ask), response] {
        if (!reaches())
          return;
        auto made = ask(in_.database);
        if (trip.comes_back)
          *response = std::move(made);
      });
    in_.time.at(trip.back, caller_.in_this_life([this, response, then = std::move(then)] {
      in_.judge.counted.unknown_outcomes += response->has_value() ? 0U : 1U;
      then(std::move(*response));
    }));
  }

  void cut(duration most) { cut_until_ = in_.time.now() + most; }
  void mend() { cut_until_ = {}; }
  /// When the last call that may still take effect does.
  [[nodiscard]] instant last_effect() const { return last_effect_; }

private:
  struct journey {
    bool gets_there = true, comes_back = true;
    instant there{}, back{};
  };

  [[nodiscard]] bool reaches() const {
    return in_.time.now() >= cut_until_ && in_.database.is_up();
  }
  [[nodiscard]] journey plan();
  [[nodiscard]] duration one_way();

  environment& in_;
  process& caller_;
  instant cut_until_{};
  instant last_effect_{};
};

} // namespace boxoffice::simulation
