#include "http/worker.hpp"

#include "http/session.hpp"
#include "http/websocket_session.hpp"

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

constexpr auto deadline_check = std::chrono::milliseconds{500};
constexpr std::size_t most_map_bytes = 16U << 20U; ///< maps of a thousand large halls

} // namespace

worker::worker(caf::actor_system& system, std::shared_ptr<common_ground> common)
    : common_{std::move(common)},
      open_{boost::asio::make_work_guard(io_)},
      deadlines_{io_},
      exchange_{io_, system, common_->entrance, [this] { write_answers(); }},
      pushes_{io_, common_->feed},
      maps_{most_map_bytes} {
  watch_deadlines();
}

worker::~worker() {
  // What is destroyed from here on must not count as drained.
  draining_ = false;
  exchange_.close();
  to_write_.clear();
}

void worker::serve(stream_socket&& socket, const peer& from) {
  boost::asio::post(io_, [this, from, taken = std::move(socket)]() mutable {
    auto one = std::make_shared<session>(*this, std::move(taken), from);
    if (draining_)
      one->drain();
    else
      one->start();
  });
}

void worker::turn_away(stream_socket&& socket, const peer& from) {
  boost::asio::post(io_, [this, from, taken = std::move(socket)]() mutable {
    std::make_shared<session>(*this, std::move(taken), from)->turn_away();
  });
}

void worker::drain() {
  boost::asio::post(io_, [this] {
    draining_ = true;
    auto all = sessions_;
    for (auto* one : all)
      one->drain();
    auto all_websockets = websockets_;
    for (auto* one : all_websockets)
      one->drain();
    end_if_drained();
  });
}

void worker::cut() {
  boost::asio::post(io_, [this] {
    cutting_ = true;
    auto all = sessions_;
    for (auto* one : all)
      one->cut();
    auto all_websockets = websockets_;
    for (auto* one : all_websockets)
      one->cut();
    end_if_drained();
  });
}

void worker::end_if_drained() {
  if (!draining_ || !sessions_.empty() || !websockets_.empty())
    return;
  open_.reset();
  deadlines_.cancel();
}

void worker::enter(websocket_session& one) {
  websockets_.insert(&one);
  ++common_->places_of(one.from());
}

void worker::leave(websocket_session& one) {
  websockets_.erase(&one);
  --common_->places_of(one.from());
  end_if_drained();
}

void worker::leave(session& one) {
  sessions_.erase(&one);
  if (one.turned_away())
    --common_->turned_away;
  else
    --common_->places_of(one.from());
  end_if_drained();
}

bool worker::overloaded() const {
  const auto& options = common_->options;
  return exchange_.in_flight() >= std::max(std::size_t{1}, options.max_in_flight / options.threads);
}

void worker::write_answers() {
  auto due = std::exchange(to_write_, {});
  for (const auto& one : due)
    one->flush();
}

void worker::answer_later(std::chrono::milliseconds delay, responder to, response&& what) {
  auto timer = std::make_shared<boost::asio::steady_timer>(io_, delay);
  timer->async_wait([this, timer, to = std::move(to), what = std::move(what)](auto) mutable {
    to(std::move(what));
    write_answers();
  });
}

void worker::watch_deadlines() {
  deadlines_.expires_after(deadline_check);
  deadlines_.async_wait([this](boost::system::error_code cancelled) {
    if (cancelled)
      return;
    auto now = session::clock::now();
    auto all = sessions_;
    for (auto* one : all)
      one->check_deadline(now);
    auto all_websockets = websockets_;
    for (auto* one : all_websockets)
      one->check_deadline(now);
    if (!draining_ || !sessions_.empty() || !websockets_.empty())
      watch_deadlines();
  });
}

} // namespace boxoffice::http
