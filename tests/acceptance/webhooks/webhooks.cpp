// Webhooks of the real program: a receiver that fails, hangs, redirects, is gone and comes back.
#include "tests/acceptance/webhooks/hooked_cinema.hpp"
#include "tests/support/cinema/commands.hpp"

#include <atomic>
#include <chrono>
#include <random>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using clock = std::chrono::steady_clock;

} // namespace

TEST_CASE("webhooks: a delivery is signed, and has neither a handle nor a person") {
  hooked_cinema hooked;
  auto added = hooked.add();
  CHECK(added.at("secret").get<std::string>().starts_with("whsec_"));
  CHECK(added.at("state") == "ACTIVE");
  hooked.cinema.open_show("s", hall(1, 5));
  auto booked = hooked.cinema.confirmed("s", {"A1"});
  REQUIRE(hooked.gets_up_to("s"));
  auto all = hooked.record.wrong();
  CHECK(all.empty());
  auto latest = hooked.record.latest();
  CHECK(latest.is_signed_with(added.at("secret")));
  CHECK(json::parse(latest.body).at("type") == "BookingConfirmed");
  CHECK(latest.id.starts_with("evt_s_3_"));
  hooked.record.respond([&](const webhook_request& request) {
    CHECK(request.body.find(booked.at("reqId").get<std::string>()) == std::string::npos);
    CHECK(request.body.find("ann@example.com") == std::string::npos);
    CHECK(request.body.find("customer") == std::string::npos);
    return webhook_reply{};
  });
  hooked.cinema.book("s", {"A2"});
  REQUIRE(hooked.gets_up_to("s"));
}

TEST_CASE("webhooks: the secret is shown once, and calls are the operator's") {
  hooked_cinema hooked;
  auto added = hooked.add(
      {{"url", hooked.receiver.url()}, {"events", {"BookingPaid"}}, {"description", "accounting"}});
  auto id = added.at("id").get<std::string>();
  auto listed = hooked.cinema.client().get("/api/webhook", as_operator()).body.at("webhooks");
  REQUIRE(listed.size() == 1);
  CHECK_FALSE(listed[0].contains("secret"));
  CHECK(listed[0].at("events") == json{"BookingPaid"});
  CHECK(listed[0].at("description") == "accounting");
  CHECK(listed[0].at("behind") == json{{"shows", 0}, {"events", 0}});
  CHECK(hooked.cinema.client().get("/api/webhook").status == 401);
  auto client = hooked.cinema.another_client();
  CHECK(client.del("/api/webhook/" + id, as_operator()).status == 200);
  auto gone = client.get("/api/webhook/" + id, as_operator());
  CHECK(gone.status == 404);
  CHECK(gone.body.at("code") == "WEBHOOK_NOT_FOUND");
}

TEST_CASE("webhooks: dead letters of a disabled one are not resent, and one too many is refused") {
  hooked_cinema hooked{{{"webhook.max_endpoints", "1"}}};
  auto target = "/api/webhook/" + hooked.add().at("id").get<std::string>();
  CHECK(hooked.cinema.operate("/api/webhook", {{"url", hooked.receiver.url()}}).code() ==
        "WEBHOOK_LIMIT");
  CHECK(hooked.cinema.operate(target + "/disable").body.at("state") == "DISABLED");
  CHECK(hooked.cinema.operate(target + "/resend", json::object()).code() == "WEBHOOK_DISABLED");
  CHECK(hooked.cinema.operate(target + "/enable").body.at("state") != "DISABLED");
  CHECK(hooked.cinema.operate(target + "/resend", json::object()).body == json{{"resent", 0}});
}

TEST_CASE("webhooks: PATCH changes what it names, and a bad change nothing") {
  hooked_cinema hooked;
  auto added = hooked.add(
      {{"url", hooked.receiver.url()}, {"events", {"BookingPaid"}}, {"description", "accounting"}});
  auto target = "/api/webhook/" + added.at("id").get<std::string>();
  auto client = hooked.cinema.another_client();
  auto patch = [&](const json& body) {
    return client.send("PATCH", target, body.dump(),
                       as_operator({{"Content-Type", "application/json"}}));
  };
  CHECK(patch(json::object()).body.at("events") == json{"BookingPaid"});
  for (const auto& body : std::vector<json>{{{"url", nullptr}},
                                            {{"url", "https://ann@example.org/"}},
                                            {{"url", "http://1..1/"}},
                                            {{"events", json::array()}},
                                            {{"events", {"Nothing"}}},
                                            {{"enabled", 1}},
                                            {{"from", "start"}},
                                            {{"description", 1}},
                                            {{"description", "x"}, {"more", 1}}}) {
    CAPTURE(body.dump());
    CHECK(patch(body).code() == "INVALID_REQUEST");
  }
  auto seen = hooked.view(added);
  CHECK(seen.at("url") == hooked.receiver.url());
  CHECK(seen.at("description") == "accounting");
  auto changed = patch({{"events", nullptr}, {"description", nullptr}, {"enabled", false}});
  CHECK(changed.status == 200);
  CHECK_FALSE(changed.body.contains("events"));
  CHECK_FALSE(changed.body.contains("description"));
  CHECK(changed.body.at("state") == "DISABLED");
  CHECK(patch({{"enabled", true}}).body.at("state") == "ACTIVE");
  CHECK(client.send("PATCH", target, "{}", {{"Content-Type", "application/json"}}).status == 401);
  CHECK(client
            .send("PATCH", "/api/webhook/we_none", "{}",
                  as_operator({{"Content-Type", "application/json"}}))
            .code() == "WEBHOOK_NOT_FOUND");
  hooked.cinema.open_show("s", hall(1, 5));
  CHECK(hooked.gets_up_to("s"));
}

