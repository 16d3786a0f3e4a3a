#include "events/codec/snapshot.hpp"

#include "events/codec/cbor_writer.hpp"
#include "events/codec/snapshot_places.hpp"
#include "events/codec/snapshot_plan.hpp"
#include "events/enum_names.hpp"

#include <algorithm>
#include <concepts>
#include <utility>

namespace boxoffice::events {

namespace {

// Members go by their place, without names. A booking is an array. 0 or an empty text stands for an
// optional member that is not there.

constexpr std::size_t hash_size = bytes32{}.size();
constexpr std::size_t head_members = 11;

/// Whether a booking needs them.
bool says_something(const booking_details& details) {
  return details.key_hash || !details.others.empty() || !details.seats_lost.empty() ||
         details.paid_by || !details.payments.empty() || !details.refunds.empty() ||
         !details.types.empty() || !details.prices.empty() || !details.requested_seats.empty() ||
         !details.admitted.empty();
}

class state_writer {
public:
  explicit state_writer(std::string& out) : out_{out} {}

  void put(const show_state& state, const bytes32& head) {
    out_.array(head_members);
    put(snapshot_version), put(state.seq), put(head);
    put(state.last_at), put(state.round), put(state.sales);
    out_.array(places_of<rules>);
    put(state.rules);
    write_plan(out_, *state.plan);
    put_blocked(state);
    out_.array(state.bookings.size());
    for (const auto& booked : state.bookings) {
      out_.array(booking_members);
      members(*this, booked, *booked.details);
    }
    put(state.customers.endings());
  }

  /// One member.
  template <class Member>
  void operator()(std::string_view, const Member& member) {
    put(member);
  }

private:
  void put(std::int64_t value) { out_.integer(value); }
  void put(seat_index seat) { out_.integer(seat); }
  void put(std::uint64_t value) { out_.integer(static_cast<std::int64_t>(value)); }
  template <named_enum Enum>
  void put(Enum value) {
    out_.integer(static_cast<std::int64_t>(value));
  }
  template <named_enum Enum>
  void put(const std::optional<Enum>& value) {
    out_.integer(value ? static_cast<std::int64_t>(*value) + 1 : 0);
  }
  void put(const std::string& value) { out_.text(value); }
  void put(const payment_id& id) { out_.text(id.text); }
  void put(const std::optional<payment_id>& id) { // One that is there is not empty.
    out_.text(id ? std::string_view{id->text} : std::string_view{});
  }
  template <std::size_t N>
  void put(const std::array<std::uint8_t, N>& value) {
    out_.bytes(value);
  }
  void put(const std::optional<bytes32>& hash) {
    out_.bytes(hash ? byte_view{*hash} : byte_view{});
  }
  void put(const seat_list& seats) { put_numbers(seats); }
  void put(const std::vector<booking_number>& numbers) { put_numbers(numbers); }
  void put(const std::vector<std::int64_t>& prices) { put_numbers(prices); }
  void put(const std::vector<price_type_id>& types) {
    out_.array(types.size());
    for (const auto& type : types)
      out_.text(type.text);
  }
  void put(const receipt<const money, const time_ms>& kept) {
    out_.array(receipt_places);
    put(std::get<0>(kept)), put(std::get<1>(kept));
  }
  template <described T>
  void put(const T& value) {
    members(*this, value);
  }
  template <described T>
  void put(const std::vector<T>& values) {
    out_.array(values.size() * places_of<T>);
    for (const auto& each : values)
      put(each);
  }
  void put(const fading_list<customer_book::ending>& endings) {
    out_.array(endings.size() * places_of_ending);
    for (const auto& each : endings)
      put(each.number), put(each.at), put(each.seats);
  }

  template <class Numbers>
  void put_numbers(const Numbers& values) {
    out_.array(values.size());
    for (auto value : values)
      out_.integer(static_cast<std::int64_t>(value));
  }

  void put_blocked(const show_state& state) {
    std::vector<seat_index> blocked;
    for (std::size_t i = 0; i < state.seats.size(); ++i)
      if (state.seats[i].blocked)
        blocked.push_back(static_cast<seat_index>(i));
    put_numbers(blocked);
  }

