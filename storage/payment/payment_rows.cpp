#include "storage/payment/payment_rows.hpp"

#include "storage/records.hpp"
#include "storage/stored_numbers.hpp"

#include <utility>

namespace boxoffice::storage {

using namespace events;

namespace {

constexpr std::size_t most_bookings = 10;
constexpr std::size_t rows_of_a_batch = 2'000;

/// The payment and its booking, if the event is the first about money that the provider has taken.
struct taken_payment {
  const payment_id* payment = nullptr; ///< null: the event is another one
  booking_number number{};
};

taken_payment payment_in(const event& fact, const show_state& after) {
  if (const auto* paid = std::get_if<booking_paid>(&fact))
    return paid->method || paid->payment.text == free_payment
               ? taken_payment{}
               : taken_payment{&paid->payment, paid->number};
  const auto* due = std::get_if<refund_due>(&fact);
  const auto* booked = due != nullptr ? after.find(due->number) : nullptr;
  // The payment that bought the seats has its row since then.
  if (booked == nullptr || booked->details->paid_by == due->payment)
    return {};
  return {&due->payment, due->number};
}

/// Folds streams and collects the rows of their payments.
class payment_indexer {
public:
  explicit payment_indexer(event_log& log) : log_{log} {}

  status run(const std::vector<std::string>& marks) {
    status written;
    auto walked =
        log_.read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
          if (!now_ || now_->state.id.text != stream)
            now_.emplace(show_id{std::string{stream}});
          take(seq, record);
          if (batch_.rows.size() >= rows_of_a_batch)
            written = write();
          return written.has_value();
        });
    if (!walked || !written)
      return walked ? written : walked;
    for (const auto& mark : marks)
      batch_.rows.push_back({table::node, mark, "1"});
    return write();
  }

private:
  struct present_stream {
    explicit present_stream(show_id&& id) : show{std::move(id)} { state.id = show; }
    present_stream(const present_stream&) = delete;
    present_stream& operator=(const present_stream&) = delete;

    show_id show;
    chain_reader reader{show};
    show_state state;
    bool sound = true;
  };

  void take(std::uint64_t seq, byte_view record) {
    if (!now_->sound)
      return;
    auto next = now_->reader.next(seq, record);
    now_->sound = next && std::holds_alternative<show_opened>(next->event) == (seq == 1);
    if (!now_->sound)
      return;
    evolve(now_->state, *next);
    if (auto row = payment_row(*next, now_->state))
      batch_.rows.push_back(std::move(*row));
  }

  status write() {
    auto written = log_.append(batch_);
    batch_ = {};
    return written;
  }

  event_log& log_;
  std::optional<present_stream> now_;
  write_batch batch_;
};

} // namespace

std::optional<row_change> payment_row(const recorded& record, const show_state& after) {
  auto taken = payment_in(record.event, after);
  const auto* booked = taken.payment != nullptr ? after.find(taken.number) : nullptr;
  if (booked == nullptr)
    return std::nullopt;
  auto number = big_endian(taken.number);
  std::string key{payment_prefix};
  key.append(taken.payment->text).append(1, '\0').append(after.id.text).append(1, '\0');
  key.append(number.begin(), number.end());
  return row_change{table::node, std::move(key), to_text(request_id{after.id, booked->secret})};
}

result<std::vector<paid_booking>> find_payment(event_log& log, const payment_id& payment) {
  std::vector<paid_booking> found;
  std::optional<storage_error> bad;
  auto prefix = std::string{payment_prefix} + payment.text + '\0';
  auto walked =
      log.scan_prefix(table::node, prefix, {}, [&](std::string_view key, std::string_view value) {
        auto id = parse_request_id(value);
        if (!id || key.size() < prefix.size() + sizeof(booking_number)) {
          bad = storage_error{storage_error::kind::corrupt,
                              "table node: the row of a payment cannot be decoded"};
          return false;
        }
        auto number = from_big_endian(key.substr(key.size() - sizeof(booking_number)));
        found.push_back({std::move(*id), number});
        return found.size() < most_bookings;
      });
  if (!walked)
    return walked.error();
  if (bad)
    return *bad;
  return found;
}

std::optional<show_id> show_of_payment_row(std::string_view key) {
  if (!key.starts_with(payment_prefix))
    return std::nullopt;
  auto behind = key.find('\0');
  if (behind == std::string_view::npos)
    return std::nullopt;
  auto rest = key.substr(behind + 1);
  return show_id{std::string{rest.substr(0, rest.find('\0'))}};
}

status index_payments(event_log& log, std::string_view node) {
  std::vector marks{std::string{payments_have_rows}};
  if (!node.empty())
    marks.push_back(marks.front() + '/' + std::string{node});
  for (const auto& mark : marks) {
    auto marked = log.get(table::node, mark);
    if (!marked)
      return marked.error();
    if (!*marked)
      return payment_indexer{log}.run(marks);
  }
  return {};
}

} // namespace boxoffice::storage
