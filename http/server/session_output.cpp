// Answers on their way out of a connection, its deadlines and its end.
#include "http/server/session.hpp"

#include <algorithm>

#include <poll.h>

namespace boxoffice::http {

namespace {

constexpr auto linger = std::chrono::seconds{2}; ///< for a client to take its last answer
/// A client that took so many bytes is not slow: its time for the rest begins anew.
constexpr std::size_t good_progress = 16U << 10U;
/// Every so many bytes of a bulk answer count in the rate limit as a further call.
constexpr std::size_t bytes_of_a_call = 128U << 10U;

} // namespace

std::uint64_t session::new_slot(const framing& frame) {
  slots_.push_back({frame, false, {}, !frame.keep_alive});
  return first_slot_ + slots_.size() - 1;
}

void session::complete(std::uint64_t number, response&& answer) {
  if (ended_)
    return;
  if (upgrading_ == number) { // It comes to nothing, and what came behind it is read.
    upgrading_.reset();
    held_ = true;
  }
  count_bulk(answer.body.size() + answer.tail.bytes.size());
  auto& one = slots_[number - first_slot_];
  one.close = one.close || answer.close;
  one.frame.keep_alive = !one.close;
  auto is_next = number == first_slot_ && !close_after_;
  auto& output = is_next ? output_ : one.output;
  auto now = home_.common().engine->env().now() / events::ms_a_second;
  output.append(serialize(output.text(), answer, one.frame, now));
  one.done = true;
  if (is_next)
    gather_answers();
  else
    waiting_own_ += one.output.own_size();
  if (!flush_follows_)
    home_.write_later(shared_from_this());
}

std::optional<stream_socket> session::release(std::uint64_t number) {
  auto alone = slots_.size() == 1 && first_slot_ == number && output_.empty() && !write_under_way_;
  if (ended_ || !alone || input_.size() != 0)
    return std::nullopt;
  ended_ = true;
  slots_.clear();
  return std::move(socket_);
}

void session::gather_answers() {
  for (; !slots_.empty() && slots_.front().done && !close_after_; ++first_slot_) {
    auto& first = slots_.front();
    waiting_own_ -= first.output.own_size();
    output_.append(std::move(first.output));
    close_after_ = first.close;
    slots_.pop_front();
  }
}

void session::flush() {
  gather_answers();
  write();
  while (held_ && !ended_ && !lingering_ && !upgrading_ && !held_up()) {
    if (parser_)
      request_began_ = clock::now();
    parse();
    gather_answers();
    write();
  }
  if (ended_ || lingering_)
    return;
  count_unwritten();
  if (slots_.empty() && !write_under_way_ && input_over_)
    return end();
  if (is_idle())
    home_.move(place_, worker::standing::idle);
  read();
}

bool session::is_idle() const {
  return slots_.empty() && !write_under_way_ && !parser_ && !input_over_ && !held_;
}

// ---- writing

void session::write() {
  if (write_under_way_ || output_.empty() || ended_ || lingering_)
    return;
  // Mostly the system has room for all of it, and the loop need not be asked.
  boost::system::error_code error;
  auto all = output_.size();
  auto sent = socket_.write_some(output_.buffers(), error);
  if (error == boost::asio::error::would_block || (!error && sent < all)) {
    writing_ = std::exchange(output_, {});
    writing_.consume(sent);
    return home_.cutting() ? end() : write_rest();
  }
  output_.clear(most_kept);
  wrote(error);
}

void session::write_rest() {
  if (!std::exchange(write_under_way_, true))
    note_progress();
  socket_.async_write_some(writing_.buffers(), [self = shared_from_this()](auto error, auto sent) {
    self->on_write(error, sent);
  });
}

void session::note_progress() {
  taken_ = 0;
  write_began_ = clock::now();
  home_.move(place_, worker::standing::writing);
}

void session::on_write(boost::system::error_code error, std::size_t sent) {
  if (ended_)
    return;
  if (!error) {
    writing_.consume(sent);
    taken_ += sent;
    if (taken_ >= good_progress)
      note_progress();
    if (!writing_.empty())
      return write_rest();
  }
  write_under_way_ = false;
  home_.move(place_, worker::standing::busy);
  wrote(error);
  flush();
}

void session::wrote(boost::system::error_code error) {
  idle_since_ = clock::now();
  if (error)
    return end();
  if (!output_.empty())
    return;
  if (slots_.empty())
    end_bulk();
  if (close_after_)
    begin_linger();
}

// ---- what the answers cost

bool session::begin_bulk(bool charged) {
  if (bulk_)
    return true; // The same call.
  if (!home_.common().usage.begin_bulk(from_))
    return false;
  bulk_.emplace().charged = charged;
  return true;
}

void session::count_bulk(std::size_t bytes) {
  // Nothing is asked behind a bulk answer, and small ones before it make no difference.
  if (!bulk_)
    return;
  bulk_->bytes += bytes;
  home_.common().usage.grow_bulk(from_, bytes);
  if (bulk_->charged)
    home_.common().rates.charge(from_.address, static_cast<double>(bytes / bytes_of_a_call));
}

void session::end_bulk() {
  if (bulk_)
    home_.common().usage.end_bulk(from_, bulk_->bytes);
  bulk_.reset();
}

void session::count_unwritten() {
  auto own = waiting_own_;
  if (write_under_way_)
    own += writing_.own_size() + output_.own_size();
  if (own == counted_)
    return;
  home_.count_unwritten(counted_, own);
  counted_ = own;
}

// ---- ending

void session::begin_linger() {
  if (home_.cutting())
    return end();
  // Closing at once would reset the connection where the client still sends, and the reset may
  // overtake the answer.
  boost::system::error_code gone;
  socket_.shutdown(stream_socket::shutdown_send, gone);
  lingering_ = true;
  linger_since_ = clock::now();
  read();
}

void session::drain() {
  if (lingering_)
    return;
  input_over_ = true;
  parser_.reset();
  if (slots_.empty() && !write_under_way_)
    return end();
  if (!slots_.empty() && !slots_.back().done)
    slots_.back().close = true;
}

void session::cut() {
  if (std::all_of(slots_.begin(), slots_.end(), [](const slot& each) { return each.done; }))
    end();
}

bool session::gone() {
  if (ended_)
    return true;
  // While nothing is read or written the loop does not hear of a reset.
  pollfd asked{socket_.native_handle(), 0, 0};
  return ::poll(&asked, 1, 0) == 1 && (asked.revents & (POLLERR | POLLHUP)) != 0;
}

void session::check_deadline(clock::time_point now) {
  if (ended_)
    return;
  const auto& limits = home_.common().options;
  auto late =
      (write_under_way_ && now - write_began_ > limits.write_timeout) ||
      (lingering_ && now - linger_since_ > linger) ||
      (parser_ && reading_ && now - request_began_ > limits.read_timeout) ||
      (!parser_ && slots_.empty() && !write_under_way_ && now - idle_since_ > limits.idle_timeout);
  if (late || (!slots_.empty() && !reading_ && gone()))
    end();
}

void session::end() {
  ended_ = true;
  slots_.clear();
  parser_.reset();
  home_.move(place_, worker::standing::busy); // It is not to be ended for others again.
  boost::system::error_code gone;
  socket_.close(gone);
  write_under_way_ = false;
  output_.clear(0);
  writing_.clear(0);
  waiting_own_ = 0;
  end_bulk();
  count_unwritten();
}

} // namespace boxoffice::http
