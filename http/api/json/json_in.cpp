#include "http/api/json/json_in.hpp"

#include "events/decide/booking.hpp"
#include "events/decide/payment.hpp"
#include "events/enum_names.hpp"
#include "events/mail.hpp"
#include "http/api/json/booking_fast_path.hpp"
#include "http/api/json/json_members.hpp"
#include "http/api/json/show_members.hpp"
#include "http/api/json/wish_json.hpp"

#include <type_traits>

namespace boxoffice::http {

namespace {

void check_mail(std::string_view mail, error_list& errors) {
  if (errors.empty() && !events::is_mail(mail))
    errors.add("userMail", "must be a mail address of up to 254 characters");
}

/// `seats` of a booking or a sale, each an id or `{seat, type}`, or `bestAvailable` instead. The
/// operator's have no other members.
template <class Body>
void read_wanted_seats(members& from, Body& booking, error_list& errors) {
  constexpr auto is_sale = std::is_same_v<Body, sale_body>;
  if (from.has("bestAvailable")) {
    auto others = is_sale ? unknown_members::refused : unknown_members::ignored;
    auto read =
        read_wish(*from.find("bestAvailable"), from.path() + "bestAvailable.", errors, others);
    booking.best_available = std::move(read.wish);
    booking.types = std::move(read.types);
    if (from.has("seats"))
      from.refuse("bestAvailable", "must not come together with `seats`");
    return;
  }
  const auto* list = from.array("seats");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto& each = (*list)[i];
    auto path = from.path() + "seats[" + std::to_string(i) + ']';
    if (each.is_object()) {
      members inner{each, path + '.', errors};
      booking.seats.push_back({inner.id("seat")});
      booking.types.resize(i);
      booking.types.push_back({inner.has("type") ? inner.given_id("type") : ""});
      if constexpr (is_sale)
        inner.refuse_others();
    } else if (auto text = id_text(each)) {
      booking.seats.push_back({std::move(*text)});
    } else {
      errors.add(path, "must be text, an integer or {seat, type}");
    }
  }
  if (!booking.types.empty())
    booking.types.resize(booking.seats.size());
}

/// A word of an enumeration, which must be given. Whatever is wrong with it is one error.
template <class Enum>
std::optional<Enum> word_in(members& from, const char* name, const std::string& words) {
  std::optional<Enum> known;
  if (const auto* given = from.find(name); given != nullptr && given->is_string())
    known = events::from_name<Enum>(given->get_ref<const std::string&>());
  if (!known)
    from.refuse(name, "must be " + words);
  return known;
}

/// The members of a show body that may be missing or null.
void read_options(members& from, events::show_body& body, error_list& errors) {
  body.sales_close_at = from.has("salesCloseAt") ? from.time("salesCloseAt") : body.starts_at;
  if (from.has("timeZone"))
    body.time_zone = from.text("timeZone");
  if (from.has("opensAt"))
    body.opens_at = from.time("opensAt");
  if (from.has("maxSeatsPerCustomer"))
    body.max_seats_per_customer = from.integer("maxSeatsPerCustomer");
  if (from.has("singleSeats"))
    body.single_seats = single_seats_in(from);
  if (from.has("poster"))
    body.poster = from.text("poster");
  if (from.has("runningTime"))
    body.running_time = from.integer("runningTime");
  if (from.has("rating"))
    body.rating = from.text("rating");
  if (from.has("language"))
    body.language = from.text("language");
  read_price_types(from, body, errors);
}

/// `id` is a member of an entry of a batch only.
reading<events::open_show> show_in(const json& value, bool with_id) {
  error_list errors;
  members from{value, "", errors};
  if (with_id)
    static_cast<void>(from.find("id"));
  events::open_show command;
  auto& body = command.body;
  body.movie = from.text("movie");
  body.hall = from.text("hall");
  body.starts_at = from.time("startsAt");
  read_options(from, body, errors);
  body.currency = from.text("currency");
  body.price = from.integer("price");
  read_classes(from, body, errors);
  read_rows(from, body, errors);
  command.blocked = read_blocked(from, errors);
  from.refuse_others();
  if (errors.empty())
    errors.add_all(errors_in(body));
  if (!errors.empty())
    return errors.take();
  return command;
}

} // namespace

