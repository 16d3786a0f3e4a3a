#include "events/codec/snapshot.hpp"

#include "events/codec/cbor_writer.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::events {

namespace {

// Members go by their place, for nobody but the version that wrote them reads them: an array for
// each booking, 0 or an empty text where an optional member is not there.

constexpr std::size_t hash_size = bytes32{}.size();
constexpr std::size_t head_members = 10;
constexpr std::size_t booking_members = 22;

/// Whether a booking needs them.
bool says_something(const booking_details& details) {
  return details.key_hash || !details.others.empty() || !details.seats_lost.empty() ||
         details.paid_by || !details.payments.empty() || !details.refunds.empty();
}

template <class Enum>
std::int64_t number_of(const std::optional<Enum>& value) {
  return value ? static_cast<std::int64_t>(*value) + 1 : 0;
}

class state_writer {
public:
  explicit state_writer(std::string& out) : out_{out} {}

  void put(const show_state& state, const bytes32& head) {
    out_.array(head_members);
    number(snapshot_version), number(state.seq);
    out_.bytes(head);
    number(state.last_at), number(state.round), number(static_cast<std::int64_t>(state.sales));
    put(state.rules);
    put_blocked(state);
    out_.array(state.bookings.size());
    for (const auto& booked : state.bookings)
      put(booked);
    put(state.customers.endings());
  }

private:
  void number(std::int64_t value) { out_.integer(value); }
  void number(std::uint64_t value) { out_.integer(static_cast<std::int64_t>(value)); }
  template <class Numbers>
  void numbers(const Numbers& values) {
    out_.array(values.size());
    for (auto value : values)
      number(std::uint64_t{value});
  }

  void put(const rules& now) {
    out_.array(5);
    number(now.review_interval_ms), number(now.contention_window_ms), number(now.review_hold_ms);
    number(now.payment_window_ms), number(now.max_seats);
  }

  void put_blocked(const show_state& state) {
    std::vector<seat_index> blocked;
    for (std::size_t i = 0; i < state.seats.size(); ++i)
      if (state.seats[i].blocked)
        blocked.push_back(static_cast<seat_index>(i));
    numbers(blocked);
  }

  void put(const fading_list<customer_book::ending>& endings) {
    out_.array(endings.size() * 2);
    for (const auto& each : endings)
      number(each.number), number(each.at);
  }

  void put(const money& amount) {
    number(amount.value);
    out_.text(amount.currency);
  }

  void put(const booking& each) {
    out_.array(booking_members);
    number(each.number);
    out_.bytes(each.secret), out_.bytes(each.customer);
    numbers(each.seats);
    number(each.amount), number(each.requested_at);
    const auto& details = *each.details;
    out_.bytes(details.key_hash ? byte_view{*details.key_hash} : byte_view{});
    number(static_cast<std::int64_t>(each.status)), number(each.decided_at), number(each.pay_by);
    number(each.drawn.round);
    out_.bytes(each.drawn.seed);
    number(static_cast<std::int64_t>(each.rule));
    numbers(details.others), numbers(details.seats_lost);
    number(number_of(each.expired)), number(number_of(each.cancelled));
    // A payment's name is not empty.
    out_.text(details.paid_by ? std::string_view{details.paid_by->text} : std::string_view{});
    put_received(details);
    put(details.payments), put(details.refunds);
    number(static_cast<std::int64_t>(each.how));
  }

  void put_received(const booking_details& details) {
    out_.array(3);
    put(details.received);
    number(details.paid_at);
  }

  void put(const std::vector<payment_entry>& entries) {
    out_.array(entries.size() * 4);
    for (const auto& each : entries) {
      out_.text(each.payment.text);
      number(static_cast<std::int64_t>(each.status)), number(number_of(each.refund));
      number(static_cast<std::int64_t>(each.how));
    }
  }

  void put(const std::vector<open_refund>& refunds) {
    out_.array(refunds.size() * 5);
    for (const auto& each : refunds) {
      out_.text(each.payment.text);
      put(each.amount);
      number(static_cast<std::int64_t>(each.reason)), number(each.since);
    }
  }

  cbor_writer out_;
};

class state_reader {
public:
  explicit state_reader(byte_view body) : in_{body} {}

  /// Members up to and with the seq; nothing where this version did not write them.
  std::optional<std::uint64_t> begin() {
    auto fits = in_.array() == head_members && in_.integer() == snapshot_version;
    auto seq = number();
    return fits && !in_.failed() ? std::optional{seq} : std::nullopt;
  }

  bool read(snapshot& into) {
    auto& state = into.state;
    bytes(into.head);
    state.last_at = in_.integer();
    state.round = number();
    read(state.sales, sales_status::cancelled);
    read(state.rules);
    auto blocked = in_.array();
    for (std::size_t i = 0; i < blocked && !in_.failed(); ++i)
      if (auto* blocked_seat = seat_at(state, in_.integer()))
        blocked_seat->blocked = true;
    auto bookings = in_.array();
    for (std::size_t i = 0; i < bookings && !in_.failed(); ++i)
      read_booking(state);
    read_endings(state);
    return !in_.failed() && in_.at_end();
  }

private:
  std::uint64_t number() { return static_cast<std::uint64_t>(in_.integer()); }

  template <std::size_t N>
  void bytes(std::array<std::uint8_t, N>& into) {
    auto found = in_.bytes();
    if (found.size() == N)
      std::copy(found.begin(), found.end(), into.begin());
    else
      in_.fail();
  }

