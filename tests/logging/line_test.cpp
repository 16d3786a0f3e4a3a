#include "logging/line.hpp"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::logging::tests {

namespace {

using namespace std::chrono_literals;

// 2026-11-29T04:05:38.123Z
constexpr std::chrono::system_clock::time_point some_time{1'795'925'138'123ms};

std::string written(std::string_view text, format as = format::text) {
  std::string out;
  append_line(out, {level::warn, log_module::cluster, text}, as, some_time);
  return out;
}

std::string shown(std::string_view text) {
  constexpr std::string_view head = "2026-11-29T04:05:38.123Z warn  cluster: ";
  auto line = written(text);
  REQUIRE(line.starts_with(head));
  REQUIRE(line.ends_with('\n'));
  return line.substr(head.size(), line.size() - head.size() - 1);
}

} // namespace

TEST_CASE("log line: as text it has time, level and module in front") {
  CHECK(written("node north is gone") ==
        "2026-11-29T04:05:38.123Z warn  cluster: node north is gone\n");
}

TEST_CASE("log line: as JSON it is one object") {
  CHECK(written("node \"north\"\n", format::json) ==
        R"({"time":"2026-11-29T04:05:38.123Z","level":"warn","module":"cluster",)"
        R"("message":"node \"north\"\n"})"
        "\n");
}

TEST_CASE("log line: about a request it has its id, and its trace if there is one") {
  const request_tag made{{0x12}, {}};
  const request_tag traced{
      {},
      std::make_shared<const given_tag>(given_tag{"mine", trace_context{{0xab}, {0xcd}, true}})};
  auto with = [](const request_tag& tag, format as) {
    std::string out;
    append_line(out, {level::info, log_module::http, "x", &tag}, as, some_time);
    return out;
  };
  const auto zeros = std::string(30, '0');
  CHECK(with(made, format::text) ==
        "2026-11-29T04:05:38.123Z info  http [request_id=12" + zeros + "]: x\n");
  CHECK(with(request_tag{}, format::text) == "2026-11-29T04:05:38.123Z info  http: x\n");
  CHECK(with(traced, format::text) ==
        "2026-11-29T04:05:38.123Z info  http [request_id=mine trace_id=ab" + zeros +
            " span_id=cd00000000000000]: x\n");
  CHECK(nlohmann::json::parse(with(traced, format::json)) ==
        nlohmann::json{{"time", "2026-11-29T04:05:38.123Z"},
                       {"level", "info"},
                       {"module", "http"},
                       {"message", "x"},
                       {"request_id", "mine"},
                       {"trace_id", "ab" + zeros},
                       {"span_id", "cd00000000000000"}});
}

TEST_CASE("log line: the time is UTC with milliseconds, also before 1970") {
  std::string out;
  append_time(out, std::chrono::system_clock::time_point{0ms});
  append_time(out, std::chrono::system_clock::time_point{-1ms});
  CHECK(out == "1970-01-01T00:00:00.000Z1969-12-31T23:59:59.999Z");
}

TEST_CASE("log line: control characters and bytes that are not UTF-8 are escaped") {
  CHECK(shown("a\r\nb\tc") == R"(a\x0d\x0ab\x09c)");
  CHECK(shown(std::string_view{"\0", 1}) == R"(\x00)");
  CHECK(shown("\x1b[2J\x7f") == R"(\x1b[2J\x7f)");
  CHECK(shown("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8e\x9f") == "café € 🎟");
  CHECK(shown("\xc2\x9b") == R"(\xc2\x9b)");         // CSI in one character
  CHECK(shown("\xc0\xaf") == R"(\xc0\xaf)");         // overlong
  CHECK(shown("\xed\xa0\x80") == R"(\xed\xa0\x80)"); // a surrogate
  CHECK(shown("\xf4\x90\x80\x80") == R"(\xf4\x90\x80\x80)");
  CHECK(shown("\xe2\x82") == R"(\xe2\x82)"); // cut off
  CHECK(shown("\xff") == R"(\xff)");
}

TEST_CASE("log line: the text of other lines is escaped like its own, and not cut") {
  const std::string_view any{"a\n\0\x1b[2Jé\xff", 10};
  CHECK(escaped(any) == R"(a\x0a\x00\x1b[2Jé\xff)");
  CHECK(escaped(any) == shown(any));
  CHECK(escaped(std::string(most_line_bytes + 1, 'x')).size() == most_line_bytes + 1);
}

TEST_CASE("log line: any bytes give one line, and JSON that parses") {
  std::string all;
  for (int i = 0; i < 256; ++i)
    for (int next : {0x41, 0x80, 0xbf, 0x0a})
      all.append({static_cast<char>(i), static_cast<char>(next)});
  auto text = written(all);
  CHECK(text.find('\n') == text.size() - 1);
  CHECK(text.find('\x1b') == std::string::npos);
  auto line = written(all, format::json);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(nlohmann::json::parse(line).at("module") == "cluster");
}

TEST_CASE("log line: a long text is cut") {
  CHECK(shown(std::string(most_line_bytes + 1, 'x')) == std::string(most_line_bytes, 'x'));
  auto cut = std::string(most_line_bytes - 1, 'x') + "é"; // In the middle of a character.
  CHECK(shown(cut) == std::string(most_line_bytes - 1, 'x') + R"(\xc3)");
}

TEST_CASE("log line: each name of a level and a module is found again") {
  for (auto each : level_names)
    CHECK(name(find_level(each).value()) == each);
  for (auto each : module_names)
    CHECK(name(find_module(each).value()) == each);
  CHECK_FALSE(find_level("loud"));
  CHECK_FALSE(find_module("Http"));
}

} // namespace boxoffice::logging::tests
