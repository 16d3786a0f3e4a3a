// A cinema with a receiver of its webhooks.
#pragma once

#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/hook_record.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

inline settings webhook_settings(const settings& more = {}) {
  auto all = quick_reviews();
  all["webhook.allow_private"] = "true";
  all["webhook.backoff"] = "20ms";
  all["webhook.max_backoff"] = "100ms";
  all["webhook.timeout"] = "500ms";
  for (const auto& [key, value] : more)
    all[key] = value;
  return all;
}

class hooked_cinema {
public:
  explicit hooked_cinema(const settings& more = {})
      : cinema{server_binary(), webhook_settings(more)} {}

  hook_record record;
  webhook_receiver receiver{[this](const auto& request) { return record.take(request); }};
  cinema_fixture cinema;

  json add(const json& body) {
    auto added = cinema.operate("/api/webhook", body);
    CAPTURE(added.summary());
    REQUIRE(added.status == 201);
    return added.body;
  }
  json add() { return add({{"url", receiver.url()}}); }
  json view(const json& added) {
    auto got =
        cinema.client().get("/api/webhook/" + added.at("id").get<std::string>(), as_operator());
    REQUIRE(got.status == 200);
    return got.body;
  }
  /// Pauses and resumes the show: two events each time.
  void toggle(const std::string& show, int times = 1) {
    for (auto i = 0; i < times; ++i)
      for (const auto* call : {"/pause", "/resume"})
        REQUIRE(cinema.operate("/api/movieshow/" + show + call).status == 200);
  }
  [[nodiscard]] bool gets_up_to(const std::string& show) {
    auto version = cinema.version(show);
    return eventually(patience, [&] { return record.last(show) == version; });
  }
};

} // namespace boxoffice::tests