  cbor_writer out_;
};

class state_reader {
public:
  explicit state_reader(byte_view body, layout_source* layouts = nullptr)
      : in_{body}, layouts_{layouts} {}

  /// Members up to and with the seq; nothing if this version did not write them.
  std::optional<std::uint64_t> begin() {
    auto places = in_.array();
    auto fits = in_.integer() == snapshot_version && places == head_members;
    std::uint64_t seq{};
    take(seq);
    return fits && !in_.failed() ? std::optional{seq} : std::nullopt;
  }

  bool read(snapshot& into) {
    auto& state = into.state;
    take(into.head), take(state.last_at), take(state.round), take(state.sales);
    expect_array(places_of<rules>);
    take(state.rules);
    read_plan(in_, state.plan, layouts_);
    if (in_.failed())
      return false;
    state.seats = seat_states{state.plan->seats.size()};
    seats_ = state.plan->seats.size_with_former();
    for (auto left = in_.array(); left != 0 && !in_.failed(); --left)
      if (auto blocked = take_seat(); blocked && is_in_hall(state, *blocked))
        state.seats.edit(*blocked).blocked = true;
    for (auto left = in_.array(); left != 0 && !in_.failed(); --left)
      read_booking(state);
    read_endings(state);
    return !in_.failed() && in_.at_end();
  }

  /// One member.
  template <class Member>
  void operator()(std::string_view, Member&& member) {
    take(member);
  }

private:
  void take(std::int64_t& value) { value = in_.integer(); }
  void take(seat_index& seat) { seat = take_seat().value_or(0); }
  void take(std::uint64_t& value) { value = static_cast<std::uint64_t>(in_.integer()); }
  template <named_enum Enum>
  void take(Enum& value) {
    auto number = in_.integer();
    if (number < 0 || number > static_cast<std::int64_t>(last_value<Enum>))
      return in_.fail();
    value = static_cast<Enum>(number);
  }
  template <named_enum Enum>
  void take(std::optional<Enum>& value) {
    auto number = in_.integer();
    if (number < 0 || number > static_cast<std::int64_t>(last_value<Enum>) + 1)
      return in_.fail();
    if (number != 0)
      value = static_cast<Enum>(number - 1);
  }
  void take(std::string& value) { value = in_.text(); }
  void take(payment_id& id) { id.text = in_.text(); }
  void take(std::optional<payment_id>& id) {
    if (auto text = in_.text(); !text.empty())
      id = payment_id{std::string{text}};
  }
  template <std::size_t N>
  void take(std::array<std::uint8_t, N>& value) {
    fill(value, in_.bytes());
  }
  void take(std::optional<bytes32>& hash) {
    if (auto found = in_.bytes(); !found.empty())
      fill(hash.emplace(), found);
  }
  void take(seat_list& seats) {
    for (auto left = in_.array(); left != 0 && !in_.failed(); --left)
      if (auto seat = take_seat())
        seats.push_back(*seat);
  }
  template <std::integral Number>
  void take(std::vector<Number>& numbers) {
    auto count = in_.array();
    numbers.reserve(count);
    for (; count != 0 && !in_.failed(); --count)
      take(numbers.emplace_back());
  }
  void take(std::vector<price_type_id>& types) {
    for (auto left = in_.array(); left != 0 && !in_.failed(); --left)
      types.push_back({std::string{in_.text()}});
  }
  void take(receipt<money, time_ms>& kept) {
    expect_array(receipt_places);
    take(std::get<0>(kept)), take(std::get<1>(kept));
  }
  template <described T>
  void take(T& value) {
    members(*this, value);
  }
  template <described T>
  void take(std::vector<T>& values) {
    auto places = in_.array();
    if (places % places_of<T> != 0)
      in_.fail();
    for (auto left = places / places_of<T>; left != 0 && !in_.failed(); --left)
      take(values.emplace_back());
  }

  template <std::size_t N>
  void fill(std::array<std::uint8_t, N>& into, byte_view bytes) {
    if (bytes.size() == N)
      std::copy(bytes.begin(), bytes.end(), into.begin());
    else
      in_.fail();
  }

  void expect_array(std::size_t size) {
    if (in_.array() != size)
      in_.fail();
  }

