#include "events/decide/new_show.hpp"
#include "events/show_body.hpp"
#include "events/state/show_state.hpp"

#include "events/currencies.hpp"
#include "tests/events/facts.hpp"

#include <algorithm>
#include <limits>

namespace boxoffice::events::tests {

namespace {

template <class Change>
names faults_after(Change change) {
  auto body = hall();
  change(body);
  names fields;
  for (const auto& error : errors_in(body)) {
    CHECK(!error.detail.empty());
    fields.push_back(error.field);
  }
  return fields;
}

constexpr auto least_price = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

} // namespace

TEST_CASE("show body: a valid one has no errors") {
  CHECK(faults_after([](show_body&) {}) == names{});
  CHECK(faults_after([](show_body& body) { body.sales_close_at = body.starts_at; }) == names{});
  CHECK(faults_after([](show_body& body) { body.price = 0; }) == names{});
}

TEST_CASE("show body: texts must be there and of a length") {
  CHECK(faults_after([](show_body& body) { body.movie = ""; }) == names{"movie"});
  CHECK(faults_after([](show_body& body) { body.movie.assign(801, 'x'); }) == names{"movie"});
  CHECK(faults_after([](show_body& body) { body.hall = ""; }) == names{"hall"});
  CHECK(faults_after([](show_body& body) { body.hall.assign(801, 'x'); }) == names{"hall"});
  CHECK(faults_after([](show_body& body) { body.rows[1].row = ""; }) == names{"rows[1].row"});
  CHECK(faults_after([](show_body& body) { body.classes[1].name = ""; }) ==
        names{"classes[1].name"});
}

TEST_CASE("show body: a new show's texts have up to 200 code points and no control characters") {
  auto faults_of_movie = [](const std::string& text) {
    auto body = hall();
    body.movie = body.hall = body.classes[0].name = text;
    CHECK(errors_in(body).empty());
    return errors_in_new(body).size();
  };
  auto times = [](std::string_view text, int count) {
    std::string out;
    for (; count != 0; --count)
      out += text;
    return out;
  };
  for (std::string_view one : {"x", "\xc3\xa9", "\xe0\xa4\x95", "\xf0\x9f\x8e\xac"}) {
    CHECK(faults_of_movie(times(one, 200)) == 0);
    CHECK(faults_of_movie(times(one, 199) + "ab") == 3);
  }
  for (std::string_view control : {"\x01", "\n", "\t", "\x1f", "\x7f", "\xc2\x80", "\xc2\x9f"})
    CHECK(faults_of_movie("a" + std::string{control} + "b") == 3);
  CHECK(faults_of_movie(std::string{"a\0b", 3}) == 3);
  CHECK(faults_of_movie("a\xc2\xa0 b\xe2\x80\xa8") == 0);
  for (std::string_view bad :
       {"\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
        "\xf8\x88\x80\x80\x80", "\xff", "\xf0\x80\x80\x80"})
    CHECK(faults_of_movie("a" + std::string{bad}) == 3);
}

TEST_CASE("show body: the ids of rows and classes are short texts") {
  auto body = hall();
  body.rows[0].row = "\xe0\xa4\x95";
  body.rows[1].row = std::string(65, 'r');
  CHECK(errors_in(body).empty());
  auto errors = errors_in_new(body);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].field == "rows[1].row");
}

TEST_CASE("show body: sales close by the start") {
  CHECK(faults_after([](show_body& body) { body.sales_close_at = body.starts_at + 1; }) ==
        names{"salesCloseAt"});
}

TEST_CASE("show body: a new show's currency is one of ISO 4217 in use, that of an old may be any") {
  const auto others = {"ZZZ", "BTC", "XXX", "XTS", "XAU", "DEM", "HRK", "BOV", "CHE",
                       "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XDR"};
  for (const auto* other : others) {
    CAPTURE(other);
    auto body = hall();
    body.currency = other;
    CHECK(errors_in(body).empty());
    REQUIRE(errors_in_new(body).size() == 1);
    CHECK(errors_in_new(body)[0].field == "currency");
  }
}

