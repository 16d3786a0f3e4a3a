#include "events/state/booking_book.hpp"

#include "tests/events/scenario.hpp"

#include <random>

namespace boxoffice::events::tests {

namespace {

booking booked(booking_number number, const bytes16& secret) {
  booking made;
  made.number = number;
  made.secret = secret;
  return made;
}

booking keyed(booking_number number, std::uint8_t who, std::uint8_t which_key) {
  auto made = booked(number, secret_of(number));
  made.customer = customer(who);
  made.details.edit().key_hash = key(which_key);
  return made;
}

} // namespace

TEST_CASE("book: each booking is found by its number and by its secret, and no other is") {
  std::mt19937_64 chance{7};
  booking_book book;
  CHECK(book.find(booking_number{1}) == nullptr);
  CHECK(book.find(secret_of(1)) == nullptr);
  std::vector<booking_number> added;
  for (booking_number number = 1; added.size() < 3'000; number += 1 + chance() % 4) {
    REQUIRE(book.add(booked(number, secret_of(number)))->number == number);
    added.push_back(number);
  }
  for (booking_number number = 0, place = 0; number < added.back() + 5; ++number) {
    CAPTURE(number);
    auto there = place < added.size() && added[place] == number;
    REQUIRE((book.find(number) != nullptr) == there);
    REQUIRE((book.find(secret_of(number)) != nullptr) == there);
    if (there) {
      REQUIRE(book.find(number)->number == number);
      REQUIRE(book.find(secret_of(number)) == book.find(number));
      REQUIRE(&book[place] == book.find(number));
      ++place;
    }
    REQUIRE((place == added.size() || book.behind(number)->number == added[place]));
  }
  CHECK(book.behind(added.back()) == book.end());
}

TEST_CASE("book: secrets and keys with the same first bytes are different") {
  booking_book book;
  auto alike = [](std::uint8_t last) {
    bytes16 secret{};
    secret[15] = last;
    return secret;
  };
  for (std::uint8_t i = 1; i <= 100; ++i)
    REQUIRE(book.add(booked(i, alike(i))) != nullptr);
  for (std::uint8_t i = 1; i <= 100; ++i)
    CHECK(book.find(alike(i))->number == i);
  CHECK(book.find(alike(101)) == nullptr);
}

TEST_CASE("book: a key stands for the last booking of its customer") {
  booking_book book;
  book.add(keyed(1, 1, 1));
  book.add(keyed(2, 2, 1));
  book.add(booked(3, secret_of(3)));
  CHECK(book.find(customer(1), key(1))->number == 1);
  book.add(keyed(4, 1, 1));
  CHECK(book.find(customer(1), key(1))->number == 4);
  CHECK(book.find(customer(2), key(1))->number == 2);
  CHECK(book.find(customer(1), key(2)) == nullptr);
}

TEST_CASE("book: a number that is not greater than all before is refused") {
  booking_book book;
  CHECK(book.add(booked(5, secret_of(5))) != nullptr);
  CHECK(book.add(booked(5, secret_of(6))) == nullptr);
  CHECK(book.add(booked(4, secret_of(4))) == nullptr);
  CHECK(book.size() == 1);
  CHECK(book.find(secret_of(6)) == nullptr);
}

} // namespace boxoffice::events::tests