  template <class Enum>
  void read(Enum& into, Enum last) {
    auto value = in_.integer();
    if (value < 0 || value > static_cast<std::int64_t>(last))
      return in_.fail();
    into = static_cast<Enum>(value);
  }
  template <class Enum>
  void read(std::optional<Enum>& into, Enum last) {
    auto value = in_.integer();
    if (value < 0 || value > static_cast<std::int64_t>(last) + 1)
      return in_.fail();
    if (value != 0)
      into = static_cast<Enum>(value - 1);
  }

  void read(rules& now) {
    if (in_.array() != 5)
      in_.fail();
    now.review_interval_ms = in_.integer();
    now.contention_window_ms = in_.integer();
    now.review_hold_ms = in_.integer();
    now.payment_window_ms = in_.integer();
    now.max_seats = in_.integer();
  }

  seat* seat_at(show_state& state, std::int64_t index) {
    if (index >= 0 && static_cast<std::size_t>(index) < state.seats.size())
      return &state.seats[static_cast<std::size_t>(index)];
    in_.fail();
    return nullptr;
  }

  void read_seats(show_state& state, seat_list& into) {
    auto count = in_.array();
    for (std::size_t i = 0; i < count && !in_.failed(); ++i) {
      auto index = in_.integer();
      if (seat_at(state, index) != nullptr)
        into.push_back(static_cast<seat_index>(index));
    }
  }

  void read(money& amount) {
    amount.value = in_.integer();
    amount.currency = in_.text();
  }

  void read_booking(show_state& state) {
    if (in_.array() != booking_members)
      in_.fail();
    booking each;
    each.number = number();
    bytes(each.secret), bytes(each.customer);
    read_seats(state, each.seats);
    each.amount = in_.integer();
    each.requested_at = in_.integer();
    booking_details details;
    read_key(details);
    read(each.status, booking_status::paid);
    each.decided_at = in_.integer();
    each.pay_by = in_.integer();
    each.drawn.round = number();
    bytes(each.drawn.seed);
    read(each.rule, review_rule::lost_draw);
    auto others = in_.array();
    details.others.reserve(others);
    for (std::size_t i = 0; i < others && !in_.failed(); ++i)
      details.others.push_back(number());
    read_seats(state, details.seats_lost);
    read(each.expired, expiry_reason::payment_timeout);
    read(each.cancelled, canceller::show_cancelled);
    read_money(details);
    read(each.how, paid_how::late_delivery);
    if (in_.failed())
      return;
    if (says_something(details))
      each.details.edit() = std::move(details);
    enter(state, std::move(each));
  }

  void read_endings(show_state& state) {
    auto members = in_.array();
    if (members % 2 != 0)
      in_.fail();
    for (std::size_t i = 0; i + 2 <= members && !in_.failed(); i += 2) {
      const auto* booked = state.find(number());
      auto at = in_.integer();
      if (booked != nullptr)
        state.customers.end_unpaid(*booked, at);
      else
        in_.fail();
    }
  }

  void read_key(booking_details& details) {
    auto key = in_.bytes();
    if (key.empty())
      return;
    if (key.size() != hash_size)
      return in_.fail();
    std::copy(key.begin(), key.end(), details.key_hash.emplace().begin());
  }

  void read_money(booking_details& details) {
    if (auto paid_by = in_.text(); !paid_by.empty())
      details.paid_by = payment_id{std::string{paid_by}};
    if (in_.array() != 3)
      in_.fail();
    read(details.received);
    details.paid_at = in_.integer();
    auto entries = in_.array();
    if (entries % 4 != 0)
      in_.fail();
    for (std::size_t i = 0; i + 4 <= entries && !in_.failed(); i += 4) {
      auto& entry = details.payments.emplace_back();
      entry.payment.text = in_.text();
      read(entry.status, payment_status::refunded);
      read(entry.refund, refund_reason::seats_gone);
      read(entry.how, paid_how::late_delivery);
    }
    auto refunds = in_.array();
    if (refunds % 5 != 0)
      in_.fail();
    for (std::size_t i = 0; i + 5 <= refunds && !in_.failed(); i += 5) {
      auto& refund = details.refunds.emplace_back();
      refund.payment.text = in_.text();
      read(refund.amount);
      read(refund.reason, refund_reason::seats_gone);
      refund.since = in_.integer();
    }
  }

  /// Puts a booking where evolve() would have left it.
  void enter(show_state& state, booking&& each) {
    auto open = each.status == booking_status::in_review;
    auto owns = each.status == booking_status::confirmed || each.status == booking_status::paid;
    for (auto index : each.seats) {
      auto& seat = state.seats[index];
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
    if (state.bookings.add(std::move(each)) == nullptr)
      in_.fail();
  }

  cbor_reader in_;
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
                                        const std::shared_ptr<const show_plan>& plan) {
  auto body = body_of(bytes, show);
  if (!body)
    return std::nullopt;
  state_reader reader{*body};
  auto seq = reader.begin();
  if (!seq)
    return std::nullopt;
  snapshot found;
  found.state.id = show;
  found.state.seq = *seq;
  found.state.plan = plan;
  found.state.seats.assign(plan->seats.size(), {});
  if (!reader.read(found))
    return std::nullopt;
  return found;
}

std::optional<std::uint64_t> snapshot_seq(byte_view bytes, const show_id& show) {
  auto body = body_of(bytes, show);
  return body ? state_reader{*body}.begin() : std::nullopt;
}

} // namespace boxoffice::events
