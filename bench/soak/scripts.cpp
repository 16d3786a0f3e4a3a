#include "bench/soak/scripts.hpp"

#include <array>
#include <iterator>

namespace boxoffice::soak {

namespace {

constexpr step pays{action::pay, 3, 90};
constexpr std::array just_pays{pays};
constexpr std::array pays_and_looks{pays, step{action::see, 1, 120}};
constexpr std::array pays_and_reads{pays, step{action::read_history, 1, 120}};
constexpr std::array fails_first{step{action::fail_to_pay, 3, 40}, step{action::pay, 5, 40}};
constexpr std::array fails{step{action::fail_to_pay, 3, 90}};
constexpr std::array callback_late{step{action::pay_late, 2, 60, true}};
constexpr std::array too_late{step{action::pay_too_late, 2, 60, true}};
constexpr std::array pays_wrong{step{action::pay_wrong, 3, 60}};
constexpr std::array pays_twice{pays, step{action::pay_another, 2, 30}};
constexpr std::array callback_twice{pays, step{action::pay_again, 1, 30}};
constexpr std::array operator_cancels{pays, step{action::operator_cancel, 30, 240}};
constexpr std::array cancels{step{action::cancel, 2, 90}};
constexpr std::array lets_it_expire{step{action::see, 2, 10, true}};
constexpr std::array<step, 0> forgets{};

struct habit {
  unsigned in_a_thousand;
  script what;
};
constexpr habit habits[] = {
    {460, just_pays},     {150, pays_and_looks}, {30, pays_and_reads},   {60, fails_first},
    {20, fails},          {20, callback_late},   {10, too_late},         {5, pays_wrong},
    {10, pays_twice},     {20, callback_twice},  {25, operator_cancels}, {80, cancels},
    {50, lets_it_expire}, {60, forgets},
};

constexpr unsigned sum_of_habits() {
  unsigned sum = 0;
  for (const auto& each : habits)
    sum += each.in_a_thousand;
  return sum;
}
static_assert(sum_of_habits() == 1000);

} // namespace

script draw_script_of_winner(std::mt19937_64& lot) {
  auto left = static_cast<unsigned>(lot() % 1000);
  const auto* drawn = std::begin(habits);
  for (; left >= drawn->in_a_thousand; ++drawn)
    left -= drawn->in_a_thousand;
  return drawn->what;
}

script script_of_paying_loser() { return just_pays; }

} // namespace boxoffice::soak
