#include "http/api/json/booking_fast_path.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

// Lambdas, for a search calls a function it is given a pointer to for each character.
constexpr auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
constexpr auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
/// Whether the character stands for itself in a text.
constexpr auto is_plain = [](char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
};

/// Takes one piece of JSON after the other; a piece that is not there, or not plain, is not taken.
class scanner {
public:
  explicit scanner(std::string_view text) : at_{text.data()}, end_{text.data() + text.size()} {}

  bool mark(char wanted) {
    skip_space();
    if (at_ == end_ || *at_ != wanted)
      return false;
    ++at_;
    return true;
  }

  /// What stands between two quotes.
  std::optional<std::string_view> text() {
    if (!mark('"'))
      return std::nullopt;
    const auto* close = std::find_if_not(at_, end_, is_plain);
    if (close == end_ || *close != '"')
      return std::nullopt;
    std::string_view taken{at_, static_cast<std::size_t>(close - at_)};
    at_ = close + 1;
    return taken;
  }

  /// A text, or a whole number as it is written.
  std::optional<std::string_view> id() {
    skip_space();
    return at_ != end_ && is_digit(*at_) ? number() : text();
  }

  bool over() {
    skip_space();
    return at_ == end_;
  }

private:
  static constexpr std::size_t most_digits = 19; ///< fit into 64 bits, whichever they are

  std::optional<std::string_view> number() {
    const auto* end = std::find_if_not(at_, end_, is_digit);
    std::string_view taken{at_, static_cast<std::size_t>(end - at_)};
    if (taken.size() > most_digits || (taken.size() > 1 && taken.front() == '0'))
      return std::nullopt;
    at_ = end;
    return taken;
  }

  void skip_space() { at_ = std::find_if_not(at_, end_, is_space); }

  const char* at_;
  const char* end_;
};

bool read_seats_into(scanner& from, std::vector<events::seat_id>& seats) {
  if (!from.mark('['))
    return false;
  if (from.mark(']'))
    return true;
  do {
    auto id = from.id();
    if (!id)
      return false;
    seats.push_back({std::string{*id}});
  } while (from.mark(','));
  return from.mark(']');
}

/// Takes the members as they come; each only once.
class booking_reader {
public:
  booking_body booking;

  bool read_member(scanner& from) {
    auto name = from.text();
    if (!name || !from.mark(':'))
      return false;
    if (*name == "userMail")
      return !std::exchange(has_mail_, true) && keep(from.text(), booking.mail);
    if (*name == "movieShowId")
      return !std::exchange(has_show_, true) && keep(from.id(), booking.show.text);
    return *name == "seats" && !std::exchange(has_seats_, true) &&
           read_seats_into(from, booking.seats);
  }
  [[nodiscard]] bool complete() const { return has_mail_ && has_show_ && has_seats_; }

private:
  static bool keep(std::optional<std::string_view> taken, std::string& into) {
    if (taken)
      into = *taken;
    return taken.has_value();
  }

  bool has_mail_ = false;
  bool has_show_ = false;
  bool has_seats_ = false;
};

} // namespace

std::optional<booking_body> read_booking_fast(std::string_view body) {
  scanner from{body};
  booking_reader reader;
  if (!from.mark('{'))
    return std::nullopt;
  do {
    if (!reader.read_member(from))
      return std::nullopt;
  } while (from.mark(','));
  if (!from.mark('}') || !from.over() || !reader.complete())
    return std::nullopt;
  return std::move(reader.booking);
}

} // namespace boxoffice::http
