#include "http/api/stripe/stripe_event.hpp"

#include "events/decide/payment.hpp"
#include "http/api/json/json_members.hpp"
#include "http/api/stripe/stripe_amount.hpp"

#include <algorithm>
#include <optional>

namespace boxoffice::http {

namespace {

using events::payment_status;

constexpr std::string_view session_prefix = "checkout.session.";

/// A member that is an object; null if there is none.
const json* object_at(const json& in, const char* name) {
  auto found = in.is_object() ? in.find(name) : in.end();
  return found != in.end() && found->is_object() ? &*found : nullptr;
}

std::string metadata_reference(const json& object) {
  const auto* metadata = object_at(object, "metadata");
  const auto* text = metadata != nullptr ? text_at(*metadata, "reference") : nullptr;
  return text != nullptr ? *text : std::string{};
}

/// The reference of a booking; empty if the object names none. Stripe copies no metadata of a
/// payment to its disputes; whoever forwards one may have expanded the charge or the payment intent
/// in it.
std::string reference_in(const json& object) {
  if (auto own = metadata_reference(object); !own.empty())
    return own;
  if (const auto* given = text_at(object, "client_reference_id"); given != nullptr)
    return *given;
  for (const auto* name : {"payment_intent", "charge"})
    if (const auto* expanded = object_at(object, name))
      if (auto its = metadata_reference(*expanded); !its.empty())
        return its;
  return {};
}

/// The id of the object itself; empty if there is none.
std::string text_of_id(const json& object) {
  const auto* id = text_at(object, "id");
  return id != nullptr ? *id : std::string{};
}

bool is_zero(const json& object, const char* name) {
  auto found = object.find(name);
  return found != object.end() && found->is_number_integer() && found->get<std::int64_t>() == 0;
}

/// The id of another object, which may be expanded; empty if there is none.
std::string id_at(const json& object, const char* name) {
  if (const auto* id = text_at(object, name); id != nullptr)
    return *id;
  const auto* expanded = object_at(object, name);
  const auto* id = expanded != nullptr ? text_at(*expanded, "id") : nullptr;
  return id != nullptr ? *id : std::string{};
}

/// What ties the events of one payment together is its payment intent; a charge from before those
/// has its own id only.
std::string payment_id_in(const json& object, const char* otherwise) {
  auto intent = id_at(object, "payment_intent");
  return intent.empty() ? id_at(object, otherwise) : intent;
}

class event_reader {
public:
  explicit event_reader(const json& event) : event_{event}, head_{event_, "", errors_} {}

  reading<stripe_event> read() {
    auto type = head_.text("type");
    const auto* data = object_at(event_, "data");
    const auto* object = data != nullptr ? object_at(*data, "object") : nullptr;
    if (object == nullptr)
      errors_.add("data.object", "must be an object");
    if (!errors_.empty())
      return errors_.take();
    if (type.starts_with(session_prefix))
      return session(*object, type.substr(session_prefix.size()));
    if (type == "charge.refunded")
      return refund(*object);
    if (type == "charge.dispute.created")
      return dispute(*object);
    if (type == "refund.failed" || type == "refund.updated" || type == "charge.refund.updated")
      return failure_of_refund(*object);
    return ignore("Events of the type " + type + " are not used.");
  }

private:
  static stripe_event ignore(std::string why) { return ignored_event{std::move(why)}; }

  reading<stripe_event> session(const json& object, std::string_view what) {
    auto failed = what == "async_payment_failed";
    if (!failed && what != "completed" && what != "async_payment_succeeded")
      return ignore("Events of this type are not used.");
    const auto* mode = text_at(object, "mode");
    if (mode != nullptr && *mode != "payment")
      return ignore("The session is no payment.");
    const auto* status = text_at(object, "payment_status");
    auto is_free = false;
    if (what == "completed") {
      if (status == nullptr)
        errors_.add("data.object.payment_status", "must be text");
      else if (*status == "unpaid")
        return ignore("The payment is under way; another event says how it ends.");
      else if (*status == "no_payment_required")
        is_free = true;
      else if (*status != "paid")
        errors_.add("data.object.payment_status", "must be paid, unpaid or no_payment_required");
    }
    if (is_free && !is_zero(object, "amount_total"))
      return ignore("No money was paid.");
    return report(object, {failed ? payment_status::failed : payment_status::success,
                           "amount_total",
                           payment_id_in(object, "id"),
                           {},
                           is_free});
  }

