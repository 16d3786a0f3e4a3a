// Bodies of requests, read and checked. Each error names its member. An unknown member is an error
// in an operator's body, and is ignored in those of customers and payment providers.
#pragma once

#include "events/commands.hpp"
#include "events/show_body.hpp"
#include "http/api/json/problem.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace boxoffice::http {

[[noreturn]] inline void throw_exception_from_error(const problem&, const boost::source_location&) {
  throw std::logic_error{"access to the content of an invalid body"};
}

/// The content of a body, or the problem: malformed_json or invalid_request.
template <class T>
using reading = boost::system::result<T, problem>;

struct booking_body {
  std::string mail;
  events::show_id show;
  std::vector<events::seat_id> seats;
  std::vector<events::price_type_id> types{};        ///< as in events::request_booking
  std::optional<events::seat_wish> best_available{}; ///< instead of seats
};
[[nodiscard]] reading<booking_body> read_booking(std::string_view body);

/// The body of POST /api/movieshow/{id}/sell.
struct sale_body {
  std::string mail; ///< empty: none
  std::vector<events::seat_id> seats;
  std::vector<events::price_type_id> types{}; ///< as in events::sell_seats
  events::payment_method method{};
  events::payment_id reference;                      ///< empty: none
  std::optional<events::seat_wish> best_available{}; ///< instead of seats
};
[[nodiscard]] reading<sale_body> read_sale(std::string_view body);

struct signin_body {
  std::string mail;
  std::string password; ///< as given
};
[[nodiscard]] reading<signin_body> read_signin(std::string_view body);

/// Names the booking by its reqId or its reference; the other one is empty. Either is of any form:
/// one that names no booking is unknown, not invalid.
struct payment_body {
  std::string reqid{};
  std::string reference{};
  events::record_payment payment{}; ///< without time, secret and reference
};
[[nodiscard]] reading<payment_body> read_payment(std::string_view body);

/// The problem of an operator's body that must have no members, as `{}`.
[[nodiscard]] std::optional<problem> check_no_members(std::string_view body);

/// `{reqId}` of POST /api/sandbox/pay.
[[nodiscard]] reading<std::string> read_reqid(std::string_view body);
/// `{directory}` of POST /api/backup: an absolute path.
[[nodiscard]] reading<std::filesystem::path> read_directory(std::string_view body);
/// The show body of spec section 8 with `seats: 12` expanded and defaults filled in, without time
/// and proof.
[[nodiscard]] reading<events::open_show> read_show(std::string_view body);

/// One entry of POST /api/movieshow.
struct batch_entry {
  std::string id; ///< as text; empty if it was none
  reading<events::open_show> command;
};
/// Most shows of one call.
inline constexpr std::size_t most_batch_entries = 1'000;

/// The body of POST /api/movieshow. Entries are read one by one: `"seats": 10000` is short, and
/// what it stands for is half a megabyte and a millisecond.
class show_batch {
public:
  struct parsed;
  explicit show_batch(std::shared_ptr<const parsed> all) : all_{std::move(all)} {}

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::string id(std::size_t entry) const; ///< as text; empty if it is none
  [[nodiscard]] batch_entry read(std::size_t entry) const;

private:
  std::shared_ptr<const parsed> all_;
};
[[nodiscard]] reading<show_batch> read_shows(std::string_view body);

} // namespace boxoffice::http
