// Settings and options whose valid values were damaged: each is refused or read as an independent
// parser reads it, which is Python's for the file and written here for values.
#include "cli/commands/count.hpp"
#include "cli/commands/events_after.hpp"
#include "cli/settings/settings_table.hpp"
#include "cli/settings/settings_values.hpp"
#include "tests/cli/settings_given.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/readers/python_reader.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

using namespace std::chrono_literals;
using boxoffice::tests::json;
using boxoffice::tests::read_by_python;
using boxoffice::tests::spoiled;

namespace {

/// A count with its unit; nothing if it does not fit.
std::optional<std::uint64_t> reference_count(const std::string& text, const std::string& units,
                                             const std::map<std::string, std::uint64_t>& factors) {
  std::smatch part;
  const std::regex form{"([0-9]+)(" + units + ")"};
  if (!std::regex_match(text, part, form))
    return std::nullopt;
  std::uint64_t value = 0;
  for (const auto digit : part[1].str()) {
    const auto next = value * 10 + static_cast<std::uint64_t>(digit - '0');
    if (value > UINT64_MAX / 10 || next < value * 10)
      return std::nullopt;
    value = next;
  }
  const auto factor = factors.at(part[2]);
  return value > UINT64_MAX / factor ? std::nullopt : std::optional{value * factor};
}

const std::map<std::string, std::uint64_t> durations{
    {"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}};
const std::map<std::string, std::uint64_t> sizes{
    {"", 1}, {"KiB", 1U << 10U}, {"MiB", 1U << 20U}, {"GiB", 1U << 30U}};

std::optional<host_port> reference_address(const std::string& text) {
  static const std::regex v4{
      "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!:)|(?=:))){4}:([0-9]+)"};
  static const std::regex name{"([A-Za-z0-9._-]{1,253}):([0-9]+)"};
  static const std::regex v6{"\\[([0-9A-Fa-f:.]+)\\]:([0-9]+)"};
  static const std::regex numeric{"[0-9.]*:.*"};
  std::smatch part;
  const auto is_v6 = std::regex_match(text, part, v6);
  if (!is_v6 && std::regex_match(text, numeric) && !std::regex_match(text, v4))
    return std::nullopt;
  if (!is_v6 && !std::regex_match(text, part, name))
    return std::nullopt;
  const auto port = reference_count(part[2], "", {{"", 1}});
  if (!port || *port > 65'535)
    return std::nullopt;
  return host_port{part[1], static_cast<std::uint16_t>(*port)};
}

/// The values of a file as Python reads it, by key; nothing for a value that is no text, number or
/// boolean.
void flatten(const json& tree, const std::string& prefix,
             std::map<std::string, std::string>& into) {
  for (const auto& [name, value] : tree.at("o").items()) {
    if (value.is_object() && value.contains("o"))
      flatten(value, prefix + name + ".", into);
    else if (value.is_string())
      into[prefix + name] = value.get<std::string>();
    else if (value.is_boolean())
      into[prefix + name] = value.get<bool>() ? "true" : "false";
    else if (value.is_object() && value.contains("i"))
      into[prefix + name] = value.at("i").get<std::string>();
    else
      into[prefix + name] = "\1 no value of a setting";
  }
}

bool is_same(const settings& a, const settings& b) {
  return a.review.interval == b.review.interval && a.review.hold == b.review.hold &&
         a.payment.sandbox == b.payment.sandbox && a.booking.max_seats == b.booking.max_seats &&
         a.http.listen == b.http.listen && a.http.body_limit == b.http.body_limit &&
         a.storage.data_dir == b.storage.data_dir && a.log.level == b.log.level;
}

} // namespace

TEST_CASE("spoiled input: durations, sizes and counts are refused or read in their unit") {
  CHECK(rc::check("of values", [] {
    const auto text = spoiled(*rc::gen::element<std::string>("200ms", "90s", "2m", "1h"),
                              "0123456789mshKiBMG+- .");
    const auto duration = read_duration(text, 0ms, 24h);
    const auto ms = reference_count(text, "ms|s|m|h", durations);
    RC_ASSERT(duration.has_value() == (ms && *ms <= 86'400'000));
    if (duration)
      RC_ASSERT(static_cast<std::uint64_t>(duration->count()) == *ms);
    const auto other =
        spoiled(*rc::gen::element<std::string>("4096", "64KiB", "1GiB"), "0123456789KiBMG+- .");
    const auto size = read_size(other, 0, UINT32_MAX);
    const auto bytes = reference_count(other, "|KiB|MiB|GiB", sizes);
    RC_ASSERT(size.has_value() == (bytes && *bytes <= UINT32_MAX));
    if (size)
      RC_ASSERT(*size == *bytes);
    const auto count = read_count(other, 0, UINT32_MAX);
    const auto number = reference_count(other, "", {{"", 1}});
    RC_ASSERT(count.has_value() == (number && *number <= UINT32_MAX));
    if (count)
      RC_ASSERT(*count == *number);
    const auto flag = spoiled("true", "truefals");
    RC_ASSERT(read_flag(flag).has_value() == (flag == "true" || flag == "false"));
  }));
}

TEST_CASE("spoiled input: addresses, names and paths are refused or read as written") {
  CHECK(rc::check("of addresses", [] {
    const auto text = spoiled(
        *rc::gen::element<std::string>("127.0.0.1:8080", "[::1]:80", "host-1.example:65535"),
        "0123456789.:[]-_ a");
    if (const auto read = read_host_port(text)) {
      const auto expected = reference_address(text);
      RC_ASSERT(expected.has_value());
      RC_ASSERT(*read == *expected);
    }
    const auto nodes = spoiled("a=h1:1,b=h2:2", "abh12=:, ");
    if (const auto read = read_named_hosts(nodes)) {
      std::string again;
      for (const auto& each : *read)
        again += (again.empty() ? "" : ",") + each.name + '=' + to_text(each.address);
      auto squeezed = nodes;
      std::erase(squeezed, ' ');
      RC_ASSERT(std::regex_match(squeezed, std::regex{"[^,]+(,[^,]+)+"}));
      RC_ASSERT(read->size() == 1U + static_cast<std::size_t>(std::ranges::count(squeezed, ',')));
      const auto parsed = read_named_hosts(again);
      RC_ASSERT(parsed.has_value());
    }
    const auto path = spoiled("/var/lib/boxoffice", "/. ");
    const auto whole = path.find('\0') == std::string::npos && !path.empty();
    RC_ASSERT(read_path(path).has_value() == whole);
    if (whole)
      RC_ASSERT(read_path(path)->native() == path);
    const auto node = spoiled("node-1.east", "abc._- =,");
    RC_ASSERT(read_node_name(node).has_value() ==
              std::regex_match(node, std::regex{"[A-Za-z0-9._-]{1,64}"}));
  }));
}

TEST_CASE("spoiled input: a secret is refused or decoded as its base64") {
  const std::string bytes = "0123456789abcdefghijklmnopqrst\xff\x01";
  const auto valid = "whsec_" + boxoffice::tests::base64(bytes);
  REQUIRE(read_webhook_secret(valid)->reveal() == bytes);
  CHECK(rc::check("of secrets", [&] {
    const auto text = spoiled(valid, "ABCabc019+/=-_\n ");
    const auto read = read_webhook_secret(text);
    if (!read)
      return;
    const auto encoded = text.substr(6);
    RC_ASSERT(std::regex_match(
        encoded, std::regex{"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"}));
    const auto again = boxoffice::tests::base64(read->reveal());
    RC_ASSERT(again.size() == encoded.size());
    // Except for unused bits of the last digit.
    RC_ASSERT(again.substr(0, again.find('=') - 1) == encoded.substr(0, again.find('=') - 1));
  }));
}

TEST_CASE("spoiled input: --after, --seq and counts are refused or read as decimal numbers") {
  CHECK(rc::check("of options", [] {
    const auto text =
        spoiled(*rc::gen::element<std::string>("17", "metropolis:17", "0"), "0123456789:-+x ");
    static const std::regex form{"(([A-Za-z0-9_-]{1,64}):)?([0-9]+)"};
    std::smatch part;
    const auto fits =
        std::regex_match(text, part, form) && reference_count(part[3], "", {{"", 1}}).has_value();
    const auto point = parse_after(text);
    RC_ASSERT(point.has_value() == (fits || text.empty()));
    if (fits) {
      RC_ASSERT(point->seq == reference_count(part[3], "", {{"", 1}}));
      RC_ASSERT(point->show.has_value() == part[2].matched);
    }
    const auto count = spoiled("12", "0123456789+-x ");
    const auto plain = std::regex_match(count, std::regex{"0|[1-9][0-9]*"}) &&
                       reference_count(count, "", {{"", 1}}).has_value();
    RC_ASSERT(error_in_count(count).empty() == plain);
  }));
}

TEST_CASE("spoiled input: a settings file is refused or read as Python reads it") {
  const std::string valid = R"(# A cinema
[review]
interval = "1s"
hold = "30s"
[payment]
sandbox = false
[booking]
max_seats = 10 # of each
[http]
listen = "127.0.0.1:8080"
body_limit = "64KiB"
[storage]
data_dir = '/var/lib/boxoffice'
[log]
level = "info"
)";
  const std::string telling = "[]{}=\"'#\\,.\n\r\t 0123456789_+-abxuU\x7f\xc3\xa9";
  texts spoiled_files{valid};
  std::vector<loaded> ours{from_file(valid)};
  REQUIRE(ours.front().has_value());
  CHECK(rc::check("of files", [&] {
    spoiled_files.push_back(spoiled(valid, telling));
    ours.push_back(from_file(spoiled_files.back()));
  }));
  const auto theirs = read_by_python("toml", spoiled_files);
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (!ours[i])
      continue;
    CAPTURE(spoiled_files[i]);
    REQUIRE_FALSE(theirs[i].is_discarded());
    std::map<std::string, std::string> values;
    flatten(theirs[i], "", values);
    texts options;
    for (const auto& [key, value] : values)
      options.push_back(key + '=' + value);
    const auto same = from_set(options);
    REQUIRE(same.has_value());
    CHECK(is_same(*ours[i], *same));
  }
}

} // namespace boxoffice::cli::tests
