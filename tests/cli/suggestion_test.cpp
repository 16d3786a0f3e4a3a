#include "cli/terminal/suggestion.hpp"

#include <array>

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("suggestion: the name with the fewest typing errors, if there are few") {
  constexpr std::array<std::string_view, 4> names{"serve", "verify", "events", "explain"};
  constexpr std::array<std::array<std::string_view, 2>, 9> typing{{{"serv", "serve"},
                                                                   {"serve", "serve"},
                                                                   {"sevre", "serve"},
                                                                   {"verifiy", "verify"},
                                                                   {"evnts", "events"},
                                                                   {"explian", "explain"},
                                                                   {"list", ""},
                                                                   {"", ""},
                                                                   {"sv", ""}}};
  for (auto [typed, meant] : typing)
    CHECK_MESSAGE(nearest(typed, names) == meant, typed);
  CHECK(nearest("serve", {}) == "");
}

} // namespace boxoffice::cli::tests
