// Templates of halls at the node that has them.
#include "actors/log/log_writer.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using storage::hall_refusal;

namespace {

keep_hall hall_named(const std::string& id, std::optional<std::uint64_t> version = std::nullopt,
                     std::string plan = "{}") {
  return {{{id}, "Regal", 8, std::move(plan), version}};
}

} // namespace

TEST_CASE("halls: one is found once it was kept, and gone once it was removed") {
  node box;
  CHECK(box.ask_now<hall_refused>(find_hall{{"regal"}}).why == hall_refusal::not_found);
  auto made = box.ask_now<hall_view>(hall_named("regal"));
  CHECK(made.is_new);
  CHECK(made.hall == storage::hall_template{{{"regal"}, 1, "Regal", 8, box.now()}, "{}"});
  CHECK(box.ask_now<hall_view>(find_hall{{"regal"}}).hall == made.hall);
  auto changed = box.ask_now<hall_view>(hall_named("regal", 1, R"({"rows":[]})"));
  CHECK_FALSE(changed.is_new);
  CHECK(changed.hall.head.version == 2);
  CHECK(box.ask_now<hall_page>(list_halls{"", 10}).items == std::vector{changed.hall.head});
  box.ask_now<hall_removed>(remove_hall{{"regal"}});
  CHECK(box.ask_now<hall_page>(list_halls{"", 10}).items.empty());
  CHECK(box.ask_now<hall_refused>(remove_hall{{"regal"}}).why == hall_refusal::not_found);
}

TEST_CASE("halls: a change of another version is refused with the present one") {
  node box;
  box.ask_now<hall_view>(hall_named("regal"));
  box.ask_now<hall_view>(hall_named("regal", 1, R"({"rows":[]})"));
  auto refused = box.ask_now<hall_refused>(hall_named("regal", 1, "{}"));
  CHECK(refused.why == hall_refusal::changed);
  CHECK(refused.version == 2);
  CHECK(box.ask_now<hall_view>(find_hall{{"regal"}}).hall.plan == R"({"rows":[]})");
}

TEST_CASE("halls: the reply to a change waits until the hall is durable") {
  node box;
  auto request = box.ask(hall_named("regal"));
  box.run_without<log_writer>();
  CHECK_FALSE(box.has_reply(request));
  box.log().before_append_returns = [&] { CHECK_FALSE(box.has_reply(request)); };
  box.run();
  CHECK(box.reply_to<hall_view>(request).is_new);
}

TEST_CASE("halls: a hall that cannot be read is unavailable, and the node goes on") {
  node box;
  const storage::write_batch spoiled{{}, {{storage::table::node, "hall/head/regal", "spoiled"}}};
  REQUIRE(box.log().append(spoiled).has_value());
  box.ask_now<unavailable>(find_hall{{"regal"}});
  box.ask_now<unavailable>(hall_named("regal"));
  box.ask_now<hall_view>(hall_named("roxy"));
  CHECK(box.failures().empty());
}

} // namespace boxoffice::actors::tests
