// Who sees which part of a receiver's URL.
#include "tests/acceptance/webhooks/hooked_cinema.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/files.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

TEST_CASE("webhooks: the query of a URL is for those only who may set it") {
  temporary_directory place;
  const auto access = place.path() / "access.log";
  hooked_cinema hooked{
      {{"log.level", "trace"}, {"log.access", "text"}, {"log.access_file", access.string()}}};
  const auto& data_dir = hooked.cinema.data_dir();
  const std::string key = "key-of-the-receiver";
  const auto url = hooked.receiver.url("127.0.0.1", "/hook?token=" + key);
  const auto added = hooked.add({{"url", url}});
  const auto target = "/api/webhook/" + added.at("id").get<std::string>();
  auto token = [&](const std::string& name, const std::string& scopes) {
    auto made = run_on(data_dir, {"token", "create", name, "--scope", scopes});
    REQUIRE_MESSAGE((made.status == exit_status{0, 0}), made.errors);
    return bearer(made.output.substr(0, made.output.find('\n')));
  };
  auto client = hooked.cinema.another_client();
  auto shown = [&](const header_list& by) {
    auto one = client.get(target, by);
    auto all = client.get("/api/webhook", by);
    REQUIRE(one.status == 200);
    REQUIRE(all.status == 200);
    CHECK(all.body.at("webhooks").at(0).at("url") == one.body.at("url"));
    return one.body.at("url").get<std::string>();
  };
  CHECK(shown(token("reader", "read")) == hooked.receiver.url("127.0.0.1", "/hook?(hidden)"));
  CHECK(shown(token("manager", "read,operate")) == url);
  CHECK(shown(as_operator()) == url);
  CHECK(printed_by(data_dir, {"webhook", "list"}).find(url) != std::string::npos);

  hooked.cinema.open_show("s", hall(1, 5));
  REQUIRE(hooked.gets_up_to("s"));
  hooked.record.respond([](const auto&) { return webhook_reply{.status = 500}; });
  hooked.toggle("s");
  REQUIRE(eventually(patience, [&] { return hooked.view(added).contains("lastError"); }));
  CHECK(client.get("/metrics", as_operator()).text.find(key) == std::string::npos);
  REQUIRE(hooked.cinema.server().terminate() == exit_status{0, 0});
  for (const auto& text : {hooked.cinema.server().errors(), content_of(access)}) {
    CHECK_FALSE(text.empty());
    CHECK(text.find(key) == std::string::npos);
  }
}

} // namespace boxoffice::tests