TEST_CASE("webhooks: a replaced secret signs beside the new one, each of which verifies alone") {
  hooked_cinema hooked;
  auto added = hooked.add();
  auto target = "/api/webhook/" + added.at("id").get<std::string>() + "/secret";
  auto rotated = hooked.cinema.operate(target);
  REQUIRE(rotated.status == 200);
  CHECK(rotated.body.at("secret") != added.at("secret"));
  CHECK(rotated.body.contains("formerSecretUntil"));
  CHECK_FALSE(hooked.view(added).contains("secret"));
  hooked.cinema.open_show("s", hall(1, 5));
  REQUIRE(hooked.gets_up_to("s"));
  CHECK(hooked.record.latest().is_signed_with(rotated.body.at("secret")));
  CHECK(hooked.record.latest().is_signed_with(added.at("secret")));
  for (auto i = 0; i < 3; ++i)
    CHECK(hooked.cinema.operate(target).status == 200);
  CHECK(hooked.cinema.operate(target).code() == "WEBHOOK_LIMIT");
}

TEST_CASE("webhooks: a body or URL that cannot be used is refused") {
  hooked_cinema hooked{{{"webhook.allow_private", "false"}}};
  for (const auto* url :
       {"", "example.org", "ftp://example.org/", "https://ann@example.org/",
        "https://ann:pw@example.org/", "https://example.org/#x", "https://example.org:0/",
        "http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1:8443/",
        "https://169.254.169.254/latest/meta-data", "https://[::ffff:10.0.0.1]/",
        "https://2130706433/", "https://0x7f.1/", "https://10.0.0.1./",
        "https://example.org/\r\nX: y"}) {
    CAPTURE(url);
    auto refused = hooked.cinema.operate("/api/webhook", {{"url", url}});
    CHECK(refused.status == 422);
    CHECK(refused.body.at("errors")[0].at("field") == "url");
  }
  for (const auto& body :
       std::vector<json>{{{"url", "https://example.org/"}, {"events", {"Nothing"}}},
                         {{"url", "https://example.org/"}, {"events", json::array()}},
                         {{"url", "https://example.org/"}, {"from", "never"}},
                         {{"url", "https://example.org/"}, {"more", 1}}})
    CHECK(hooked.cinema.operate("/api/webhook", body).status == 422);
  CHECK(hooked.cinema.client().get("/api/webhook", as_operator()).body.at("webhooks").empty());
}

TEST_CASE("webhooks: a name of a private address is refused at each delivery, and a redirect too") {
  hooked_cinema hooked{
      {{"webhook.allow_private", "false"}, {"webhook.allowed_networks", "127.0.0.2"}}};
  SUBCASE("the name resolves to loopback") {
    auto added = hooked.add({{"url", hooked.receiver.url("localhost")}});
    hooked.cinema.open_show("s", hall(1, 5));
    CHECK(eventually(patience, [&] { return hooked.view(added).contains("lastError"); }));
    auto detail = hooked.view(added).at("lastError").at("detail").get<std::string>();
    CHECK(detail.find("not allowed") != std::string::npos);
  }
  SUBCASE("an allowed receiver redirects to it") {
    auto redirects = 0;
    webhook_receiver other{[&](const auto&) {
      ++redirects;
      return webhook_reply{302, {{"Location", hooked.receiver.url()}}, {}};
    }};
    hooked.cinema.options().set["webhook.allowed_networks"] = "127.0.0.0/8";
    hooked.cinema.restart();
    auto added = hooked.add({{"url", other.url()}});
    hooked.cinema.open_show("s", hall(1, 5));
    CHECK(eventually(patience, [&] { return hooked.view(added).contains("lastError"); }));
    CHECK(hooked.view(added).at("lastError").at("detail") == "status 302");
  }
  CHECK(hooked.receiver.connections() == 0);
}

