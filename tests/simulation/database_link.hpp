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

  /// `ask` is done at the database, by value alone, for the caller may be gone by then; `then` is
  /// told its answer, or nothing where the outcome is unknown.
  template <class Ask, class Then>
  void call(Ask ask, Then then) {
    auto trip = plan();
    auto outcome = std::make_shared<std::optional<decltype(ask(in_.database))>>();
    if (trip.gets_there)
      in_.time.at(trip.there, [this, trip, ask = std::move(ask), outcome] {
        if (!reaches())
          return;
        auto answer = ask(in_.database);
        if (trip.comes_back)
          *outcome = std::move(answer);
      });
    in_.time.at(trip.replied, caller_.in_this_life([this, outcome, then = std::move(then)] {
      in_.judge.counted.unknown_outcomes += outcome->has_value() ? 0U : 1U;
      then(std::move(*outcome));
    }));
  }

  void cut(duration most) { cut_until_ = in_.time.now() + most; }
  void mend() { cut_until_ = {}; }
  /// When the last call that may still take effect does.
  [[nodiscard]] instant last_effect() const { return last_effect_; }

private:
  struct journey {
    bool gets_there = true, comes_back = true;
    instant there{}, replied{};
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
