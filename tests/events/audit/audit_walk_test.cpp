// RC_PARAMS="max_success=5000" walks on for longer.
#include "tests/events/audit/audit_scenario.hpp"
#include "tests/events/walk.hpp"

#include <set>

namespace boxoffice::events::tests {

namespace {

/// The type and, where it has one, its rule, reason or manner.
template <class Fact>
std::string kind_of(std::size_t type, const Fact& fact) {
  auto text = std::to_string(type);
  auto add = [&](auto value) { text += '.' + std::to_string(static_cast<int>(value)); };
  if constexpr (requires { fact.rule; })
    add(fact.rule);
  if constexpr (requires { fact.reason; })
    add(fact.reason);
  if constexpr (requires { fact.round; })
    add(fact.round.has_value());
  if constexpr (requires { fact.number, fact.operator_by; })
    add(fact.by);
  if constexpr (requires { fact.how; })
    add(fact.how);
  if constexpr (requires { fact.method; })
    add(fact.method ? static_cast<int>(*fact.method) : -1);
  return text;
}

} // namespace

TEST_CASE("audit: every walk is accepted, event by event, and its state is the fold") {
  CHECK(rc::check("the auditor finds no violation in what was decided", [] {
    walker walk;
    auditor judge{walk.show().id};
    std::size_t judged = 0;
    auto judge_append = [&] {
      for (; judged < walk.records().size(); ++judged)
        RC_ASSERT(!judge.take(walk.records()[judged]).has_value());
      RC_ASSERT(!judge.finish().has_value()); // A stream may end with any append.
    };
    judge_append();
    for (const auto& next : *walks()) {
      walk.take(next);
      judge_append();
    }
    RC_ASSERT(text_of(judge.state()) == text_of(walk.show()));
  }));
}

TEST_CASE("audit: a thousand walks reach every kind of event, and none has a violation") {
  std::set<std::string> seen;
  for (std::uint64_t which = 0; which < 1'000; ++which) {
    auto stream = walk_of(which);
    REQUIRE(verdict(stream) == "");
    for (const auto& each : stream)
      std::visit([&](const auto& fact) { seen.insert(kind_of(each.event.index(), fact)); },
                 each.event);
  }
  CHECK(seen.size() == 16 + 4 + 2 + 2 + 4 + 5 + 10);
}

} // namespace boxoffice::events::tests