TEST_CASE("webhooks: fails, hangs, is gone and comes back: nothing lost, in order, the same ids") {
  hooked_cinema hooked;
  auto added = hooked.add();
  for (const auto* show : {"a", "b", "c"})
    hooked.cinema.open_show(show, hall(1, 5));
  std::mt19937 lot{7};
  hooked.record.respond([&](const webhook_request&) {
    switch (lot() % 5) {
    case 0: return webhook_reply{500, {}, {}};
    case 1: return webhook_reply{0, {}, {}};
    case 2: return webhook_reply{503, {{"Retry-After", "0"}}, {}};
    case 3: return webhook_reply{302, {{"Location", "http://127.0.0.1:1/"}}, {}};
    default: return webhook_reply{};
    }
  });
  for (auto round = 0; round < 3; ++round)
    for (const auto* show : {"a", "b", "c"})
      hooked.toggle(show);
  hooked.cinema.crash();
  hooked.toggle("a");
  CHECK(eventually(patience, [&] { return hooked.record.delivered() >= 5; }));

  hooked.record.respond([](const webhook_request&) { return webhook_reply{410, {}, {}}; });
  hooked.toggle("b");
  CHECK(eventually(patience, [&] { return hooked.view(added).at("state") == "DISABLED"; }));
  auto before = hooked.record.requests();
  hooked.toggle("c");
  hooked.cinema.restart();
  CHECK(hooked.view(added).at("disabledReason") == "the receiver answered 410 Gone");
  CHECK(hooked.record.requests() == before);

  hooked.record.respond({});
  auto id = added.at("id").get<std::string>();
  CHECK(hooked.cinema.operate("/api/webhook/" + id + "/enable").body.at("state") != "DISABLED");
  for (const auto* show : {"a", "b", "c"})
    CHECK(hooked.gets_up_to(show));
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
}

TEST_CASE("webhooks: an event that is refused for too long is a dead letter and can be resent") {
  hooked_cinema hooked{{{"webhook.give_up", "300ms"}}};
  auto added = hooked.add();
  auto id = added.at("id").get<std::string>();
  std::atomic<bool> poison{true};
  hooked.record.respond([&](const webhook_request& request) {
    auto bad = poison && request.id.starts_with("evt_bad_1_");
    return bad ? webhook_reply{422, {}, {}} : webhook_reply{};
  });
  hooked.cinema.open_show("bad", hall(1, 5));
  hooked.cinema.open_show("good", hall(1, 5));
  CHECK(eventually(patience, [&] {
    hooked.toggle("good"); // Others get through meanwhile.
    return hooked.view(added).at("deadLetters") == 1;
  }));
  json dead; // Listed once it is in the log.
  REQUIRE(eventually(patience, [&] {
    dead = hooked.cinema.client().get("/api/webhook/" + id + "/dead", as_operator()).body;
    return dead.at("deadLetters").size() == 1;
  }));
  CHECK(dead.at("deadLetters")[0].at("movieShowId") == "bad");
  CHECK(dead.at("deadLetters")[0].at("seq") == 1);
  CHECK(dead.at("deadLetters")[0].at("error") == "status 422");
  poison = false;
  auto resent =
      hooked.cinema.operate("/api/webhook/" + id + "/resend", {{"movieShowId", "bad"}, {"seq", 1}});
  CHECK(resent.body == json{{"resent", 1}});
  CHECK(eventually(patience, [&] { return hooked.view(added).at("deadLetters") == 0; }));
  CHECK(hooked.record.last("bad") == 1);
}

TEST_CASE("webhooks: one receiver that hangs does not hold back another") {
  hooked_cinema hooked{
      {{"webhook.timeout", "5m"}, {"webhook.max_in_flight", "4"}, {"webhook.in_flight", "4"}}};
  webhook_receiver hanging{[](const auto&) { return webhook_reply{0, {}, {}}; }};
  hooked.add({{"url", hanging.url()}});
  hooked.add();
  for (const auto* show : {"a", "b", "c", "d", "e"}) {
    hooked.cinema.open_show(show, hall(1, 5));
    hooked.toggle(show);
    CHECK(hooked.gets_up_to(show));
  }
}

