#include "bench/soak/scripts.hpp"

#include <array>
#include <iterator>

namespace boxoffice::soak {

namespace {

constexpr step pays{deed::pay, 3, 90};
constexpr std::array just_pays{pays};
constexpr std::array pays_and_looks{pays, step{deed::see, 1, 120}};
constexpr std::array pays_and_reads{pays, step{deed::read_history, 1, 120}};
constexpr std::array fails_first{step{deed::fail_to_pay, 3, 40}, step{deed::pay, 5, 40}};
constexpr std::array fails{step{deed::fail_to_pay, 3, 90}};
constexpr std::array told_late{step{deed::pay_late, 2, 60, true}};
constexpr std::array too_late{step{deed::pay_too_late, 2, 60, true}};
constexpr std::array pays_wrong{step{deed::pay_wrong, 3, 60}};
constexpr std::array pays_twice{pays, step{deed::pay_another, 2, 30}};
constexpr std::array told_twice{pays, step{deed::pay_again, 1, 30}};
constexpr std::array is_called_off{pays, step{deed::call_off, 30, 240}};
constexpr std::array cancels{step{deed::cancel, 2, 90}};
constexpr std::array lets_it_expire{step{deed::see, 2, 10, true}};
constexpr std::array<step, 0> forgets{};

struct habit {
  unsigned in_a_thousand;
  script what;
};
constexpr habit habits[] = {
    {460, just_pays},     {150, pays_and_looks}, {30, pays_and_reads}, {60, fails_first},
    {20, fails},          {20, told_late},       {10, too_late},       {5, pays_wrong},
    {10, pays_twice},     {20, told_twice},      {25, is_called_off},  {80, cancels},
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

script script_of_bad_loser() { return just_pays; }

} // namespace boxoffice::soak
