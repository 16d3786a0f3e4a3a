#include "events/audit/books.hpp"
#include "events/time_text.hpp"

namespace boxoffice::events {

objection auditor::books::check_sale(const booking_confirmed& fact, const booking& booked) {
  if (!sale_)
    return sentence("booking ", booked.number,
                    " is confirmed as sold at the counter, but it was not requested there");
  if (fact.rule != review_rule::counter || fact.drawn.round != 0 || !fact.rivals.empty())
    return sentence("booking ", booked.number,
                    " is sold at the counter, but it is confirmed like one of a review");
  if (auto pay_by = at_ + state_.rules.payment_window_ms; fact.pay_by != pay_by)
    return sentence("the payBy of booking ", booked.number, " is ", to_rfc3339(fact.pay_by),
                    ", but it should be ", to_rfc3339(pay_by));
  sale_->confirmed = true;
  return std::nullopt;
}

objection auditor::books::check_sale(const booking_paid& fact) {
  if (!sale_)
    return sentence("booking ", fact.number,
                    " is paid as one that is sold at the counter, but it is not");
  auto sale = *sale_;
  sale_.reset();
  if (!fact.method)
    return sentence("booking ", fact.number, " is sold at the counter without a method of payment");
  auto complimentary = *fact.method == payment_method::complimentary;
  if (complimentary ? fact.amount.value != 0 : sale.cheaper)
    return sentence("booking ", fact.number, " is paid by ", name(*fact.method), " with ",
                    fact.amount, ", which is not what its seats cost");
  if (fact.paid_at != at_)
    return sentence("booking ", fact.number, " is sold at the counter, but paid at another time");
  return std::nullopt;
}

} // namespace boxoffice::events