  reading<stripe_event> refund(const json& object) {
    return report(object,
                  {payment_status::refunded, "amount_refunded", payment_id_in(object, "id")});
  }

  /// Several events may say it about one refund. It lowers `amount_refunded` of its charge again;
  /// the next refund of that amount reaches the total that was recorded.
  reading<stripe_event> failure_of_refund(const json& object) {
    const auto* status = text_at(object, "status");
    if (status == nullptr || (*status != "failed" && *status != "canceled"))
      return ignore("The refund has not failed.");
    auto found =
        report(object, {payment_status::refunded, "amount", payment_id_in(object, "charge")});
    if (found)
      if (auto* body = std::get_if<payment_body>(&*found))
        return stripe_event{failed_refund{std::move(*body)}};
    return found;
  }

  reading<stripe_event> dispute(const json& object) {
    const auto* status = text_at(object, "status");
    // An inquiry takes no money, and neither does a dispute that was prevented or won at once.
    if (status != nullptr &&
        (status->starts_with("warning_") || *status == "prevented" || *status == "won"))
      return ignore("The dispute has taken no money.");
    return report(object, {payment_status::refunded, "amount", payment_id_in(object, "charge"),
                           text_of_id(object)});
  }

  /// What an object says about its payment.
  struct report_of {
    payment_status status;
    const char* amount; ///< the member with Stripe's amount; only `amount_refunded` is a total
    std::string payment;
    std::optional<std::string> dispute{};
    bool without_money = false;
  };

  reading<stripe_event> report(const json& object, report_of&& what) {
    auto is_back = what.status == payment_status::refunded;
    auto has_money = what.status != payment_status::failed && !what.without_money;
    payment_body out;
    out.reference = reference_in(object);
    if (errors_.empty() && out.reference.empty() && !is_back)
      return stripe_event{
          ignored_event{"Neither metadata.reference nor client_reference_id is set.", has_money}};
    read_payment_of(object, std::move(what), out.payment);
    if (errors_.empty())
      errors_.add_all(errors_in(out.payment));
    if (errors_.empty())
      return stripe_event{std::move(out)};
    if (is_back && out.reference.empty()) // Of something else that is sold by the same account.
      return stripe_event{ignored_event{"The event names no booking.", has_money}};
    return errors_.take();
  }

  void read_payment_of(const json& object, report_of&& what, events::record_payment& out) {
    members from{object, "data.object.", errors_};
    auto value = from.integer(what.amount);
    auto currency = from.text("currency");
    std::transform(currency.begin(), currency.end(), currency.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (auto money = from_stripe(value, currency))
      out.amount = std::move(*money);
    else
      from.refuse(what.amount, "is not a whole number of minor units");
    out.payment.text = std::move(what.payment);
    out.status = what.status;
    out.in_total = std::string_view{what.amount} == "amount_refunded";
    out.dispute = std::move(what.dispute);
    out.without_money = what.without_money;
    if (out.status == payment_status::success)
      out.paid_at = seconds("created") * events::ms_a_second;
  }

  /// Unix seconds of the event, up to the end of 9999.
  std::int64_t seconds(const char* name) {
    constexpr std::int64_t last = 253'402'300'799;
    auto value = head_.integer(name);
    if (value < 0 || value > last)
      head_.refuse(name, "must be Unix seconds");
    return std::clamp(value, std::int64_t{0}, last);
  }

  const json& event_;
  error_list errors_;
  members head_;
};

} // namespace

reading<stripe_event> read_stripe_event(std::string_view body) {
  auto parsed = parse_object(body);
  if (parsed.wrong)
    return *parsed.wrong;
  return event_reader{parsed.value}.read();
}

} // namespace boxoffice::http
