#include "cli/settings/settings.hpp"
#include "cli/settings/settings_table.hpp"

#include "tests/support/processes/temporary_directory.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

namespace {

using boxoffice::tests::temporary_directory;

std::map<std::string, effective_setting> by_key(const std::vector<effective_setting>& all) {
  std::map<std::string, effective_setting> out;
  for (const auto& each : all)
    out[each.key] = each;
  return out;
}

} // namespace

TEST_CASE("effective settings: each has its source, and the last source wins") {
  temporary_directory place;
  const auto file = place.path() / "boxoffice.toml";
  std::ofstream{file} << "[review]\ninterval = \"2s\"\nhold = \"40s\"\n[booking]\nmax_seats = 4\n";
  const std::vector<std::string> variables{"BOXOFFICE_BOOKING_MAX_SEATS=5"};
  const std::vector<std::string> options{"review.hold=50s"};
  const std::vector<settings_flag> flags{{"--listen", "http.listen", "127.0.0.1:1234"}};
  auto all = effective_settings(file, variables, options, flags);
  REQUIRE(all.has_value());
  CHECK(all->size() == settings_table().size());
  auto found = by_key(*all);
  CHECK(found["review.interval"].value == "\"2s\"");
  CHECK(found["review.interval"].source == file.string() + ":2");
  CHECK(found["booking.max_seats"].value == "5");
  CHECK(found["booking.max_seats"].source == "BOXOFFICE_BOOKING_MAX_SEATS");
  CHECK(found["review.hold"].value == "\"50s\"");
  CHECK(found["review.hold"].source == "--set");
  CHECK(found["http.listen"].value == "\"127.0.0.1:1234\"");
  CHECK(found["http.listen"].source == "--listen");
  CHECK(found["http.threads"].value == "1");
  CHECK(found["http.threads"].source == "default");
  CHECK(found["payment.webhook_secret"].value.empty());
}

TEST_CASE("effective settings: no secret is shown, and quotes are escaped") {
  const std::string key(32, 'k');
  const std::vector<std::string> options{"auth.jwt_secret=" + key, "auth.mode=jwt",
                                         R"(auth.issuer=a "b\c)"};
  auto all = effective_settings({}, {}, options);
  REQUIRE(all.has_value());
  auto found = by_key(*all);
  CHECK(found["auth.jwt_secret"].value == "\"(hidden)\"");
  CHECK(found["auth.issuer"].value == R"("a \"b\\c")");
  for (const auto& each : settings_table())
    if (each.secret && found[each.key].source != "default")
      CHECK(found[each.key].value == "\"(hidden)\"");
}

TEST_CASE("effective settings: a control character is an escape of TOML") {
  auto all =
      effective_settings({}, {}, std::vector<std::string>{"storage.data_dir=a\n\x1b[2Jb\x7f"});
  REQUIRE(all.has_value());
  CHECK(by_key(*all)["storage.data_dir"].value == R"("a\u000a\u001b[2Jb\u007f")");
}

TEST_CASE("effective settings: of a URL only scheme, host and path are shown") {
  const std::vector<std::string> options{
      "auth.mode=jwt", "auth.jwks=https://ann:canary@keys.example/set?key=canary", "auth.issuer=i",
      "auth.audience=a",
      "auth.login_url=https://login.example/in?key=canary&to={returnUrl}&state={state}"};
  auto all = effective_settings({}, {}, options);
  REQUIRE(all.has_value());
  auto found = by_key(*all);
  CHECK(found["auth.jwks"].value == "\"https://keys.example/set\"");
  CHECK(found["auth.login_url"].value == "\"https://login.example/in\"");
  const std::vector<std::string> invalid{"auth.login_url=https://ann:canary@login.example/in"};
  auto refused = load_settings({}, {}, invalid);
  REQUIRE(refused.has_error());
  const auto text = to_text(refused.error().front());
  CHECK(text.find("canary") == std::string::npos);
  CHECK(text.find("got \"https://login.example/in\"") != std::string::npos);
}

TEST_CASE("effective settings: errors are those of a start") {
  const std::vector<std::string> options{"review.interval=soon"};
  auto all = effective_settings({}, {}, options);
  auto started = load_settings({}, {}, options);
  REQUIRE(all.has_error());
  REQUIRE(started.has_error());
  REQUIRE(all.error().size() == started.error().size());
  CHECK(to_text(all.error().front()) == to_text(started.error().front()));
}

} // namespace boxoffice::cli::tests
