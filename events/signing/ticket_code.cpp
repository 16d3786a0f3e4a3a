#include "events/signing/ticket_code.hpp"

#include "events/base64.hpp"
#include "events/codec/cbor_writer.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

constexpr std::string_view code_prefix = "BX1.";
constexpr std::size_t ticket_members = 4;
/// More than the longest show and seat need.
constexpr std::size_t most_code_chars = 400;

std::string encoded_ticket(const ticket_code& what) {
  std::string bytes;
  {
    cbor_writer out{bytes};
    out.array(ticket_members);
    out.text(what.show.text);
    out.integer(static_cast<std::int64_t>(what.number));
    out.text(what.seat.text);
    out.integer(what.starts_at);
  }
  return bytes;
}

std::optional<ticket_code> decoded_ticket(std::string_view bytes) {
  cbor_reader reader{bytes_of(bytes)};
  ticket_code read;
  if (reader.array() != ticket_members)
    return std::nullopt;
  read.show.text = reader.text();
  auto number = reader.integer();
  read.seat.text = reader.text();
  read.starts_at = reader.integer();
  read.number = static_cast<booking_number>(number);
  auto is_whole = !reader.failed() && reader.at_end();
  if (!is_whole || number <= 0 || !is_id(read.show.text, most_show_id_chars) ||
      !is_id(read.seat.text, most_seat_id_chars))
    return std::nullopt;
  return read;
}

/// The parts of a code, each in the right form.
struct code_parts {
  ticket_code says;
  std::string_view text; ///< that is signed
  std::string signature;
};

std::optional<code_parts> parts_of(std::string_view code) {
  auto end = code.rfind('.');
  if (code.size() > most_code_chars || !code.starts_with(code_prefix) || end < code_prefix.size())
    return std::nullopt;
  auto content = from_base64url(code.substr(code_prefix.size(), end - code_prefix.size()));
  auto signature = from_base64url(code.substr(end + 1));
  auto says = content ? decoded_ticket(*content) : std::nullopt;
  if (!says || !signature || signature->size() != signature_size)
    return std::nullopt;
  return code_parts{std::move(*says), code.substr(0, end), std::move(*signature)};
}

} // namespace

std::string write_ticket_code(const ticket_code& what, const signing_key& key) {
  auto text = std::string{code_prefix} + to_base64url(bytes_of(encoded_ticket(what)));
  auto signature = sign(text, key);
  return text + '.' + to_base64url(bytes_of(signature));
}

std::optional<ticket_code> read_ticket_code(std::string_view code,
                                            std::span<const public_key> trusted) {
  auto parts = parts_of(code);
  auto signs_it = [&](const public_key& key) {
    return is_signed_by(parts->text, parts->signature, key);
  };
  if (!parts || std::ranges::none_of(trusted, signs_it))
    return std::nullopt;
  return std::move(parts->says);
}

std::optional<ticket_code> unverified_ticket_code(std::string_view code) {
  auto parts = parts_of(code);
  return parts ? std::optional{std::move(parts->says)} : std::nullopt;
}

ticket_keys::ticket_keys(const signing_key& own, std::vector<public_key> former) : own_{own} {
  trusted_.push_back(public_key_of(own));
  for (const auto& each : former)
    if (std::ranges::find(trusted_, each) == trusted_.end())
      trusted_.push_back(each);
}

} // namespace boxoffice::events
