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

TEST_CASE("webhooks: a running server decides which addresses the command line may add") {
  hooked_cinema hooked;
  const auto& data_dir = hooked.cinema.data_dir();
  const std::vector<std::string> adding{"webhook", "add", hooked.receiver.url()};
  auto added = run_on(data_dir, adding); // The command itself has webhook.allow_private = false.
  CAPTURE(added.errors);
  CHECK(added.status == exit_status{0, 0});
  auto id = added.output.substr(0, added.output.find(' '));
  CHECK(printed_by(data_dir, {"webhook", "update", id, "--url", hooked.receiver.url() + "new"}) ==
        "updated " + id + '\n');
  check_refused(data_dir, {"webhook", "add", "http://example.org:0/"}, 2,
                "the URL must be an http");

  hooked.cinema.options().set["webhook.allow_private"] = "false";
  hooked.cinema.restart();
  check_refused(data_dir, adding, 1, "url must be https");
  check_refused(data_dir, {"webhook", "update", id, "--url", "https://127.0.0.1/"}, 1,
                "url is an address that is not allowed");

  hooked.cinema.server().terminate();
  check_refused(data_dir, adding, 2, "the URL must be https");
  auto all = run_on(data_dir, {"webhook", "list"});
  CHECK(all.status == exit_status{0, 0});
  CHECK(all.output.find(hooked.receiver.url() + "new") != std::string::npos);
}

} // namespace boxoffice::tests
