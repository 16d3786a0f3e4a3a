#include "http/server/session.hpp"

#include "http/server/answered.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

namespace boxoffice::http {

namespace {

constexpr std::size_t most_idle_output = 16U << 10U;  ///< bytes of an unused buffer
constexpr auto linger_time = std::chrono::seconds{2}; ///< for a client to take its last response
/// A client that took so many bytes is not slow: its time for the rest begins anew.
constexpr std::size_t good_progress = 16U << 10U;
/// Bytes of a bulk response that count in the rate limit as one further call.
constexpr std::size_t bytes_per_call = 128U << 10U;
constexpr unsigned switching_protocols = 101;

std::string_view method_of(const message& head) {
  if (head.method() == verb::unknown) // Its text is the client's.
    return {};
  auto known = boost::beast::http::to_string(head.method());
  return {known.data(), known.size()};
}

std::string_view lines_for(const message& received, const response_lines& all, bool tls) {
  // Most servers need not look for the header.
  return all.of(all.uses_origin() ? only_header(received, field::origin) : std::string_view{}, tls);
}

} // namespace

session::session(worker& home, dispatcher& routes, opened&& connection)
    : worker_{home},
      routes_{routes},
      stream_{std::move(connection.stream)},
      client_{connection.client},
      reader_{routes, client_, home.state().options.header_limit},
      place_{home.enter(*this)},
      counted_{connection.counted},
      idle_since_{clock::now()} {}

session::~session() {
  end_bulk();
  worker_.count_unwritten(reported_, 0);
  worker_.leave(*this, place_);
}

void session::start() {
  update_standing();
  read();
}

void session::turn_away(response&& why) {
  is_serving_ = true;
  request_reader::refusal refusal;
  refusal.response = std::move(why);
  refuse(std::move(refusal));
  is_serving_ = false;
  flush();
}

// ---- phases

void session::hold() { phase_ = phase::held; }

void session::resume() { phase_ = phase::reading; }

void session::await_upgrade(std::uint64_t request) {
  phase_ = phase::upgrading;
  upgrade_ = request;
}

/// The requests behind the handshake are served after all: now, or by the flush() that follows.
void session::refuse_upgrade() { phase_ = is_serving_ ? phase::reading : phase::held; }

void session::finish() {
  phase_ = phase::finishing;
  reader_.stop();
}

void session::linger() {
  if (worker_.cutting())
    return end();
  // Closing at once would reset the connection if the client still sends, and the reset may
  // overtake the response.
  stream_.finish_writing();
  phase_ = phase::lingering;
  worker_.move(place_, worker::standing::lingering);
  linger_since_ = clock::now();
  read();
}

void session::end() {
  phase_ = phase::ended;
  reader_.stop();
  worker_.move(place_, worker::standing::busy); // It must not be ended for others again.
  stream_.close();
  write_pending_ = false;
  responses_.clear(); // Behind close(): a pending write refers to its buffers.
  end_bulk();
  report_unwritten();
}

// ---- reading

void session::read() {
  auto wants_bytes =
      phase_ == phase::lingering || (phase_ == phase::reading && !is_too_far_behind());
  if (read_pending_ || !wants_bytes)
    return;
  read_pending_ = true;
  stream_.async_read_some(
      reader_.prepare(),
      [self = shared_from_this()](auto error, std::size_t got) { self->on_read(error, got); });
}

bool session::is_too_far_behind() const {
  const auto& limits = worker_.state().options;
  return bulk_ || responses_.size() >= limits.pipeline_depth ||
         responses_.output().size() >= limits.max_unwritten;
}

void session::on_read(boost::system::error_code error, std::size_t size) {
  read_pending_ = false;
  if (phase_ == phase::ended)
    return;
  if (phase_ == phase::lingering) {
    reader_.discard_input();
    return error ? end() : read();
  }
  if (error) {
    // A client that closed only its side still gets the responses to its requests.
    finish();
    return error == boost::asio::error::eof ? flush() : end();
  }
  reader_.commit(size);
  serve_input();
  flush();
}

void session::serve_input() {
  is_serving_ = true;
  while (phase_ == phase::reading && !is_too_far_behind() && serve_next()) {
  }
  is_serving_ = false;
  if (phase_ == phase::reading && is_too_far_behind())
    hold();
}

bool session::serve_next() {
  switch (reader_.next()) {
  case request_reader::step::needs_bytes: return false;
  case request_reader::step::progressed: return true;
  case request_reader::step::needs_continue:
    responses_.add_interim("HTTP/1.1 100 Continue\r\n\r\n");
    return true;
  case request_reader::step::complete: serve_request(); return true;
  case request_reader::step::refused: {
    auto refused = reader_.take_refusal();
    refuse(std::move(refused));
    return false;
  }
  }
  std::abort(); // All enumerators return above.
}

void session::serve_request() {
  auto [received, match] = reader_.take();
  framing frame{received.keep_alive(), received.version() < 11, received.method() == verb::head,
                lines_for(received, worker_.state().lines, stream_.is_tls())};
  auto request = responses_.add(frame, {match.number, method_of(received), match.pattern});
  if (!write_pending_)
    worker_.move(place_, worker::standing::busy);
  if (!frame.keep_alive)
    finish();
  else if (boost::beast::websocket::is_upgrade(received))
    await_upgrade(request);
  auto client = worker_.state().proxies.client_of(received, client_);
  auto tag = tag_of(received, worker_.tags());
  routes_.serve(std::move(match), std::move(received), client,
                responder{shared_from_this(), request, {client, std::move(tag)}});
}

void session::refuse(request_reader::refusal&& why) {
  finish();
  if (!write_pending_)
    worker_.move(place_, worker::standing::busy);
  framing frame{false, false, why.to_head,
                lines_for(why.head, worker_.state().lines, stream_.is_tls())};
  // The client that the refusal counted for: an incomplete header may lack the client's name.
  auto client = why.has_header ? worker_.state().proxies.client_of(why.head, client_) : client_;
  auto request = responses_.add(frame, {0, method_of(why.head), {}});
  responder respond{shared_from_this(), request, {client, tag_of(why.head, worker_.tags())}};
  if (why.too_large)
    routes_.body_too_large({&why.head, client}, *why.too_large, std::move(respond));
  else
    respond(std::move(why.response));
}

// ---- responding

void session::complete(std::uint64_t request, const response& what, const request_origin& from) {
  if (phase_ == phase::ended)
    return;
  if (phase_ == phase::upgrading && upgrade_ == request)
    refuse_upgrade();
  count_bulk(what.body.size() + what.tail.bytes.size());
  const auto mark = responses_.mark_of(request);
  const auto bytes =
      responses_.complete(request, what, worker_.state().env.now() / events::ms_a_second, from.tag);
  record(worker_, {mark, what.status, what.problem, bytes, from});
  if (!is_serving_)
    worker_.write_later(shared_from_this());
}

std::optional<transport> session::release(std::uint64_t request, const request_origin& from) {
  if (phase_ == phase::ended || !responses_.is_alone(request) || reader_.has_input())
    return std::nullopt;
  record(worker_, {responses_.mark_of(request), switching_protocols, 0, 0, from});
  phase_ = phase::ended;
  responses_.drop_requests();
  return std::move(stream_);
}

void session::flush() {
  responses_.gather();
  write();
  while (phase_ == phase::held && !is_too_far_behind()) {
    resume();
    reader_.restart_clock();
    serve_input();
    responses_.gather();
    write();
  }
  if (phase_ == phase::ended || phase_ == phase::lingering)
    return;
  report_unwritten();
  if (phase_ == phase::finishing && responses_.empty() && !write_pending_)
    return end();
  update_standing();
  read();
}

void session::update_standing() {
  if (phase_ != phase::reading || !responses_.empty() || write_pending_)
    return;
  auto standing = reader_.is_amid_request() ? worker::standing::receiving : worker::standing::idle;
  // Further bytes of the same request do not make it a younger one.
  if (place_.among != standing)
    worker_.move(place_, standing);
}

// ---- writing

void session::write() {
  auto& output = responses_.output();
  if (write_pending_ || output.empty() || phase_ == phase::ended || phase_ == phase::lingering)
    return;
  // Usually the system has room for all of it, which saves a turn of the event loop.
  boost::system::error_code error;
  auto all = output.size();
  auto sent = stream_.write_some(output.buffers(), error);
  if (error == boost::asio::error::would_block || (!error && sent < all)) {
    responses_.slow_down(sent);
    return worker_.cutting() ? end() : write_slowly();
  }
  output.clear(most_idle_output);
  on_written(error);
}

void session::write_slowly() {
  if (!std::exchange(write_pending_, true))
    restart_write_clock();
  stream_.async_write_some(
      responses_.slow_output().buffers(),
      [self = shared_from_this()](auto error, auto sent) { self->on_write(error, sent); });
}

void session::restart_write_clock() {
  taken_bytes_ = 0;
  write_began_at_ = clock::now();
  worker_.move(place_, worker::standing::writing);
}

void session::on_write(boost::system::error_code error, std::size_t sent) {
  if (phase_ == phase::ended)
    return;
  if (!error) {
    responses_.slow_output().consume(sent);
    taken_bytes_ += sent;
    if (taken_bytes_ >= good_progress)
      restart_write_clock();
    if (!responses_.slow_output().empty())
      return write_slowly();
  }
  write_pending_ = false;
  worker_.move(place_, worker::standing::busy);
  on_written(error);
  flush();
}

void session::on_written(boost::system::error_code error) {
  idle_since_ = clock::now();
  if (error)
    return end();
  if (!responses_.output().empty())
    return;
  if (responses_.empty())
    end_bulk();
  if (responses_.closes())
    linger();
}

// ---- what the responses cost

bool session::begin_bulk(const client_address& client, bool charged) {
  if (bulk_)
    return true; // The same request.
  if (!worker_.state().usage.begin_bulk(client))
    return false;
  bulk_ = {client, charged};
  return true;
}

void session::count_bulk(std::size_t bytes) {
  // Nothing is served behind a bulk response, and small ones before it make no difference.
  if (!bulk_)
    return;
  bulk_->bytes += bytes;
  worker_.state().usage.grow_bulk(bulk_->client, bytes);
  if (bulk_->charged)
    worker_.state().rates.charge(bulk_->client.address,
                                 static_cast<double>(bytes / bytes_per_call));
}

void session::end_bulk() {
  if (bulk_)
    worker_.state().usage.end_bulk(bulk_->client, bulk_->bytes);
  bulk_.reset();
}

void session::report_unwritten() {
  auto own = responses_.own_bytes();
  if (own == reported_)
    return;
  worker_.count_unwritten(reported_, own);
  reported_ = own;
}

// ---- ending

void session::drain() {
  if (phase_ == phase::ended || phase_ == phase::lingering)
    return;
  finish();
  if (responses_.empty() && !write_pending_)
    return end();
  responses_.close_after_last();
}

void session::cut() {
  if (phase_ != phase::ended && responses_.all_complete())
    end();
}

bool session::is_client_gone() {
  // While nothing is read or written the event loop does not hear of a reset.
  return phase_ == phase::ended || stream_.reports(POLLERR | POLLHUP);
}

bool session::has_hung_up() {
  if (is_client_gone())
    return true;
  if (!stream_.reports(POLLRDHUP))
    return false;
  end();
  return true;
}

void session::check_deadline(clock::time_point now) {
  if (phase_ == phase::ended)
    return;
  const auto& limits = worker_.state().options;
  auto amid_request = reader_.is_amid_request();
  auto late = (write_pending_ && now - write_began_at_ > limits.write_timeout) ||
              (phase_ == phase::lingering && now - linger_since_ > linger_time) ||
              (amid_request && read_pending_ && now - reader_.began_at() > limits.read_timeout) ||
              (!amid_request && responses_.empty() && !write_pending_ &&
               now - idle_since_ > limits.idle_timeout);
  if (late || (!responses_.empty() && !read_pending_ && is_client_gone()))
    end();
}

} // namespace boxoffice::http
