#include "http/server/session.hpp"

#include "http/api/json/problem.hpp"
#include "http/api/routes.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace boxoffice::http {

namespace beast = boost::beast;

namespace {

constexpr std::size_t small_read = 4U << 10U; ///< bytes; most requests fit
constexpr std::size_t large_read = 64U << 10U;

/// Between two chunks: CR LF, a size of 64 bits and CR LF.
constexpr std::size_t most_chunk_line = 20;

/// Bytes of a chunk's size and of both its line ends.
std::size_t framing_of(std::uint64_t size) {
  std::size_t digits = 1;
  for (; size >= 16; size /= 16)
    ++digits;
  return digits + 4;
}

/// Whether the request says where its body ends in one way only (RFC 9112, 6).
bool has_clear_length(const message& head, bool chunked) {
  auto codings = count(head, field::transfer_encoding);
  if (codings == 0)
    return true;
  auto coding = header(head, field::transfer_encoding);
  return codings == 1 && chunked && head.version() >= 11 &&
         count(head, field::content_length) == 0 &&
         beast::iequals({coding.data(), coding.size()}, "chunked");
}

std::ptrdiff_t fields_of(const message& head) { return std::distance(head.begin(), head.end()); }

bool has_right_host(const message& head) {
  auto hosts = count(head, field::host);
  return hosts == 1 || (hosts == 0 && head.version() < 11);
}

} // namespace

session::session(worker& home, stream_socket&& socket, const peer& from)
    : home_{home},
      socket_{std::move(socket)},
      from_{from},
      chunk_began_{[this](std::uint64_t size, auto, auto&) { plain_framing_ += framing_of(size); }},
      idle_since_{clock::now()} {
  boost::system::error_code gone;
  socket_.non_blocking(true, gone);
  place_ = home_.enter(*this);
}

session::~session() {
  end_bulk();
  home_.count_unwritten(counted_, 0);
  home_.leave(*this, place_);
}

void session::start() { read(); }

void session::turn_away() {
  turned_away_ = true;
  flush_follows_ = true;
  refuse(to_response(problem{code::overloaded, "Too many connections.", {}, {}, {}}));
  flush_follows_ = false;
  flush();
}

// ---- reading

void session::read() {
  if (reading_ || ended_ || (!lingering_ && (input_over_ || upgrading_ || held_up())))
    return;
  reading_ = true;
  if (input_.size() == 0 && !parser_ && input_.capacity() > most_kept)
    input_.shrink_to_fit();
  auto size = parser_ && parser_->is_header_done() ? large_read : small_read;
  socket_.async_read_some(
      input_.prepare(size),
      [self = shared_from_this()](auto error, std::size_t got) { self->on_read(error, got); });
}

bool session::held_up() const {
  const auto& limits = home_.common().options;
  return bulk_ || slots_.size() >= limits.pipeline_depth || output_.size() >= limits.max_unwritten;
}

void session::on_read(boost::system::error_code error, std::size_t size) {
  reading_ = false;
  if (ended_)
    return;
  if (lingering_) {
    input_.clear();
    return error ? end() : read();
  }
  if (error) {
    // A client that only ended its side still gets the answers to what it asked.
    input_over_ = true;
    parser_.reset();
    return error == boost::asio::error::eof ? flush() : end();
  }
  if (!write_under_way_)
    home_.move(place_, worker::standing::busy);
  input_.commit(size);
  parse();
  flush();
}

void session::parse() {
  flush_follows_ = true;
  while (!input_over_ && !upgrading_ && !held_up() && parse_step()) {
  }
  flush_follows_ = false;
  held_ = !input_over_ && held_up();
}

bool session::parse_step() {
  if (!parser_) {
    if (input_.size() == 0)
      return false;
    parser_.emplace();
    parser_->header_limit(home_.common().options.header_limit);
    parser_->body_limit(boost::none); // Which limit holds is known when the path is.
    request_began_ = clock::now();
    header_bytes_ = 0;
    plain_framing_ = 0;
  }
  boost::system::error_code error;
  auto had_header = parser_->is_header_done();
  auto had_body = parser_->get().body().size();
  auto taken = parser_->put(input_.data(), error);
  input_.consume(taken);
  header_bytes_ += taken - (parser_->get().body().size() - had_body);
  if (header_too_long(error == beast::http::error::need_more ? input_.size() : 0))
    error = beast::http::error::header_limit;
  if (error == beast::http::error::need_more)
    return false;
  if (error == beast::http::error::body_limit) {
    refuse(too_large(found_));
    return false;
  }
  if (error) {
    refuse_malformed(error.message());
    return false;
  }
  if (!had_header && parser_->is_header_done() && !begin_body())
    return false;
  if (parser_->is_done()) {
    take_request();
    return true;
  }
  return taken != 0;
}

// Beast counts the header of one put() only, and takes chunk extensions and trailers of any length.
bool session::header_too_long(std::size_t waiting) const {
  auto line = parser_->is_header_done() ? most_chunk_line : 0;
  auto more = waiting - std::min(waiting, line);
  return header_bytes_ + more > home_.common().options.header_limit + plain_framing_;
}

bool session::begin_body() {
  const auto& head = parser_->get();
  if (!has_clear_length(head, parser_->chunked()) || !has_right_host(head)) {
    refuse_malformed("Host or Transfer-Encoding is not as HTTP asks");
    return false;
  }
  const auto& options = home_.common().options;
  auto text = head.target();
  found_ = find_route({text.data(), text.size()}, head.method(), options, from_);
  if (head.version() < 11 && found_.to != nullptr && found_.to->has_body &&
      !parser_->content_length()) { // RFC 1945, 7.2.2
    refuse_malformed("a body in HTTP/1.0 needs a Content-Length");
    return false;
  }
  auto limit = body_limit_of(found_, head, home_.common(), from_);
  auto length = parser_->content_length();
  if (length && *length > limit) {
    refuse(too_large(found_), head.method() == verb::head);
    return false;
  }
  if (parser_->chunked()) {
    header_fields_ = fields_of(head);
    parser_->on_chunk_header(chunk_began_);
  }
  parser_->body_limit(limit);
  parser_->eager(true);
  auto expected = header(head, field::expect);
  if (!parser_->is_done() && head.version() >= 11 && input_.size() == 0 &&
      beast::iequals({expected.data(), expected.size()}, "100-continue")) {
    auto& interim = slots_[new_slot({}) - first_slot_];
    interim.output.text() = "HTTP/1.1 100 Continue\r\n\r\n";
    interim.done = true;
    waiting_own_ += interim.output.own_size();
  }
  return true;
}

void session::take_request() {
  // A trailer would count like a header, past those who strip headers on the way here.
  if (parser_->chunked() && fields_of(parser_->get()) != header_fields_)
    return refuse_malformed("trailers are not taken");
  auto in = parser_->release();
  parser_.reset();
  framing frame{in.keep_alive(), in.version() < 11, in.method() == verb::head};
  input_over_ = !frame.keep_alive;
  auto number = new_slot(frame);
  if (!input_over_ && beast::websocket::is_upgrade(in))
    upgrading_ = number;
  responder answer{shared_from_this(), number};
  serve(std::move(found_), std::move(in), from_, std::move(answer));
}

void session::refuse(response&& answer, bool without_body) {
  answer.close = true;
  input_over_ = true;
  parser_.reset();
  complete(new_slot({true, false, without_body}), std::move(answer));
}

void session::refuse_malformed(std::string why) {
  refuse(to_response(problem{code::bad_request, std::move(why), {}, {}, {}}));
}

} // namespace boxoffice::http
