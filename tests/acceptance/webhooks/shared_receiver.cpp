// Webhooks of the real program whose URLs differ in nothing but the path.
#include "tests/acceptance/webhooks/hooked_cinema.hpp"

#include <map>
#include <mutex>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// The deliveries of each path of one receiver.
class path_record {
public:
  webhook_reply take(const webhook_request& request) {
    std::lock_guard lock{guard_};
    paths_[request.target].push_back(request);
    return {};
  }

  std::vector<webhook_request> at(const std::string& path) {
    std::lock_guard lock{guard_};
    return paths_[path];
  }

  /// Waits for the event of a show at a path.
  bool has(const std::string& path, const std::string& show, std::uint64_t seq) {
    auto start = "evt_" + show + '_' + std::to_string(seq) + '_';
    return eventually(patience, [&] {
      auto all = at(path);
      return std::ranges::any_of(all, [&](const auto& each) { return each.id.starts_with(start); });
    });
  }

private:
  std::mutex guard_;
  std::map<std::string, std::vector<webhook_request>> paths_;
};

} // namespace

TEST_CASE("webhooks: each of several at one host and port gets its own deliveries") {
  path_record record;
  webhook_receiver receiver{[&](const auto& request) { return record.take(request); }};
  hooked_cinema hooked;
  std::map<std::string, std::string> secrets;
  for (const auto* path : {"/A", "/B", "/C"})
    secrets[path] =
        hooked.add({{"url", receiver.url("127.0.0.1", path)}}).at("secret").get<std::string>();
  hooked.cinema.open_show("s", hall(1, 5));
  for (auto i = 0; i < 3; ++i) { // Later rounds find kept connections.
    hooked.toggle("s");
    for (const auto& [path, secret] : secrets) {
      CAPTURE(path);
      CHECK(record.has(path, "s", hooked.cinema.version("s")));
    }
  }
  for (const auto& [path, secret] : secrets) {
    CAPTURE(path);
    auto all = record.at(path);
    CHECK(all.size() >= hooked.cinema.version("s"));
    for (const auto& each : all)
      CHECK(each.is_signed_with(secret));
  }
}

TEST_CASE("webhooks: a PATCH of the path holds for the next delivery") {
  path_record record;
  webhook_receiver receiver{[&](const auto& request) { return record.take(request); }};
  hooked_cinema hooked;
  auto added = hooked.add({{"url", receiver.url("127.0.0.1", "/old")}});
  hooked.cinema.open_show("s", hall(1, 5));
  hooked.toggle("s");
  REQUIRE(record.has("/old", "s", hooked.cinema.version("s")));
  auto before = hooked.cinema.version("s");
  auto patched = hooked.cinema.another_client().send(
      "PATCH", "/api/webhook/" + added.at("id").get<std::string>(),
      json{{"url", receiver.url("127.0.0.1", "/new")}}.dump(),
      as_operator({{"Content-Type", "application/json"}}));
  REQUIRE(patched.status == 200);
  hooked.toggle("s");
  CHECK(record.has("/new", "s", hooked.cinema.version("s")));
  for (const auto& each : record.at("/old"))
    CHECK(json::parse(each.body).at("data").at("seq") <= before);
}

} // namespace boxoffice::tests