TEST_CASE("webhooks: TLS needs a certificate for the name by an authority of the system") {
  temporary_directory files;
  authority ours{files.path(), "ours"};
  auto certificate = ours.sign("localhost");
  webhook_receiver secure{[](const auto&) { return webhook_reply{}; }, certificate};
  cinema_fixture cinema{server_binary(), webhook_settings()};
  cinema.options().environment["SSL_CERT_FILE"] = certificate.ca;
  cinema.restart();
  auto state_after = [&](const std::string& url) {
    auto added = cinema.operate("/api/webhook", {{"url", url}, {"from", "start"}}).body;
    auto target = "/api/webhook/" + added.at("id").get<std::string>();
    json seen;
    CHECK(eventually(patience, [&] {
      seen = cinema.client().get(target, as_operator()).body;
      return seen.contains("lastError") || seen.contains("lastSuccessAt");
    }));
    cinema.client().del(target, as_operator());
    return seen;
  };
  cinema.open_show("s", hall(1, 5));
  CHECK(state_after(secure.url("localhost")).contains("lastSuccessAt"));
  auto other_name = state_after(secure.url("127.0.0.1"));
  CHECK(other_name.at("lastError").at("detail").get<std::string>().starts_with("TLS failed"));
  cinema.options().environment.erase("SSL_CERT_FILE");
  cinema.restart();
  auto unknown = state_after(secure.url("localhost"));
  CHECK(unknown.at("lastError").at("detail").get<std::string>().starts_with("TLS failed"));
}

TEST_CASE("webhooks: the command line adds, lists and removes, with the server or without") {
  hooked_cinema hooked;
  hooked.cinema.open_show("s", hall(1, 5));
  auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--set", "webhook.allow_private=true"});
    arguments.insert(arguments.begin(), "webhook");
    auto ended = run_on(hooked.cinema.data_dir(), std::move(arguments));
    CAPTURE(ended.errors);
    CHECK(ended.status == exit_status{0, 0});
    return ended.output;
  };
  SUBCASE("running") {}
  SUBCASE("stopped") { hooked.cinema.server().terminate(); }
  auto added = run({"add", hooked.receiver.url(), "--event", "SalesPaused", "--from-start"});
  auto id = added.substr(0, added.find(' '));
  CHECK(added.find("whsec_") == id.size() + 1);
  auto list = run({"list"});
  CHECK(list.find(id) != std::string::npos);
  CHECK(list.find(hooked.receiver.url()) != std::string::npos);
  CHECK(list.find("whsec_") == std::string::npos);
  CHECK(run({"disable", id}) == "disabled " + id + '\n');
  CHECK(run({"list"}).find("DISABLED") != std::string::npos);
  CHECK(run({"enable", id}) == "enabled " + id + '\n');
  CHECK(run({"dead", id}).starts_with("SHOW"));
  CHECK(run({"update", id, "--url", hooked.receiver.url() + "new", "--all-events"}) ==
        "updated " + id + '\n');
  CHECK(run({"list"}).find(hooked.receiver.url() + "new") != std::string::npos);
  auto rotated = run({"rotate", id});
  CHECK(rotated.find("whsec_") == id.size() + 1);
  CHECK(rotated != added);
  CHECK(run({"resend", id}) == "0 sent once more\n");
  CHECK(run({"remove", id}) == "removed " + id + '\n');
  CHECK(run({"list"}).find(id) == std::string::npos);
  check_refused(hooked.cinema.data_dir(), {"webhook", "remove", id}, 1, "Webhook not found");
}

// The long form drains 1,000,000 events.
TEST_CASE("webhooks: a long log is drained over a kill, every event in its order") {
  const auto shows = long_form() ? 1'000 : 40;
  hooked_cinema hooked{{{"webhook.in_flight", "32"}, {"webhook.timeout", "10s"}}};
  hooked.cinema.server().terminate();
  temporary_directory place;
  auto made = run_command({BOXOFFICE_MAKE_LOG_BINARY,
                           {(place.path() / "log").string(), std::to_string(shows), "1000", "400"},
                           {}},
                          std::chrono::minutes{5});
  REQUIRE(made.status == exit_status{0, 0});
  auto events = std::stoull(made.output); // The output begins with the number.
  for (const auto& each : std::filesystem::directory_iterator{hooked.cinema.data_dir()})
    if (each.path().filename() != "admin-token")
      std::filesystem::remove_all(each.path());
  std::filesystem::copy(place.path() / "log", hooked.cinema.data_dir(),
                        std::filesystem::copy_options::recursive);
  hooked.cinema.start();
  auto began = clock::now();
  hooked.add({{"url", hooked.receiver.url()}, {"from", "start"}});
  auto most = long_form() ? std::chrono::minutes{60} : std::chrono::minutes{5};
  CHECK(eventually(most, [&] { return hooked.record.distinct() >= events / 2; }));
  hooked.cinema.crash();
  CHECK(eventually(most, [&] { return hooked.record.distinct() >= events; }));
  std::chrono::duration<double> took = clock::now() - began;
  CHECK(hooked.record.distinct() == events);
  CHECK(hooked.record.wrong() == std::vector<std::string>{});
  MESSAGE(events, " events in ", took.count(), " s: ", static_cast<double>(events) / took.count(),
          " events/s; ", hooked.record.delivered() - events,
          " repeated; connections: ", hooked.receiver.connections());
}

} // namespace boxoffice::tests
