// What `boxoffice webhook` refuses.
#include "tests/acceptance/webhooks/hooked_cinema.hpp"
#include "tests/support/cinema/commands.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

TEST_CASE("webhooks: the command line refuses an update of nothing or of types in two ways") {
  hooked_cinema hooked;
  auto added = hooked.add({{"url", hooked.receiver.url()}, {"events", {"BookingPaid"}}});
  auto id = added.at("id").get<std::string>();
  const auto& data_dir = hooked.cinema.data_dir();
  check_refused(data_dir, {"webhook", "update", id}, 2, "update needs --url");
  check_refused(data_dir, {"webhook", "update", id, "--all-events", "--event", "SalesPaused"}, 2,
                "--event");
  check_refused(
      data_dir,
      {"webhook", "add", hooked.receiver.url(), "--event", "SalesPaused", "--event", "SalesPaused"},
      2, "events[1] must not be named twice");
  CHECK(hooked.view(added).at("events") == json{"BookingPaid"});
  CHECK(printed_by(data_dir, {"webhook", "update", id, "--event", "SalesPaused"}) ==
        "updated " + id + '\n');
  CHECK(hooked.view(added).at("events") == json{"SalesPaused"});
  CHECK(printed_by(data_dir, {"webhook", "update", id, "--all-events"}) == "updated " + id + '\n');
  CHECK_FALSE(hooked.view(added).contains("events"));
}

} // namespace boxoffice::tests
