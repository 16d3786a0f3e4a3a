#include "http/plain_booking.hpp"

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Takes the parser's steps; false ends the parse.
class booking_reader {
public:
  using json = nlohmann::json;

  booking_body booking;

  [[nodiscard]] bool complete() const { return has_mail_ && has_show_ && has_seats_ && ended_; }

  bool null() { return other_value(); }
  bool boolean(bool) { return other_value(); }
  bool number_integer(json::number_integer_t) { return other_value(); }
  bool number_float(json::number_float_t, const std::string&) { return other_value(); }
  bool binary(json::binary_t&) { return false; }
  bool number_unsigned(json::number_unsigned_t value) {
    if (member_ == member::mail)
      return false;
    return member_ == member::other || take(std::to_string(value));
  }
  bool string(std::string& value) { return member_ == member::other || take(std::move(value)); }

  bool start_object(std::size_t) { return !std::exchange(started_, true); }
  bool end_object() { return ended_ = true; }
  bool key(std::string& name) {
    if (name == "userMail")
      member_ = member::mail;
    else if (name == "movieShowId")
      member_ = member::show;
    else if (name == "seats")
      member_ = member::seats;
    else
      member_ = member::other;
    return true;
  }
  bool start_array(std::size_t) {
    booking.seats.clear(); // Of two members with one name the last counts.
    has_seats_ = true;
    return started_ && member_ == member::seats && !std::exchange(in_seats_, true);
  }
  bool end_array() {
    in_seats_ = false;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

private:
  enum class member : std::uint8_t { mail, show, seats, other };

  [[nodiscard]] bool other_value() const { return started_ && member_ == member::other; }

  bool take(std::string&& text) {
    switch (member_) {
    case member::mail: booking.mail = std::move(text); return has_mail_ = true;
    case member::show: booking.show.text = std::move(text); return has_show_ = true;
    case member::seats: booking.seats.push_back({std::move(text)}); return in_seats_;
    case member::other: return true;
    }
    return false;
  }

  member member_ = member::other;
  bool started_ = false;
  bool ended_ = false;
  bool in_seats_ = false;
  bool has_mail_ = false;
  bool has_show_ = false;
  bool has_seats_ = false;
};

} // namespace

std::optional<booking_body> read_plain_booking(std::string_view body) {
  booking_reader reader;
  if (!nlohmann::json::sax_parse(body, &reader) || !reader.complete())
    return std::nullopt;
  return std::move(reader.booking);
}

} // namespace boxoffice::http
