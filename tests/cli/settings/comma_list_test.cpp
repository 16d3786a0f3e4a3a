#include "cli/settings/comma_list.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("settings: the entries of a list have no blanks around them, and may be empty") {
  using entries = std::vector<std::string_view>;
  CHECK(comma_list("a") == entries{"a"});
  CHECK(comma_list(" a b ,c") == entries{"a b", "c"});
  CHECK(comma_list("") == entries{""});
  CHECK(comma_list("a,, ") == entries{"a", "", ""});
}

} // namespace boxoffice::cli::tests