TEST_CASE("show body: money is three capitals and a price within bounds") {
  for (const auto* other : {"Rs", "", "inr"})
    CHECK(faults_after([&](show_body& body) { body.currency = other; }) == names{"currency"});
  for (const auto& each : currencies())
    CHECK(faults_after([&](show_body& body) { body.currency = each.code; }) == names{});
  for (auto price : {std::int64_t{-1}, most_price + 1, most, least_price}) {
    auto fields = faults_after([&](show_body& body) { body.price = price; });
    CHECK(std::find(fields.begin(), fields.end(), "price") != fields.end());
  }
}

TEST_CASE("show body: the error of a price names both bounds") {
  auto body = hall();
  body.classes.clear();
  body.price = most_price + 1;
  auto errors = errors_in(body);
  auto of_price = std::ranges::find(errors, "price", &field_error::field);
  REQUIRE(of_price != errors.end());
  CHECK(of_price->detail == "must be 0 to 10000000000000 minor units");
}

TEST_CASE("show body: a class leaves its seats at a price within bounds, without overflow") {
  for (auto price : {std::int64_t{-15'001}, most_price, most, least_price})
    CHECK(faults_after([&](show_body& body) { body.classes[0].price = price; }) ==
          names{"classes[0].price"});
  CHECK(faults_after([](show_body& body) { body.classes[0].price = -15'000; }) == names{});
  CHECK(faults_after([](show_body& body) { body.classes[0].price = most_price - 15'000; }) ==
        names{});
}

TEST_CASE("show body: two huge prices are errors and not added up") {
  CHECK(!faults_after([](show_body& body) { body.price = body.classes[0].price = most; }).empty());
  CHECK(!faults_after([](show_body& body) {
           body.price = body.classes[0].price = least_price;
         }).empty());
}

TEST_CASE("show body: classes and rows have names of their own, and each row names a class") {
  CHECK(faults_after([](show_body& body) { body.classes.push_back(body.classes[0]); }) ==
        names{"classes[2].id"});
  CHECK(faults_after([](show_body& body) { body.classes[1].id = ""; }) ==
        names{"classes[1].id", "rows[1].class"});
  CHECK(faults_after([](show_body& body) { body.rows[1].row = "A"; }) == names{"rows[1].row"});
  CHECK(faults_after([](show_body& body) { body.rows[1].seat_class = "BRASS"; }) ==
        names{"rows[1].class"});
}

TEST_CASE("show body: seats have valid ids, each once in the hall") {
  CHECK(faults_after([](show_body& body) { body.rows[0].seats[1] = seat_id{"A 2"}; }) ==
        names{"rows[0].seats[1]"});
  CHECK(faults_after([](show_body& body) { body.rows[0].seats[1] = seat_id{""}; }) ==
        names{"rows[0].seats[1]"});
  CHECK(faults_after([](show_body& body) { body.rows[1].seats[0] = seat_id{"A1"}; }) ==
        names{"rows[1].seats[0]"});
}

TEST_CASE("show body: the error of a seat in two rows names both and a remedy") {
  auto body = hall();
  body.rows[0].row = "1";
  body.rows[1].row = "11";
  body.rows[0].seats[1] = body.rows[1].seats[0] = seat_id{"111"};
  auto errors = errors_in(body);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].field == "rows[1].seats[0]");
  CHECK(errors[0].detail == "names seat 111 of row 1 again: give ids that differ, such as 11-1");
}

TEST_CASE("show body: a hall holds 1 to 10,000 seats; aisles are none") {
  CHECK(faults_after([](show_body& body) { body.rows.clear(); }) == names{"rows"});
  CHECK(faults_after([](show_body& body) {
          body.rows = {{"A", "GOLD", {std::nullopt, std::nullopt}}};
        }) == names{"rows"});
  CHECK(errors_in(wide_hall(seat_limit)).empty());
  REQUIRE(errors_in(wide_hall(seat_limit + 1)).size() == 1);
  CHECK(errors_in(wide_hall(seat_limit + 1))[0].field == "rows");
}

TEST_CASE("show body: of a hall of nothing but errors the first few are returned") {
  CHECK(faults_after([](show_body& body) {
          body.rows[0].seats.assign(5'000, seat_id{"?"});
        }).size() < 50);
}

TEST_CASE("show body: a price type brings no seat below 0, whatever its class") {
  auto with_price = [](std::int64_t price) {
    return faults_after([&](show_body& body) {
      body.price_types = {{{"ADULT"}, "Adult", 0}, {{"CHILD"}, "Child", price}};
    });
  };
  CHECK(with_price(-15'000) == names{});
  CHECK(with_price(-15'001) == names{"priceTypes[1].price"});
  for (auto price : {most_price, most, least_price})
    CHECK(with_price(price) == names{"priceTypes[1].price"});
}

TEST_CASE("show body: price types have ids of their own and names; there are 20 at most") {
  CHECK(faults_after([](show_body& body) {
          body.price_types = {{{"A"}, "Adult", 0}, {{"A"}, "", 0}, {{"B 2"}, "Child", 0}};
        }) == names{"priceTypes[1].name", "priceTypes[1].id", "priceTypes[2].id"});
  CHECK(faults_after([](show_body& body) {
          for (int i = 0; i < 21; ++i)
            body.price_types.push_back({{"T" + std::to_string(i)}, "Type", 0});
        }) == names{"priceTypes"});
}

TEST_CASE("show body: sales open before they close, and a customer may have at least one seat") {
  CHECK(faults_after([](show_body& body) { body.opens_at = body.sales_close_at - 1; }) == names{});
  CHECK(faults_after([](show_body& body) { body.opens_at = body.sales_close_at; }) ==
        names{"opensAt"});
  for (std::int64_t wrong : {0, -1, 10'001})
    CHECK(faults_after([&](show_body& body) { body.max_seats_per_customer = wrong; }) ==
          names{"maxSeatsPerCustomer"});
  CHECK(faults_after([](show_body& body) { body.max_seats_per_customer = 10'000; }) == names{});
}

TEST_CASE("show body: the time zone is one of the time zone database, in its spelling") {
  auto faults = [](const std::string& zone) {
    auto body = hall();
    body.time_zone = zone;
    return errors_in_new(body).size();
  };
  for (const std::string good : {"UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Calcutta",
                                 "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
    CHECK_MESSAGE(faults(good) == 0, good);
  for (const std::string bad : {"", "Berlin", "europe/berlin", "Europe/Nowhere", "Europe/Berlin ",
                                "GMT+5", "AGT", "SystemV/PST8", "Europe/\xC3\xA4"})
    CHECK_MESSAGE(faults(bad) == 1, bad);
}

TEST_CASE("show body: a poster is an https URL of at most 500 characters") {
  auto with_poster = [](const std::string& url) {
    return faults_after([&](show_body& body) { body.poster = url; });
  };
  const std::string stem = "https://img.example/";
  for (const auto& good : {stem + "a.jpg?w=300#x", std::string{"https://h"},
                           std::string{"https://[::1]:8443/a"}, stem + std::string(480, 'a')})
    CHECK_MESSAGE(with_poster(good) == names{}, good);
  for (const auto& bad :
       {std::string{}, std::string{"http://img.example/a.jpg"}, std::string{"https://"},
        std::string{"https:///a"}, std::string{"https://ann:pass@img.example/"},
        std::string{"javascript:alert(1)"}, stem + "a b", stem + "a\"b", stem + "\xC3\xA4",
        stem + "a\nb", stem + std::string(481, 'a')})
    CHECK_MESSAGE(with_poster(bad) == names{"poster"}, bad);
}

TEST_CASE("show body: running time and offsets of rows are whole numbers in bounds") {
  for (std::int64_t good : {1, 1'440})
    CHECK(faults_after([&](show_body& body) { body.running_time = good; }) == names{});
  for (std::int64_t bad : {0, -1, 1'441})
    CHECK(faults_after([&](show_body& body) { body.running_time = bad; }) == names{"runningTime"});
  for (std::int64_t good : {0, 50})
    CHECK(faults_after([&](show_body& body) { body.rows[1].offset = good; }) == names{});
  for (std::int64_t bad : {-1, 51})
    CHECK(faults_after([&](show_body& body) { body.rows[1].offset = bad; }) ==
          names{"rows[1].offset"});
}

TEST_CASE("show body: a rating is short text, and a language a BCP 47 tag") {
  auto wrong = [](auto change) {
    auto body = hall();
    change(body);
    auto errors = errors_in_new(body);
    return errors.empty() ? std::string{} : errors.front().field;
  };
  CHECK(wrong([](auto& body) { body.rating = "U/A 13+"; }).empty());
  for (const std::string bad : {"", "a\nb", "\xFF"})
    CHECK(wrong([&](auto& body) { body.rating = bad; }) == "rating");
  CHECK(wrong([](auto& body) { body.rating = std::string(65, 'a'); }) == "rating");
  for (const std::string good : {"hi", "en-GB", "zh-Hant-TW", "de-CH-1996", "pt-BR-x-dub"})
    CHECK_MESSAGE(wrong([&](auto& body) { body.language = good; }).empty(), good);
  for (const std::string bad : {"", "e", "en_GB", "en-", "-en", "english language", "en-a", "12",
                                "en-GB-abcdefghi", "h\xC3\xAF"})
    CHECK_MESSAGE(wrong([&](auto& body) { body.language = bad; }) == "language", bad);
  CHECK(wrong([](auto& body) {
          body.language = "en-x-" + std::string(8, 'a') + "-aaaaaaaa-aaaaaaaa-aaaa";
        }) == "language");
}

TEST_CASE("seat table: seats are found by id, with row, and number without aisles") {
  auto body = hall();
  seat_table seats{body.rows.all()};
  REQUIRE(seats.size() == 8);
  auto a3 = seats.find(seat_id{"A3"});
  REQUIRE(a3);
  CHECK(seats[*a3].id.text() == "A3");
  CHECK(seats[*a3].row == 0);
  CHECK(seats[*a3].number == 3);
  auto b1 = seats.find(seat_id{"B1"});
  REQUIRE(b1);
  CHECK(seats[*b1].row == 1);
  CHECK(seats[*b1].number == 1);
  CHECK(!seats.find(seat_id{"A5"}));
  auto plan = plan_of(body, 1, {{"C1"}});
  CHECK(plan->price_of(*a3) == 20'000);
  CHECK(plan->price_of(*b1) == 15'000);
  CHECK(plan->price_of(8) == 0); // The former seat.
}

TEST_CASE("seat table: each of a full hall is found by its id, and no other id is") {
  auto body = wide_hall(seat_limit);
  seat_table seats{body.rows.all()};
  REQUIRE(seats.size() == seat_limit);
  for (std::size_t i = 0; i < seat_limit; ++i)
    CHECK(seats.find({"R" + std::to_string(i + 1)}) == static_cast<seat_index>(i));
  for (const std::string other : {"R0", "R10001", "r1", "", "R1 ", "R1R1R1R1R1R1R1R1R"})
    CHECK_FALSE(seats.find({other}));
  CHECK_FALSE(seats.find({std::string{"R1\0", 3}}));
  CHECK_FALSE(seat_table{}.find({"R1"}));
}

TEST_CASE("hall: it has the errors of classes, rows and time zone of a show, and no others") {
  auto faults_of_hall = [](auto change) {
    show_body body;
    body.hall = "Regal";
    body.classes = hall().classes;
    body.rows = hall().rows;
    change(body);
    names fields;
    for (const auto& error : errors_in_new_hall(body))
      fields.push_back(error.field);
    return fields;
  };
  CHECK(faults_of_hall([](show_body&) {}) == names{});
  CHECK(faults_of_hall([](show_body& body) { body.classes[0].price = -500; }) == names{});
  CHECK(faults_of_hall([](show_body& body) { body.classes[0].price = most; }) ==
        names{"classes[0].price"});
  CHECK(faults_of_hall([](show_body& body) { body.hall = "Re\ngal"; }) == names{"name"});
  CHECK(faults_of_hall([](show_body& body) { body.hall = ""; }) == names{"name"});
  CHECK(faults_of_hall([](show_body& body) { body.time_zone = "Europe/Nowhere"; }) ==
        names{"timeZone"});
  CHECK(faults_of_hall([](show_body& body) { body.rows[0].seat_class = "NONE"; }) ==
        names{"rows[0].class"});
  CHECK(faults_of_hall([](show_body& body) { body.rows.clear(); }) == names{"rows"});
  CHECK(faults_of_hall([](show_body& body) { body.rows[1].row = "\t"; }) == names{"rows[1].row"});
}

} // namespace boxoffice::events::tests
