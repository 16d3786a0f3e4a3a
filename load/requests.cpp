#include "load/requests.hpp"

#include "load/signature.hpp"
#include "load/unix_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace boxoffice::load {

namespace {

/// `mixed` repeats a cycle of so many requests: one pays, four book, the others read.
constexpr std::uint64_t turn = 50;
constexpr std::uint64_t paying = 25;
constexpr std::array<std::uint64_t, 4> booking{6, 18, 31, 43};
constexpr std::uint64_t bookings_a_payment = booking.size();
/// Maximum bookings kept for payment.
constexpr std::size_t most_unpaid = 100'000;

// Digits of Content-Length, with leading zeros: no body has a thousand bytes.
constexpr std::size_t length_digits = 3;

char* write(char* to, std::string_view text) { return std::copy(text.begin(), text.end(), to); }

char* write(char* to, std::uint64_t number) {
  constexpr std::size_t most_digits = 20;
  return std::to_chars(to, to + most_digits, number).ptr;
}

/// The value of `reqId`.
std::string_view reqid_in(std::string_view body) {
  constexpr std::string_view before = R"("reqId":")";
  auto begin = body.find(before);
  if (begin == std::string_view::npos)
    return {};
  body.remove_prefix(begin + before.size());
  return body.substr(0, body.find('"'));
}

std::string rfc3339_now() {
  auto now = wall_now();
  auto second = std::chrono::floor<std::chrono::seconds>(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(second)),
                     (now - second).count());
}

} // namespace

request_maker::request_maker(const options& chosen, const halls& shows,
                             const payment_plan& payments, unsigned part, unsigned parts)
    : chosen_{chosen}, shows_{shows}, payments_{payments}, part_{part}, parts_{parts} {
  host_line_ = "Host: " + to_text(chosen.server) + "\r\n";
  read_begin_ = "GET /api/movieshow/" + shows.prefix;
  read_end_ = "/seats HTTP/1.1\r\n" + host_line_ + "\r\n";
  book_begin_ = "POST /api/ticket/book HTTP/1.1\r\n" + host_line_ +
                "Content-Type: application/json\r\nContent-Length: ";
}

std::optional<call> request_maker::next(std::string& bytes, clock::time_point now) {
  auto kind = kind_of_next();
  if (kind == call::pay && !may_pay(now))
    kind = call::read; // Keeps the rate until there are bookings to pay for.
  if (kind == call::book) {
    auto seats = next_seats(now);
    if (!seats)
      return std::nullopt;
    book(bytes, *seats);
  } else if (kind == call::read) {
    read_map(bytes);
  } else {
    pay(bytes);
  }
  ++requests_;
  return kind;
}

call request_maker::kind_of_next() {
  if (chosen_.what == scenario::read)
    return call::read;
  if (chosen_.what != scenario::mixed)
    return call::book;
  auto place = requests_ % turn;
  if (place == paying)
    return call::pay;
  return std::ranges::find(booking, place) != booking.end() ? call::book : call::read;
}

std::optional<seat_pair> request_maker::next_seats(clock::time_point now) {
  auto number = bookings_ * parts_ + part_;
  if (chosen_.what == scenario::contested) {
    ++bookings_;
    auto contests = shows_.shows - 1;
    auto of_time = static_cast<std::uint64_t>(std::max(now - times_.measured, 0ns).count()) *
                   contests / static_cast<std::uint64_t>((times_.end - times_.measured).count());
    auto show = now < times_.measured ? 0 : 1 + std::min(of_time, contests - 1);
    return seat_pair{show, static_cast<std::uint32_t>(number % (shows_.seats - 1))};
  }
  if (number >= shows_.bookings())
    return std::nullopt;
  ++bookings_;
  return shows_.seats_of(number);
}

void request_maker::read_map(std::string& bytes) {
  auto number = bookings_ * parts_ + part_;
  // If shows are sold in sets, the maps are of the set that is on sale.
  auto set = chosen_.what == scenario::mixed && number < shows_.bookings()
                 ? shows_.seats_of(number).show / shows_.at_once * shows_.at_once
                 : 0;
  bytes = read_begin_;
  std::array<char, 20> digits{};
  auto* end = write(digits.data(), set + (requests_ * parts_ + part_) % shows_.at_once);
  bytes.append(digits.data(), end).append(read_end_);
}

void request_maker::book(std::string& bytes, const seat_pair& seats) {
  std::array<char, 512> body; // NOLINT(*-member-init): written before it is read.
  auto* end = write(body.data(), R"({"userMail":"guest)");
  end = write(end, bookings_ * parts_ + part_);
  end = write(write(end, R"(@example.org","movieShowId":")"), shows_.prefix);
  end = write(end, seats.show);
  end = write(end, R"(","seats":[")");
  end = write_seat(end, seats.first);
  end = write(end, R"(",")");
  end = write_seat(end, seats.first + 1);
  end = write(end, R"("]})");
  auto size = static_cast<std::size_t>(end - body.data());
  std::array<char, length_digits> length{static_cast<char>('0' + size / 100),
                                         static_cast<char>('0' + size / 10 % 10),
                                         static_cast<char>('0' + size % 10)};
  bytes = book_begin_;
  bytes.append(length.data(), length.size()).append("\r\n\r\n").append(body.data(), size);
}

// ---- payments

void request_maker::booked(std::string_view response, clock::time_point now) {
  // Keeps only as many as will be paid for, so that none waits long.
  if (chosen_.what != scenario::mixed || accepted_++ % bookings_a_payment != 0)
    return;
  auto reqid = reqid_in(response);
  if (!reqid.empty() && unpaid_.size() < most_unpaid)
    unpaid_.push_back({std::string{reqid}, now});
}

bool request_maker::may_pay(clock::time_point now) {
  while (!unpaid_.empty() && now - unpaid_.front().since > payments_.until)
    unpaid_.pop_front();
  return !unpaid_.empty() && now - unpaid_.front().since >= payments_.from;
}

void request_maker::pay(std::string& bytes) {
  auto reqid = std::move(unpaid_.front().reqid);
  unpaid_.pop_front();
  auto id = fmt::format("{}{}", shows_.prefix, payments_made_++ * parts_ + part_);
  std::string body = R"({"reqId":")" + reqid + '"';
  std::string signature;
  if (payments_.webhook_secret) {
    body += fmt::format(
        R"(,"paymentId":"{}","status":"SUCCESS","amount":{{"value":{},"currency":"{}"}},)"
        R"("paidAt":"{}")",
        id, 2 * seat_price, currency, rfc3339_now());
    signature = signature_lines(*payments_.webhook_secret, id, unix_seconds(), body + '}');
  }
  body += '}';
  bytes = fmt::format("POST {} HTTP/1.1\r\n{}Content-Type: application/json\r\n{}"
                      "Content-Length: {}\r\n\r\n{}",
                      payments_.webhook_secret ? "/api/payment/callback" : "/api/sandbox/pay",
                      host_line_, signature, body.size(), body);
}

} // namespace boxoffice::load
