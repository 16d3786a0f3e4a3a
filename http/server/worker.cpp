#include "http/server/worker.hpp"

#include "http/server/session.hpp"
#include "http/server/websocket_session.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

constexpr auto deadline_check = std::chrono::milliseconds{500};
/// Answers of the log reader that are under way at a time: one that is read, one whose text is
/// made, and the next of each.
constexpr std::size_t heavy_at_a_time = 4;
/// What takes longer is not made between the answers of other connections.
constexpr auto long_to_make = std::chrono::microseconds{100};

/// Counts among the unwritten bytes as long as anybody has it.
struct counted_text {
  counted_text(std::string&& made, std::shared_ptr<std::atomic<std::size_t>> all)
      : text{std::move(made)}, unwritten{std::move(all)} {
    *unwritten += text.size();
  }
  ~counted_text() { *unwritten -= text.size(); }
  counted_text(const counted_text&) = delete;
  counted_text& operator=(const counted_text&) = delete;

  std::string text;
  std::shared_ptr<std::atomic<std::size_t>> unwritten;
};

std::optional<shared_bytes> made_by(const std::function<std::string()>& make,
                                    const std::shared_ptr<std::atomic<std::size_t>>& unwritten) {
  try {
    auto text = std::make_shared<const counted_text>(make(), unwritten);
    return shared_bytes{text->text, text};
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
}

/// Bytes of each of the caches, which all count among the unwritten ones: half of them at most.
std::size_t cache_bytes(const gateway_options& options) {
  return options.max_unwritten_total / (6 * std::max(std::size_t{1}, options.threads));
}
/// Connections beyond the most that are told so at one time; further ones are closed at once.
constexpr std::size_t most_turned_away = 256;
/// Connections that are written to in a row, some milliseconds; then others get their turn.
constexpr std::size_t writes_a_turn = 64;

} // namespace

worker::worker(caf::actor_system& system, std::shared_ptr<gateway_state> common)
    : common_{std::move(common)},
      open_{boost::asio::make_work_guard(io_)},
      deadlines_{io_},
      exchange_{io_, system, common_->entrance, [this] { write_answers(); }},
      pushes_{io_, common_->feed},
      maps_{cache_bytes(common_->options)},
      available_{cache_bytes(common_->options)},
      layouts_{cache_bytes(common_->options)},
      reads_{heavy_at_a_time} {
  watch_deadlines();
}

worker::~worker() {
  // What is destroyed from here on must not count as drained.
  draining_ = false;
  exchange_.close();
  to_write_.clear();
}

void worker::serve(stream_socket&& socket, const peer& from, bool node_full) {
  boost::asio::post(io_, [this, from, node_full, taken = std::move(socket)]() mutable {
    if (node_full && (from.at_control_socket || !end_oldest_idle())) {
      common_->usage.disconnect(from);
      return send_away(std::move(taken), from);
    }
    auto one = std::make_shared<session>(*this, std::move(taken), from);
    if (draining_)
      one->drain();
    else
      one->start();
  });
}

void worker::turn_away(stream_socket&& socket, const peer& from) {
  boost::asio::post(io_, [this, from, taken = std::move(socket)]() mutable {
    send_away(std::move(taken), from);
  });
}

void worker::send_away(stream_socket&& socket, const peer& from) {
  if (common_->turned_away++ < most_turned_away)
    std::make_shared<session>(*this, std::move(socket), from)->turn_away();
  else
    --common_->turned_away;
}

void worker::make_room() {
  boost::asio::post(io_, [this] { static_cast<void>(end_oldest_idle()); });
}

bool worker::end_oldest_idle() {
  for (auto* one : sessions_.those(standing::idle)) {
    if (one->from().at_control_socket)
      continue;
    one->end();
    return true;
  }
  return false;
}

void worker::drain() {
  boost::asio::post(io_, [this] {
    draining_ = true;
    for (auto* one : sessions_.all())
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
    for (auto* one : sessions_.all())
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
  common_->usage.replace(one.from());
}

void worker::leave(websocket_session& one) {
  websockets_.erase(&one);
  common_->usage.disconnect(one.from());
  end_if_drained();
}

void worker::leave(session& one, const place& from) {
  sessions_.leave(from);
  if (one.turned_away())
    --common_->turned_away;
  else
    common_->usage.disconnect(one.from());
  end_if_drained();
}

void worker::count_unwritten(std::size_t before, std::size_t now) {
  *common_->unwritten += now - before; // Wraps where it is less.
  if (now > before)
    bound_unwritten();
}

void worker::bound_unwritten() {
  if (*common_->unwritten <= common_->options.max_unwritten_total || std::exchange(bounding_, true))
    return;
  boost::asio::post(io_, [this] {
    bounding_ = false;
    end_slowest();
  });
}

void worker::end_slowest() {
  auto slow = sessions_.those(standing::writing); // A copy: who ends may leave.
  for (auto* one : slow) {
    if (*common_->unwritten <= common_->options.max_unwritten_total)
      return;
    one->end();
  }
}

bool worker::overloaded() const {
  const auto& options = common_->options;
  return exchange_.in_flight() >= std::max(std::size_t{1}, options.max_in_flight / options.threads);
}

void worker::render(std::chrono::microseconds expected, std::function<std::string()> make,
                    std::function<void(std::optional<shared_bytes>&&)> then) {
  if (expected <= long_to_make)
    return then(made_by(make, common_->unwritten));
  // Connections belong to this thread: `then`, which has some, only passes through the other.
  boost::asio::post(*common_->renderer, [this, unwritten = common_->unwritten,
                                         make = std::move(make), then = std::move(then)]() mutable {
    auto made = made_by(make, unwritten);
    boost::asio::post(io_, [this, made = std::move(made), then = std::move(then)]() mutable {
      then(std::move(made));
      bound_unwritten();
      write_answers();
    });
  });
}

void worker::write_answers() {
  auto due = std::exchange(to_write_, {});
  auto some = std::min(due.size(), writes_a_turn);
  for (std::size_t i = 0; i < some; ++i)
    due[i]->flush();
  if (some == due.size())
    return;
  to_write_.insert(to_write_.begin(), std::make_move_iterator(due.begin() + writes_a_turn),
                   std::make_move_iterator(due.end()));
  boost::asio::post(io_, [this] { write_answers(); });
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
    for (auto* one : sessions_.all())
      one->check_deadline(now);
    bound_unwritten();
    auto all_websockets = websockets_;
    for (auto* one : all_websockets)
      one->check_deadline(now);
    if (!draining_ || !sessions_.empty() || !websockets_.empty())
      watch_deadlines();
  });
}

} // namespace boxoffice::http
