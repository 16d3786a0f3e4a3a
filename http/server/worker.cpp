#include "http/server/worker.hpp"

#include "http/server/opening.hpp"
#include "http/server/session.hpp"
#include "http/server/websocket_session.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

constexpr auto deadline_check = std::chrono::milliseconds{500};
/// Connections without room that are open at one time.
constexpr std::size_t most_turned_away = 256;
/// Connections that are written to in a row, some milliseconds; then others get their turn.
constexpr std::size_t writes_a_turn = 64;

/// The other half of the sockets beside the connections is for those that replace another one.
std::size_t most_turned_away_of(const gateway_options& options) {
  auto beside = options.max_sockets - std::min(options.max_sockets, options.max_connections);
  return std::min(most_turned_away, beside / 2);
}

} // namespace

worker::worker(gateway_state& state, dispatcher& routes, dispatcher& redirects)
    : state_{state},
      tags_{state.env.random()},
      routes_{routes},
      redirects_{redirects},
      open_{boost::asio::make_work_guard(io_)},
      deadlines_{io_} {
  watch_deadlines();
}

worker::~worker() {
  draining_ = false; // Connections that are destroyed from here on do not count as drained.
  to_write_.clear();
}

void worker::serve(arrival&& one, bool node_full) {
  boost::asio::post(io_, [this, node_full, one = std::move(one)]() mutable {
    if (!node_full || (!one.client.at_control_socket && end_oldest_waiting()))
      return open(std::move(one), true);
    state_.usage.disconnect(one.client);
    send_away(std::move(one));
  });
}

void worker::turn_away(arrival&& one) {
  boost::asio::post(io_, [this, one = std::move(one)]() mutable { send_away(std::move(one)); });
}

void worker::send_away(arrival&& one) {
  if (count_turned_away())
    open(std::move(one), false);
  else
    --state_.turned_away;
}

bool worker::count_turned_away() {
  probe_.connections_refused.add();
  // The one that has had its response for the longest has probably taken it.
  return state_.turned_away++ < most_turned_away_of(state_.options) ||
         end_oldest(standing::lingering, [](const session& each) { return !each.is_counted(); }) ||
         end_oldest_opening(false);
}

bool worker::change_client(opened& one, const client_address& client) {
  auto before = std::exchange(one.client, client);
  if (!one.counted)
    return true;
  state_.usage.disconnect(before);
  auto room = state_.usage.connect(client);
  auto node_full = room == address_usage::place::node_full;
  if (room == address_usage::place::free || (node_full && end_oldest_waiting()))
    return true;
  if (node_full)
    state_.usage.disconnect(client);
  one.counted = false;
  return count_turned_away();
}

void worker::open(arrival&& one, bool counted) {
  if (opening::is_needed(one, state_.options))
    std::make_shared<opening>(*this, std::move(one), counted)->start();
  else
    begin({transport{std::move(one.socket)}, one.client, one.at, counted});
}

void worker::begin(opened&& one, std::optional<response>&& refusal) {
  if (!one.counted && !refusal)
    refusal = routes_.too_many_connections();
  auto& routes = one.at == accepted_at::redirect ? redirects_ : routes_;
  auto made = std::make_shared<session>(*this, routes, std::move(one));
  if (refusal)
    made->turn_away(std::move(*refusal));
  else if (draining_)
    made->drain();
  else
    made->start();
}

bool worker::end_oldest_waiting() {
  auto can_end = [](const session& one) {
    return one.is_counted() && !one.client().at_control_socket;
  };
  return end_oldest(standing::idle, can_end) || end_oldest_opening(true) ||
         end_oldest(standing::receiving, can_end) || end_oldest(standing::lingering, can_end);
}

bool worker::end_oldest_opening(bool counted) {
  auto oldest = std::ranges::find_if(openings_, [counted](const opening* one) {
    return one->is_counted() == counted && !one->has_ended();
  });
  if (oldest == openings_.end())
    return false;
  (*oldest)->end();
  return true;
}

bool worker::end_oldest(standing among, bool (*can_end)(const session&)) {
  const auto& waiting = sessions_.those(among);
  auto oldest = std::ranges::find_if(waiting, [&](const session* one) { return can_end(*one); });
  if (oldest == waiting.end())
    return false;
  (*oldest)->end();
  return true;
}

