#include "http/api/shared_reads.hpp"

#include <utility>

namespace boxoffice::http {

namespace {

/// After so long the next reader does not wait for a response that may never come.
constexpr auto given_up_after = std::chrono::seconds{5};

response response_to(const shared_reads::reader& one, const bulk_response& made) {
  auto unchanged = !made.etag.empty() && has_already(one.message, made.etag);
  if (!unchanged)
    return made.response;
  response out;
  out.status = 304;
  out.headers = made.response.headers;
  out.cache_control = made.response.cache_control;
  return out;
}

} // namespace

void shared_reads::read(const std::string& what, reader&& one, work kind, make how) {
  auto& there = flights_[what];
  auto now = coarse_clock::now();
  std::vector<reader> stranded;
  if (there && there->begun && now - there->begun_at > given_up_after) {
    stranded = std::exchange(there->late, {});
    there->replaced = true;
    if (there->kind == work::heavy)
      heavy_.finish();
    there.reset();
  }
  if (there) {
    (there->begun ? there->late : there->readers).push_back(std::move(one));
    return;
  }
  stranded.push_back(std::move(one));
  there = std::make_shared<flight>(
      flight{.what = what, .kind = kind, .how = std::move(how), .readers = std::move(stranded)});
  launch(std::shared_ptr{there});
}

void shared_reads::read_alone(reader&& one, work kind, make how) {
  read("#" + std::to_string(++last_alone_), std::move(one), kind, std::move(how));
}

void shared_reads::launch(const std::shared_ptr<flight>& one) {
  if (one->kind == work::light)
    return begin(one);
  heavy_.submit(one->readers.front().respond.client().address, [this, one] { begin(one); });
  one->has_waited = !one->begun;
}

void shared_reads::begin(const std::shared_ptr<flight>& one) {
  // A client that only ends its side gets an answer while nobody has to wait for it.
  std::erase_if(one->readers, [has_waited = one->has_waited](const reader& each) {
    return has_waited ? each.respond.has_hung_up() : each.respond.is_abandoned();
  });
  if (one->readers.empty())
    return end(one);
  one->begun = true;
  one->begun_at = coarse_clock::now();
  one->how(one->readers.front().respond.tag(),
           [this, one](bulk_response&& made) { land(one, std::move(made)); });
}

void shared_reads::land(const std::shared_ptr<flight>& one, bulk_response&& made) {
  auto readers = std::exchange(one->readers, {});
  if (!one->replaced)
    end(one);
  for (const auto& each : readers)
    each.respond(response_to(each, made));
}

/// Late readers get a flight of their own.
void shared_reads::end(const std::shared_ptr<flight>& one) {
  if (one->late.empty()) {
    flights_.erase(one->what);
  } else {
    auto next = std::make_shared<flight>(flight{.what = one->what,
                                                .kind = one->kind,
                                                .how = one->how,
                                                .readers = std::exchange(one->late, {})});
    flights_[one->what] = next;
    launch(next);
  }
  if (one->kind == work::heavy)
    heavy_.finish();
}

} // namespace boxoffice::http
