#include <doctest/doctest.h>

#include <cstdlib>
#include <iterator>
#include <regex>
#include <set>
#include <vector>

#include <boost/pfr/tuple_size.hpp>

#include "cli/settings/settings_table.hpp"
#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

namespace {

const std::filesystem::path config_dir = std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "config";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::set<std::string> keys_of_table() {
  std::set<std::string> keys;
  for (const auto& one : settings_table())
    keys.emplace(one.key);
  return keys;
}

// A row of the settings table in docs/spec.md.
struct specified_setting {
  std::vector<std::string> keys; // a row may have several that differ in nothing else
  std::string default_text;
  std::string bounds;
};

std::vector<specified_setting> specified_settings() {
  static const std::regex row{R"(\| (`[a-z_.]+`(?:, `[a-z_.]+`)*) \| ([^|]*) \| ([^|]*)\|.*)"};
  static const std::regex key{"`([a-z_.]+)`"};
  std::ifstream file{config_dir.parent_path() / "docs" / "spec.md"};
  std::vector<specified_setting> rows;
  std::string line;
  while (std::getline(file, line) && line != "| setting | default | range | meaning |") {
  }
  std::getline(file, line); // the rule below the head
  for (std::smatch cells; std::getline(file, line) && std::regex_match(line, cells, row);) {
    auto& added = rows.emplace_back();
    const auto names = cells[1].str();
    for (std::sregex_iterator each{names.begin(), names.end(), key}, end; each != end; ++each)
      added.keys.push_back((*each)[1]);
    added.default_text = std::regex_replace(cells[2].str(), std::regex{"`"}, "");
    added.bounds = std::regex_replace(cells[3].str(), std::regex{" $"}, "");
  }
  return rows;
}

template <class... Parts>
constexpr std::size_t members_of = (boost::pfr::tuple_size_v<Parts> + ...);

/// Counted, so that a member without a row is found.
constexpr std::size_t members_of_settings =
    members_of<review_settings, payment_settings, booking_settings, cinema_settings, mail_settings,
               http_settings, listener_settings, limits_settings, auth_settings, webhook_settings,
               storage_settings, cluster_settings, clock_settings, log_settings> +
    // Members of `settings` itself, without its fourteen parts and accept_loss, which have no rows.
    boost::pfr::tuple_size_v<settings> - 14 - 1;

} // namespace

// With BOXTEST_WRITE_CONFIG=1 in the environment the test rewrites the file.
TEST_CASE("settings: config/boxoffice.toml is the table as text") {
  const auto path = config_dir / "boxoffice.toml";
  if (const char* write = std::getenv("BOXTEST_WRITE_CONFIG"); write != nullptr && *write == '1')
    std::ofstream{path} << default_settings_file();
  CHECK(text_of(path) == default_settings_file());
}

TEST_CASE("settings: the specification lists every setting with its default and bounds") {
  std::vector<std::string> keys;
  for (const auto& row : specified_settings())
    for (const auto& key : row.keys) {
      CAPTURE(key);
      keys.push_back(key);
      const auto* known = find_setting(key);
      REQUIRE(known != nullptr);
      if (!known->default_text.empty())
        CHECK(row.default_text == std::regex_replace(known->default_text, std::regex{"\""}, ""));
      if (!known->bounds.empty())
        CHECK(row.bounds == std::regex_replace(known->bounds, std::regex{" to "}, "–"));
    }
  std::vector<std::string> expected;
  for (const auto& one : settings_table())
    expected.push_back(one.key);
  CHECK(keys == expected);
}

TEST_CASE("settings: config/boxoffice.toml has all defaults") {
  const auto result = load_settings(config_dir / "boxoffice.toml", {}, {});
  CHECK(errors_of(result) == "");
  REQUIRE(taken(result));
  CHECK(*result == settings{});
}

TEST_CASE("settings: no row of the table shows a secret, and every member has a row") {
  for (const auto& one : settings_table()) {
    CHECK(one.secret == (one.key.find("secret") != std::string::npos ||
                         one.key == "storage.postgres")); // may have a password
    if (one.secret)
      CHECK(one.default_text.empty());
  }
  CHECK(settings_table().size() == members_of_settings);
}

TEST_CASE("settings: a row copies its own member and no other") {
  const auto changed = from_set({"log.level=error", "http.threads=3"});
  REQUIRE(taken(changed));
  settings running;
  find_setting("log.level")->copy(*changed, running);
  CHECK(running.log.level == logging::level::error);
  CHECK(running.http.threads == settings{}.http.threads);
  for (const auto* key : {"log.level", "log.levels", "http.trusted_proxies"})
    CHECK(find_setting(key)->reloadable);
  CHECK_FALSE(find_setting("http.threads")->reloadable);
}

TEST_CASE("settings: the sample turns the sandbox on and keeps all other defaults") {
  const auto result = load_settings(config_dir / "sample.toml", {}, {});
  CHECK(errors_of(result) == "");
  REQUIRE(taken(result));
  auto expected = settings{};
  expected.payment = result->payment;
  CHECK(*result == expected);
  CHECK(result->payment.sandbox);
  CHECK(result->payment.window == payment_settings{}.window);
}

TEST_CASE("settings: every key is unique and has one variable and an explanation") {
  std::set<std::string> variables;
  for (const auto& one : settings_table()) {
    variables.insert(environment_name(one.key));
    CHECK(find_setting(one.key) == &one);
    CHECK_FALSE(one.help.empty());
  }
  CHECK(variables.size() == settings_table().size());
  CHECK(keys_of_table().size() == settings_table().size());
  CHECK(environment_name("review.contention_window") == "BOXOFFICE_REVIEW_CONTENTION_WINDOW");
}

} // namespace boxoffice::cli::tests
