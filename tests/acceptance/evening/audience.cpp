#include "tests/acceptance/evening/audience.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>
#include <utility>

namespace boxoffice::tests {

namespace {

constexpr unsigned customers_at_once = 10;

/// Seats side by side in one row of a show.
struct seat_choice {
  std::size_t show = 0; ///< place in shows_of_the_evening()
  unsigned row = 0;
  unsigned first = 1;
  std::vector<std::string> types; ///< one a seat
};

/// Chooses seats and chances by a seed.
class chooser {
public:
  explicit chooser(std::uint64_t seed) : random_{seed} {}

  unsigned below(std::size_t end) { return static_cast<unsigned>(random_() % end); }

  seat_choice seats() {
    seat_choice made;
    made.show = below(shows_of_the_evening().size());
    made.types = types();
    const auto& offer = shows_of_the_evening()[made.show];
    made.row = below(offer.rows);
    made.first = 1 + below(offer.seats_per_row - made.types.size() + 1);
    return made;
  }

  /// Seats of which at least one is chosen already.
  seat_choice rival_of(const seat_choice& other) {
    auto made = other;
    made.types = types();
    const auto last = shows_of_the_evening()[made.show].seats_per_row;
    made.first = std::min(other.first, last - static_cast<unsigned>(made.types.size()) + 1);
    return made;
  }

private:
  std::vector<std::string> types() {
    static constexpr std::array counts{1U, 1U, 1U, 1U, 2U, 2U, 2U, 2U, 3U, 4U};
    static constexpr std::array names{"ADULT", "ADULT", "CHILD", "SENIOR"};
    std::vector<std::string> made(counts[below(counts.size())]);
    std::ranges::generate(made, [&] { return names[below(names.size())]; });
    return made;
  }