/// What is done may end connections.
template <class Act>
void worker::each_connection(Act act) {
  for (auto* one : sessions_.all())
    act(*one);
  for (auto* one : std::vector(openings_.begin(), openings_.end()))
    act(*one);
  for (auto* one : std::vector(websockets_.begin(), websockets_.end()))
    act(*one);
}

void worker::drain() {
  boost::asio::post(io_, [this] {
    draining_ = true;
    for (const auto& each : delays_)
      each->cancel();
    each_connection([](auto& one) { one.drain(); });
    end_if_drained();
  });
}

void worker::cut() {
  boost::asio::post(io_, [this] {
    cutting_ = true;
    each_connection([](auto& one) { one.cut(); });
    end_if_drained();
  });
}

bool worker::is_drained() const {
  return draining_ && sessions_.empty() && openings_.empty() && websockets_.empty();
}

void worker::end_if_drained() {
  if (!is_drained())
    return;
  open_.reset();
  deadlines_.cancel();
}

void worker::enter(websocket_session& one) {
  websockets_.insert(&one);
  probe_.websockets.set(static_cast<std::int64_t>(websockets_.size()));
  state_.usage.replace(one.client());
}

void worker::leave(websocket_session& one) {
  websockets_.erase(&one);
  probe_.websockets.set(static_cast<std::int64_t>(websockets_.size()));
  state_.usage.disconnect(one.client());
  end_if_drained();
}

worker::place worker::enter(session& one) {
  probe_.connections.add();
  return sessions_.enter(one);
}

void worker::leave(session& one, const place& from) {
  sessions_.leave(from);
  free_place_of(one.client(), one.is_counted());
}

std::list<opening*>::iterator worker::enter(opening& one) {
  return openings_.insert(openings_.end(), &one);
}

void worker::leave(std::list<opening*>::iterator one, const opened* abandoned) {
  openings_.erase(one);
  if (abandoned != nullptr)
    free_place_of(abandoned->client, abandoned->counted);
}

void worker::free_place_of(const client_address& client, bool counted) {
  if (counted)
    state_.usage.disconnect(client);
  else
    --state_.turned_away;
  end_if_drained();
}

void worker::count_unwritten(std::size_t before, std::size_t now) {
  *state_.unwritten += now - before; // Wraps around if it is less.
  if (now > before)
    bound_unwritten();
}

void worker::bound_unwritten() {
  if (*state_.unwritten <= state_.options.max_unwritten_total || std::exchange(bounding_, true))
    return;
  boost::asio::post(io_, [this] {
    bounding_ = false;
    end_slowest();
  });
}

void worker::end_slowest() {
  auto slow = sessions_.those(standing::writing); // A copy: a session that ends may leave the list.
  for (auto* one : slow) {
    if (*state_.unwritten <= state_.options.max_unwritten_total)
      return;
    one->end();
  }
}

void worker::write_responses() {
  auto due = std::exchange(to_write_, {});
  auto some = std::min(due.size(), writes_a_turn);
  for (std::size_t i = 0; i < some; ++i)
    due[i]->flush();
  if (some == due.size())
    return;
  to_write_.insert(to_write_.begin(), std::make_move_iterator(due.begin() + writes_a_turn),
                   std::make_move_iterator(due.end()));
  boost::asio::post(io_, [this] { write_responses(); });
}

void worker::respond_later(std::chrono::milliseconds delay, responder respond, response&& what) {
  auto timer = std::make_shared<boost::asio::steady_timer>(io_, draining_ ? delay.zero() : delay);
  delays_.insert(timer);
  timer->async_wait(
      [this, timer, respond = std::move(respond), what = std::move(what)](auto) mutable {
        delays_.erase(timer);
        respond(std::move(what));
        write_responses();
      });
}

void worker::watch_deadlines() {
  deadlines_.expires_after(deadline_check);
  deadlines_.async_wait([this](boost::system::error_code cancelled) {
    if (cancelled)
      return;
    auto now = session::clock::now();
    each_connection([now](auto& one) { one.check_deadline(now); });
    bound_unwritten();
    if (!is_drained())
      watch_deadlines();
  });
}

} // namespace boxoffice::http
