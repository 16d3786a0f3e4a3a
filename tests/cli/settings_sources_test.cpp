#include <doctest/doctest.h>

#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

TEST_CASE("settings: without a source all have their defaults") {
  const auto result = load_settings(std::nullopt, {}, {});
  REQUIRE(taken(result));
  CHECK(*result == settings{});
}

TEST_CASE("settings: the environment overrides the file, and a flag overrides both") {
  const settings_file file{
      "[review]\ninterval = '10ms'\nhold = '110ms'\ncontention_window = '10ms'\n"};
  const texts variables{"BOXOFFICE_REVIEW_INTERVAL=20ms", "BOXOFFICE_REVIEW_HOLD=150ms"};
  const texts options{"review.interval=30ms"};
  const auto result = load_settings(file.path(), variables, options);
  REQUIRE(taken(result));
  CHECK(result->review.interval == 30ms);
  CHECK(result->review.hold == 150ms);
  CHECK(result->review.contention_window == 10ms);
}

TEST_CASE("settings: the last of two equal flags wins") {
  const auto result = from_set({"http.threads=2", "http.threads=3"});
  REQUIRE(taken(result));
  CHECK(result->http.threads == 3);
}

TEST_CASE("settings: a file may use dotted keys, native numbers and booleans, and strings") {
  const auto result = from_file("payment.window = '1m'\n"
                                "http = { threads = 2, pipeline_depth = '8' }\n"
                                "[limits]\nenabled = false\n");
  REQUIRE(taken(result));
  CHECK(result->payment.window == 1min);
  CHECK(result->http.threads == 2);
  CHECK(result->http.pipeline_depth == 8);
  CHECK_FALSE(result->limits.enabled);
}

TEST_CASE("settings: variables of other programs and the operator's token are ignored") {
  const auto result = from_environment({"PATH=/bin", "BOXOFFICE=1", "BOXOFFICE_ADMIN_TOKEN=t0ken"});
  REQUIRE(taken(result));
  CHECK(*result == settings{});
}

TEST_CASE("settings: the error of an unknown key has file, line and key") {
  const settings_file file{"[review]\ninterval = '1s'\n\nintervall = '1s'\n"};
  const auto result = load_settings(file.path(), {}, {});
  CHECK(errors_of(result) == file.path().string() +
                                 ":4: review.intervall: unknown setting, did you mean "
                                 "review.interval?\n");
}

TEST_CASE("settings: the error of a bad value has file, line, key and what is wanted") {
  const settings_file file{"[review]\n\ninterval = 'soon'\n"};
  const auto result = load_settings(file.path(), {}, {});
  CHECK(errors_of(result) ==
        file.path().string() + ":3: review.interval: wants a duration such as 200ms, 1s, 2m or 1h, "
                               "from 1ms to 1h, got \"soon\"\n");
}

TEST_CASE("settings: a value of a type that no setting has is refused") {
  for (const auto* value : {"1.5", "['1s']", "2026-01-01", "{ a = 1 }"})
    CHECK_MESSAGE(refused(from_file(std::string{"review.interval = "} + value)), value);
}

TEST_CASE("settings: a section used as a key is unknown, and so is an unknown section") {
  CHECK(errors_of(from_file("review = 3\n")).find(":1: review: unknown setting") !=
        std::string::npos);
  CHECK(
      errors_of(from_file("[reviews]\nhold = '1s'\n")).find(":2: reviews.hold: unknown setting") !=
      std::string::npos);
}

TEST_CASE("settings: the error of malformed TOML has the line") {
  const settings_file file{"[review]\ninterval = \n"};
  const auto result = load_settings(file.path(), {}, {});
  REQUIRE(refused(result));
  REQUIRE(result.error().size() == 1);
  CHECK(result.error().front().line == 2);
}

TEST_CASE("settings: a missing file or a directory is an error, not an empty file") {
  CHECK(errors_of(load_settings("/nowhere/boxoffice.toml", {}, {})) ==
        "--config: cannot read /nowhere/boxoffice.toml: No such file or directory\n");
  CHECK(errors_of(load_settings("/", {}, {})) == "--config: cannot read /: Is a directory\n");
}

TEST_CASE("settings: the error of a variable has its name") {
  CHECK(errors_of(from_environment({"BOXOFFICE_REVIEW_INTERVALL=1s"})) ==
        "BOXOFFICE_REVIEW_INTERVALL: unknown variable: no setting has this name\n");
  CHECK(errors_of(from_environment({"BOXOFFICE_LIMITS_ENABLED=yes"})) ==
        "BOXOFFICE_LIMITS_ENABLED: limits.enabled: wants true or false, got \"yes\"\n");
  CHECK(refused(from_environment({"BOXOFFICE_LIMITS_ENABLED"})));
}

TEST_CASE("settings: an unknown, bad or keyless flag is an error") {
  CHECK(errors_of(from_set({"review.intervall=1s"})) ==
        "--set: review.intervall: unknown setting, did you mean review.interval?\n");
  CHECK(errors_of(from_set({"payment.colour=red"})) == "--set: payment.colour: unknown setting\n");
  CHECK(errors_of(from_set({"http.threads=0"})) ==
        "--set: http.threads: wants a number from 1 to 256, got \"0\"\n");
  CHECK(errors_of(from_set({"http.threads"})) == "--set: wants KEY=VALUE\n");
}

TEST_CASE("settings: the errors of all sources are reported together") {
  const settings_file file{"[review]\nhold = 1\nholds = 2\n"};
  const texts variables{"BOXOFFICE_HTTP_THREADS=many"};
  const texts options{"log.level=loud"};
  const auto result = load_settings(file.path(), variables, options);
  REQUIRE(refused(result));
  CHECK(result.error().size() == 4);
}

} // namespace boxoffice::cli::tests