  std::mt19937_64 random_;
};

const show_offer& offer_behind(const seat_choice& choice, std::size_t further) {
  const auto& all = shows_of_the_evening();
  return all[(choice.show + further) % all.size()];
}

json named_seats(const seat_choice& choice) {
  auto seats = json::array();
  for (std::size_t i = 0; i < choice.types.size(); ++i) {
    json seat = seat_name(choice.row, choice.first + static_cast<unsigned>(i));
    if (offer_behind(choice, 0).has_types)
      seat = {{"seat", std::move(seat)}, {"type", choice.types[i]}};
    seats.push_back(std::move(seat));
  }
  return {{"seats", std::move(seats)}};
}

json best_seats(const show_offer& offer, const seat_choice& choice) {
  json best{{"count", choice.types.size()}};
  if (offer.has_types)
    best["types"] = choice.types;
  return {{"bestAvailable", std::move(best)}};
}

bool is_one_of(const response& got, std::initializer_list<const char*> codes) {
  return got.status == 409 &&
         std::ranges::any_of(codes, [&](const char* code) { return got.code() == code; });
}

} // namespace

class audience::client {
public:
  client(audience& all, unsigned index)
      : all_{all},
        calls_{all.cinema_.another_caller("client-" + std::to_string(index))},
        chooses_{9'000 + index} {}

  unsigned made() const { return made_; }

  void book_and_pay() {
    std::vector<std::string> bookings;
    seat_choice choice;
    for (auto count = std::min(customers_at_once, all_.bookings_ - made_); count > 0; --count) {
      choice = bookings.size() % 2 == 0 ? chooses_.seats() : chooses_.rival_of(choice);
      bookings.push_back(book(choice));
      ++made_;
    }
    for (const auto& booking : bookings)
      go_on(calls_.decided(booking));
  }

private:
  std::string book(const seat_choice& choice) {
    const auto mail = calls_.name() + "-" + std::to_string(made_) + "@example.com";
    auto got = calls_.ask(offer_behind(choice, 0).id, named_seats(choice), mail);
    if (got.code() == "LEAVES_SINGLE_SEAT" && got.body.contains("suggestion"))
      got = calls_.ask(offer_behind(choice, 0).id, {{"seats", got.body.at("suggestion")}}, mail);
    if (got.status == 202)
      return accepted(got);
    if (!is_one_of(got, {"SEATS_UNAVAILABLE", "LEAVES_SINGLE_SEAT", "SALES_CLOSED"}))
      throw std::runtime_error{"book named seats: " + got.summary()};
    ++all_.counts_.refused;
    for (std::size_t i = 0; i < shows_of_the_evening().size(); ++i) {
      const auto& offer = offer_behind(choice, i);
      got = calls_.ask(offer.id, best_seats(offer, choice), mail);
      if (got.status == 202)
        return accepted(got);
      if (!is_one_of(got, {"NOT_ENOUGH_SEATS", "SALES_CLOSED"}))
        throw std::runtime_error{"book the best seats: " + got.summary()};
    }
    throw std::runtime_error{"no show has seats left"};
  }

  std::string accepted(const response& got) {
    ++all_.counts_.accepted;
    return got.body.at("reqId");
  }

  void go_on(const json& ticket) {
    const auto chance = chooses_.below(100);
    const std::string status = ticket.at("status");
    all_.counts_.rejected += status == "REJECTED" ? 1 : 0;
    if (ticket.at("amount").at("value") == 0)
      return; // PAID already, or nothing to pay.
    if (status != "CONFIRMED") {
      if (chance < 10) // Money that buys nothing is due back.
        pay(ticket);
    } else if (chance < 8) {
      return; // The hold stays.
    } else if (chance < 18) {
      cancel(ticket);
      if (chance < 12)
        pay(ticket);
    } else {
      pay_somehow(ticket, chance);
    }
  }

  void pay_somehow(const json& ticket, unsigned chance) {
    if (chance < 24)
      fail_to_pay(ticket);
    else if (chance < 27)
      pay(ticket, 1);
    const auto last = pay(ticket);
    if (chance >= 97)
      pay(ticket);
    else if (chance >= 94 && calls_.notify(last.first) != last.second)
      all_.cinema_.records.answers.unexpected("other outcome of a repeated " + last.first.payment);
    calls_.ticket(ticket.at("reqId"));
  }

  notice next_payment(const json& ticket) {
    const auto id = calls_.name() + "-p" + std::to_string(++payments_);
    return all_.cinema_.payment_for(ticket, id);
  }

  std::pair<notice, json> pay(const json& ticket, std::int64_t less = 0) {
    auto what = next_payment(ticket);
    what.value -= less;
    auto answer = calls_.notify(what);
    all_.counts_.paid += answer.at("outcome") == "PAID" ? 1 : 0;
    return {std::move(what), std::move(answer)};
  }

  void fail_to_pay(const json& ticket) {
    auto what = next_payment(ticket);
    what.status = "FAILED";
    what.paid_at.reset();
    calls_.notify(what);
  }

  /// The show may be cancelled before.
  void cancel(const json& ticket) {
    const auto got = calls_.cancel(ticket.at("reqId"));
    if (got.status == 200)
      ++all_.counts_.cancelled;
    else if (got.code() != "NOT_CANCELLABLE" ||
             calls_.ticket(ticket.at("reqId")).at("reason") != "show_cancelled")
      throw std::runtime_error{"cancel: " + got.summary()};
  }

  audience& all_;
  caller calls_;
  chooser chooses_;
  unsigned made_ = 0;
  unsigned payments_ = 0;
};

/// Sells for cash, by card and for nothing; every seventh buyer returns the tickets.
class audience::till {
public:
  explicit till(audience& all)
      : all_{all}, calls_{all.cinema_.another_caller("till")}, chooses_{8'000} {}

  void sell(unsigned number) {
    static constexpr std::array methods{"CASH", "CARD", "CASH", "CARD", "COMPLIMENTARY"};
    const auto choice = chooses_.seats();
    const json how{{"method", methods[number % methods.size()]}};
    auto got = sell_in(offer_behind(choice, 0), named_seats(choice), how, number);
    for (std::size_t i = 0; got.status != 201 && i < shows_of_the_evening().size(); ++i) {
      const auto& offer = offer_behind(choice, i);
      got = sell_in(offer, best_seats(offer, choice), how, number);
    }
    if (got.status != 201)
      throw std::runtime_error{"no show has seats left for the till"};
    ++all_.counts_.sold;
    if (number % 7 == 6)
      take_back(got.body);
  }

private:
  /// The show may be cancelled before.
  void take_back(const json& ticket) {
    const auto got = calls_.operate(ticket_target(ticket, "/cancel"));
    if (got.code() != "NOT_CANCELLABLE" ||
        calls_.ticket(ticket.at("reqId")).at("reason") != "show_cancelled")
      require_status(got, 200, "return at the till");
  }

  response sell_in(const show_offer& offer, json sale, const json& how, unsigned number) {
    sale.update(how);
    if (number % 3 == 0)
      sale["userMail"] = "till-" + std::to_string(number) + "@example.com";
    if (number % 2 == 0)
      sale["reference"] = "receipt-" + std::to_string(number);
    auto got = calls_.sell(offer.id, sale);
    if (got.status != 201 &&
        !is_one_of(got, {"SEATS_UNAVAILABLE", "NOT_ENOUGH_SEATS", "SALES_CLOSED"}))
      throw std::runtime_error{"sell: " + got.summary()};
    return got;
  }

  audience& all_;
  caller calls_;
  chooser chooses_;
};

audience::audience(evening_cinema& cinema, unsigned clients, unsigned bookings, unsigned sales)
    : cinema_{cinema}, bookings_{bookings}, half_{static_cast<std::ptrdiff_t>(clients)} {
  for (unsigned i = 0; i < clients; ++i)
    threads_.emplace_back([this, i] { live(i); });
  threads_.emplace_back([this, sales] { sell(sales); });
}

void audience::finish() {
  for (auto& each : threads_)
    each.join();
  threads_.clear();
}

void audience::live(unsigned index) {
  bool is_past_half = false;
  const auto pass_half = [&] {
    if (!std::exchange(is_past_half, true))
      half_.count_down();
  };
  try {
    client one{*this, index};
    while (one.made() < bookings_) {
      one.book_and_pay();
      if (2 * one.made() >= bookings_)
        pass_half();
    }
  } catch (const std::exception& error) {
    cinema_.records.answers.unexpected("client " + std::to_string(index) + ": " + error.what());
  }
  pass_half();
}

void audience::sell(unsigned sales) {
  try {
    till one{*this};
    for (unsigned number = 0; number < sales; ++number)
      one.sell(number);
  } catch (const std::exception& error) {
    cinema_.records.answers.unexpected(std::string{"till: "} + error.what());
  }
}

} // namespace boxoffice::tests