  /// Fails if it is a former seat.
  bool is_in_hall(const show_state& state, seat_index seat) {
    if (seat >= state.seats.size())
      in_.fail();
    return seat < state.seats.size();
  }

  std::optional<seat_index> take_seat() {
    auto index = in_.integer();
    if (index >= 0 && static_cast<std::size_t>(index) < seats_)
      return static_cast<seat_index>(index);
    in_.fail();
    return std::nullopt;
  }

  void read_booking(show_state& state) {
    expect_array(booking_members);
    booking each;
    booking_details details;
    members(*this, each, details);
    if (in_.failed())
      return;
    if (says_something(details))
      each.details.edit() = std::move(details);
    enter(state, std::move(each));
  }

  void read_endings(show_state& state) {
    auto places = in_.array();
    if (places % places_of_ending != 0)
      in_.fail();
    for (auto left = places / places_of_ending; left != 0 && !in_.failed(); --left) {
      booking_number number{};
      time_ms at{};
      seat_list seats;
      take(number), take(at), take(seats);
      if (const auto* booked = state.find(number))
        state.customers.end_unpaid(*booked, seats, at);
      else
        in_.fail();
    }
  }

  /// Puts a booking where evolve() would have left it.
  void enter(show_state& state, booking&& each) {
    auto open = each.status == booking_status::in_review;
    auto owns = each.status == booking_status::confirmed || each.status == booking_status::paid;
    for (auto index : each.seats) {
      if (!(open || owns))
        break;
      if (!is_in_hall(state, index))
        return;
      auto& seat = state.seats.edit(index);
      if (open)
        seat.claims.insert(each.number);
      if (owns)
        seat.owner = each.number, seat.sold = each.status == booking_status::paid;
    }
    if (open)
      state.under_review.insert(each.number);
    if (each.status == booking_status::confirmed)
      state.unpaid.insert(each.pay_by, each.number);
    if (is_open(each.status))
      state.customers.open(each);
    if (each.status == booking_status::paid && state.plan->body.max_seats_per_customer)
      state.customers.buy(each);
    if (state.bookings.add(std::move(each)) == nullptr)
      in_.fail();
  }

  cbor_reader in_;
  layout_source* layouts_; ///< or null
  std::size_t seats_ = 0;  ///< of the show, with former ones
};

/// The body of a snapshot whose checksum holds.
std::optional<byte_view> body_of(byte_view bytes, const show_id& show) {
  if (bytes.size() < hash_size)
    return std::nullopt;
  auto body = bytes.first(bytes.size() - hash_size);
  auto sum = sha256({bytes_of(show.text), body});
  if (!std::equal(sum.begin(), sum.end(), bytes.last(hash_size).begin()))
    return std::nullopt;
  return body;
}

} // namespace

std::uint64_t events_until_snapshot(const show_state& state) {
  constexpr std::uint64_t fewest = 1'000;
  auto least = std::max<std::uint64_t>(fewest, state.bookings.size());
  return least + std::hash<show_id>{}(state.id) % least;
}

std::string encode_snapshot(const show_state& state, const bytes32& head) {
  std::string out;
  out.reserve(128 + state.bookings.size() * 160);
  state_writer{out}.put(state, head);
  auto sum = sha256({bytes_of(state.id.text), bytes_of(out)});
  return out.append(sum.begin(), sum.end());
}

std::optional<snapshot> decode_snapshot(byte_view bytes, const show_id& show,
                                        const std::shared_ptr<const show_plan>& plan,
                                        layout_source* layouts) {
  auto body = body_of(bytes, show);
  if (!body)
    return std::nullopt;
  state_reader reader{*body, layouts};
  auto seq = reader.begin();
  if (!seq)
    return std::nullopt;
  snapshot found;
  found.state.id = show;
  found.state.seq = *seq;
  found.state.plan = plan;
  found.state.opened_start = plan->body.starts_at;
  if (!reader.read(found))
    return std::nullopt;
  return found;
}

std::optional<std::uint64_t> snapshot_seq(byte_view bytes, const show_id& show) {
  auto body = body_of(bytes, show);
  return body ? state_reader{*body}.begin() : std::nullopt;
}

} // namespace boxoffice::events
