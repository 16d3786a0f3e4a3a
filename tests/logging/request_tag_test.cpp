#include "logging/request_tag.hpp"

#include <set>
#include <string>

#include <doctest/doctest.h>

namespace boxoffice::logging::tests {

namespace {

const std::string trace = "0af7651916cd43dd8448eb211c80319c";
const std::string span = "b7ad6b7169203331";
const std::string valid = "00-" + trace + '-' + span + "-01";

std::string hex(const auto& bytes) {
  std::string out;
  append_hex(out, bytes);
  return out;
}

} // namespace

TEST_CASE("request id: letters, digits and a few marks, 1 to 128 of them") {
  for (const auto* good : {"a", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736", "A.b_c:d+e/f=="})
    CHECK(is_request_id(good));
  CHECK(is_request_id(std::string(128, 'x')));
  CHECK_FALSE(is_request_id(""));
  CHECK_FALSE(is_request_id(std::string(129, 'x')));
  for (const auto* bad : {"a b", "ann@example.org", "a\"b", "a\\b", "a\nb", "a,b", "{}", "\xc3\xa9",
                          "a]b", "<a>", "a;b", "a%20b", "a\x7f"})
    CHECK_FALSE(is_request_id(bad));
}

TEST_CASE("request tag: the made id is 32 digits of hex, another one for each request") {
  tag_source tags{{1}};
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) {
    auto id = id_of(tags.make());
    REQUIRE(id.size() == 32);
    REQUIRE(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    ids.insert(id);
  }
  CHECK(ids.size() == 10'000);
  CHECK(id_of(tag_source{{2}}.make()) != id_of(tag_source{{3}}.make()));
}

TEST_CASE("request tag: a valid id of the client is taken, an invalid one is not") {
  tag_source tags{{1}};
  CHECK(id_of(tags.make("mine")) == "mine");
  auto made = tags.make("not mine");
  CHECK_FALSE(made.given);
  CHECK(id_of(made).size() == 32);
  CHECK_FALSE(tags.make().given);
}

TEST_CASE("request tag: a trace gets a new span, and the id is made") {
  tag_source tags{{1}};
  auto tag = tags.make({}, valid);
  REQUIRE(tag.trace() != nullptr);
  CHECK(hex(tag.trace()->trace) == trace);
  CHECK(hex(tag.trace()->span) != span);
  CHECK(tag.trace()->sampled);
  CHECK(id_of(tag).size() == 32);
  CHECK(tags.make("mine", "rubbish").trace() == nullptr);
}

TEST_CASE("traceparent: is read as W3C Trace Context says") {
  auto read = parse_traceparent(valid);
  REQUIRE(read);
  CHECK(hex(read->trace) == trace);
  CHECK(hex(read->span) == span);
  CHECK(read->sampled);
  CHECK_FALSE(parse_traceparent("00-" + trace + '-' + span + "-00")->sampled);
  // Flags and versions that are not known yet.
  CHECK(parse_traceparent("00-" + trace + '-' + span + "-ff")->sampled);
  CHECK(parse_traceparent("01-" + trace + '-' + span + "-01"));
  CHECK(parse_traceparent("cc-" + trace + '-' + span + "-01-what-comes"));
  for (const auto& bad : {std::string{}, valid.substr(1), valid + "-01", valid + "0",
                          "ff-" + trace + '-' + span + "-01", "01-" + trace + '-' + span + "-01x",
                          "00-" + std::string(32, '0') + '-' + span + "-01",
                          "00-" + trace + '-' + std::string(16, '0') + "-01",
                          "00-" + trace + '-' + span + "-0G", "00-" + trace + '_' + span + "-01",
                          "00-0AF7651916CD43DD8448EB211C80319C-" + span + "-01"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_traceparent(bad));
  }
}

} // namespace boxoffice::logging::tests