reading<booking_body> read_booking(std::string_view body) {
  error_list errors;
  booking_body booking;
  if (auto plain = read_booking_fast(body)) {
    booking = std::move(*plain);
  } else {
    auto parsed = parse_object(body);
    if (parsed.wrong)
      return *parsed.wrong;
    members from{parsed.value, "", errors};
    booking.mail = from.text("userMail");
    booking.show = {from.id("movieShowId")};
    read_wanted_seats(from, booking, errors);
  }
  check_mail(booking.mail, errors);
  if (errors.empty() && !events::is_id(booking.show.text, events::most_show_id_chars))
    errors.add("movieShowId", "must be 1 to 64 of A-Z a-z 0-9 _ -");
  if (!errors.empty())
    return errors.take();
  return booking;
}

reading<sale_body> read_sale(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  sale_body sale;
  read_wanted_seats(from, sale, errors);
  if (auto method = word_in<events::payment_method>(from, "method", "CASH, CARD or COMPLIMENTARY"))
    sale.method = *method;
  if (from.has("reference")) {
    sale.reference.text = from.text("reference");
    if (errors.empty() && sale.reference.text.empty())
      from.refuse("reference", "must be 1 to 255 visible ASCII characters");
  }
  if (from.has("userMail")) {
    sale.mail = from.text("userMail");
    check_mail(sale.mail, errors);
  }
  from.refuse_others();
  if (!errors.empty())
    return errors.take();
  return sale;
}

reading<signin_body> read_signin(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  signin_body given{from.text("userMail"), from.text("password")};
  check_mail(given.mail, errors);
  if (!errors.empty())
    return errors.take();
  return given;
}

reading<payment_body> read_payment(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  payment_body paid;
  if (!from.has("reference"))
    paid.reqid = from.text("reqId");
  else if (from.has("reqId"))
    from.refuse("reference", "must not come together with `reqId`");
  else
    paid.reference = from.text("reference");
  paid.payment.payment.text = from.text("paymentId");
  auto status = word_in<events::payment_status>(from, "status", "SUCCESS, FAILED or REFUNDED");
  paid.payment.status = status.value_or(events::payment_status{});
  paid.payment.amount = from.amount("amount");
  if (from.has("paidAt"))
    paid.payment.paid_at = from.time("paidAt");
  if (from.has("dispute"))
    paid.payment.dispute = from.text("dispute");
  if (errors.empty())
    errors.add_all(errors_in(paid.payment));
  if (!errors.empty())
    return errors.take();
  return paid;
}

std::optional<problem> check_no_members(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return parsed.wrong;
  error_list errors;
  members{parsed.value, "", errors}.refuse_others();
  return errors.empty() ? std::nullopt : std::optional{errors.take()};
}

reading<std::string> read_reqid(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  auto reqid = members{parsed.value, "", errors}.text("reqId");
  if (!errors.empty())
    return errors.take();
  return reqid;
}

reading<std::filesystem::path> read_directory(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  error_list errors;
  members from{parsed.value, "", errors};
  std::filesystem::path path = from.text("directory");
  from.refuse_others();
  // The system would take what stands before a NUL for the whole.
  auto whole = path.native().find('\0') == std::string::npos;
  if (errors.empty() && !(path.is_absolute() && whole))
    errors.add("directory", "must be an absolute path");
  if (!errors.empty())
    return errors.take();
  return path;
}

reading<events::open_show> read_show(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  return show_in(parsed.value, false);
}

struct show_batch::parsed {
  json entries;
};

reading<show_batch> read_shows(std::string_view body) {
  auto parsed = parse_json(body);
  if (parsed.wrong)
    return *parsed.wrong;
  if (!parsed.value.is_array() || parsed.value.size() > most_batch_entries)
    return problem{code::invalid_request,
                   "The body must be an array of at most 1000 shows.",
                   {{"", "must be an array of at most 1000 shows"}},
                   {},
                   {}};
  return show_batch{std::make_shared<show_batch::parsed>(std::move(parsed.value))};
}

std::size_t show_batch::size() const { return all_->entries.size(); }

std::string show_batch::id(std::size_t entry) const {
  const auto& each = all_->entries[entry];
  auto id = each.is_object() && each.contains("id") ? id_text(each["id"]) : std::nullopt;
  return id.value_or(std::string{});
}

batch_entry show_batch::read(std::size_t entry) const {
  batch_entry read{id(entry), show_in(all_->entries[entry], true)};
  if (!events::is_id(read.id, events::most_show_id_chars))
    read.command = problem{code::invalid_request, {}, {{"id", "must be a show id"}}, {}, {}};
  return read;
}

} // namespace boxoffice::http
