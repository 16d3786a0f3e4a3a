#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "cli/settings/settings_table.hpp"
#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

namespace {

const std::filesystem::path config_dir = std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "config";

/// The keys a settings file names, those behind a "# " included.
std::set<std::string> keys_named_in(const std::filesystem::path& path) {
  std::set<std::string> keys;
  std::string section;
  std::ifstream file{path};
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("["))
      section = line.substr(1, line.find(']') - 1);
    const auto start = line.starts_with("# ") ? 2U : 0U;
    const auto end = line.find(" = ");
    const auto name = line.substr(start, end - start);
    if (end != std::string::npos && name.find_first_of(" \"") == std::string::npos)
      keys.insert(section + "." + name);
  }
  return keys;
}

std::set<std::string> keys_of_table() {
  std::set<std::string> keys;
  for (const auto& one : settings_table())
    keys.emplace(one.key);
  return keys;
}

} // namespace

TEST_CASE("settings: config/boxoffice.toml names every setting and no other") {
  CHECK(keys_named_in(config_dir / "boxoffice.toml") == keys_of_table());
}

TEST_CASE("settings: config/boxoffice.toml is all defaults") {
  const auto result = load_settings(config_dir / "boxoffice.toml", {}, {});
  CHECK(errors_of(result) == "");
  REQUIRE(taken(result));
  CHECK(*result == settings{});
}

TEST_CASE("settings: config/boxoffice.toml leaves out only what has no default") {
  std::ifstream file{config_dir / "boxoffice.toml"};
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("# ") && line.find(" = \"...") == std::string::npos)
      CHECK_MESSAGE(!find_setting(line.substr(2, line.find(" = ") - 2)), line);
  for (const auto& one : settings_table())
    CHECK(one.secret == (one.key.find("secret") != std::string_view::npos ||
                         one.key == "storage.postgres")); // may hold a password
}

TEST_CASE("settings: the sample starts the sandbox and keeps all else at its default") {
  const auto result = load_settings(config_dir / "sample.toml", {}, {});
  CHECK(errors_of(result) == "");
  REQUIRE(taken(result));
  auto expected = settings{};
  expected.payment = result->payment;
  CHECK(*result == expected);
  CHECK(result->payment.sandbox);
  CHECK(result->payment.window == payment_settings{}.window);
}

TEST_CASE("settings: every key is named once, has one variable and says what it is for") {
  std::set<std::string> variables;
  for (const auto& one : settings_table()) {
    variables.insert(environment_name(one.key));
    CHECK(find_setting(one.key) == &one);
    CHECK_FALSE(one.doc.empty());
  }
  CHECK(variables.size() == settings_table().size());
  CHECK(keys_of_table().size() == settings_table().size());
  CHECK(environment_name("review.contention_window") == "BOXOFFICE_REVIEW_CONTENTION_WINDOW");
}

} // namespace boxoffice::cli::tests
