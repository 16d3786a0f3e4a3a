#include "http/api/handlers/opening_batch.hpp"

#include "http/server/worker.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::http {

std::vector<events::field_error> warnings_of(const events::show_body& body, events::time_ms now) {
  if (body.starts_at <= now)
    return {{"startsAt", "is in the past: no seat will be sold"}};
  if (body.sales_close_at <= now)
    return {{"salesCloseAt", "is in the past: no seat will be sold"}};
  return {};
}

void add_warnings(nlohmann::ordered_json& to, const std::vector<events::field_error>& warnings) {
  for (const auto& each : warnings)
    to["warnings"].push_back({{"field", each.field}, {"detail", each.detail}});
}

opening_batch::opening_batch(responder respond, services& with, show_batch entries,
                             events::operator_proof by)
    : respond_{std::move(respond)},
      services_{with},
      entries_{std::move(entries)},
      by_{std::move(by)},
      now_{with.now()},
      results_(entries_.size()) {}

void opening_batch::open_slice() {
  std::size_t cost = 0;
  while (next_ < results_.size() && under_way_ + cost < events::seat_limit)
    cost += begin(next_++);
  if (next_ < results_.size() && under_way_ == 0)
    open_slice_later(); // All of this slice was refused, and no reply will continue it.
  if (left_ == 0 && next_ == results_.size())
    finish();
}

std::size_t opening_batch::begin(std::size_t entry) {
  auto read = entries_.read(entry);
  if (!read.command) {
    auto why = read.command.error().code;
    results_[entry] = {status_of(why), name_of(why), {}};
    return events::seat_limit / 8;
  }
  std::size_t seats = 1;
  for (const auto& row : read.command->body.rows)
    seats += row.seats.size();
  under_way_ += seats;
  ++left_;
  results_[entry].warnings = warnings_of(read.command->body, now_);
  read.command->by = by_;
  read.command->time_zone = services_.options.time_zone;
  services_.client.ask(
      {respond_, [self = shared_from_this(), entry, seats](
                     const responder&, actors::reply&& reply) { self->take(entry, seats, reply); }},
      {read.id}, std::move(*read.command), {});
  return 0;
}

void opening_batch::take(std::size_t entry, std::size_t seats, const actors::reply& reply) {
  under_way_ -= seats;
  --left_;
  if (const auto* view = std::get_if<actors::show_view>(&reply)) {
    results_[entry].status = view->opened_now ? 201 : 200;
  } else {
    const auto* refused = std::get_if<events::refusal>(&reply);
    auto why = refused != nullptr ? code_of(refused->code) : code::unavailable;
    results_[entry] = {status_of(why), name_of(why), {}};
  }
  open_slice_later();
}

void opening_batch::open_slice_later() {
  if (std::exchange(is_scheduled_, true))
    return;
  boost::asio::post(services_.worker.io(), [self = shared_from_this()] {
    self->is_scheduled_ = false;
    self->open_slice();
    self->services_.worker.write_responses(); // Nothing else does in this turn.
  });
}

void opening_batch::finish() {
  services_.programmes.forget();
  auto results = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < results_.size(); ++i) {
    nlohmann::ordered_json one{{"id", entries_.id(i)}, {"status", results_[i].status}};
    if (!results_[i].code_name.empty())
      one["code"] = results_[i].code_name;
    add_warnings(one, results_[i].warnings);
    results.push_back(std::move(one));
  }
  respond_(json_response(nlohmann::ordered_json{{"results", std::move(results)}}));
}

} // namespace boxoffice::http
