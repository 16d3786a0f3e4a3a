// A cinema with three halls and eight shows of one evening.
#pragma once

#include "tests/acceptance/evening/caller.hpp"
#include "tests/support/cinema/stripe.hpp"

#include <string>
#include <vector>

namespace boxoffice::tests {

/// What customers choose from in a show.
struct show_offer {
  std::string id;
  unsigned rows = 0; ///< those of which they name seats: A, B, …
  unsigned seats_per_row = 0;
  bool has_types = true; ///< ADULT, CHILD and SENIOR
};

/// `grand-1` to `grand-3`: 28 rows of 34 seats in two classes. `studio-1` to `studio-3`: 12 rows of
/// 20 with an aisle, and row W of six wheelchair spaces, which nobody gets who does not name them;
/// studio-2 refuses single seats. `cellar-1`: 8 rows of 12; `cellar-2`: the same for nothing.
const std::vector<show_offer>& shows_of_the_evening();

/// Row W of the studio, of its first `count` spaces.
json wheelchair_row(unsigned count);

inline constexpr const char* evening_zone = "Asia/Kolkata";

class evening_cinema : public cinema_fixture {
public:
  evening_cinema(); ///< Opens all shows.

  caller another_caller(const std::string& name) { return {*this, records, name}; }
  std::filesystem::path file(const std::string& name) const { return files_.path() / name; }

private:
  temporary_directory files_;

public:
  const stripe card_processor;
  client_records records;
};

} // namespace boxoffice::tests
