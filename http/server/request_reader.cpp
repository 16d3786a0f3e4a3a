#include "http/server/request_reader.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace boxoffice::http {

namespace beast = boost::beast;

namespace {

constexpr std::size_t small_read = 4U << 10U; ///< bytes; most requests fit
constexpr std::size_t large_read = 64U << 10U;
constexpr std::size_t most_idle_input = 16U << 10U; ///< bytes of an unused buffer

/// Between two chunks: CR LF, a size of 64 bits and CR LF.
constexpr std::size_t most_chunk_line = 20;

/// Bytes of a chunk's size and of both its line ends.
std::size_t chunk_framing(std::uint64_t size) {
  std::size_t digits = 1;
  for (; size >= 16; size /= 16)
    ++digits;
  return digits + 4;
}

/// Whether the request says in one way only where its body ends (RFC 9112, 6).
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
  return hosts == 1 ? is_host_field(header(head, field::host)) : hosts == 0 && head.version() < 11;
}

bool expects_continue(const message& head) {
  auto expected = header(head, field::expect);
  return head.version() >= 11 && beast::iequals({expected.data(), expected.size()}, "100-continue");
}

} // namespace

request_reader::request_reader(const dispatcher& routes, const client_address& client,
                               std::size_t header_limit)
    : routes_{routes},
      client_{client},
      header_limit_{header_limit},
      on_chunk_{
          [this](std::uint64_t size, auto, auto&) { needed_framing_ += chunk_framing(size); }} {}

boost::asio::mutable_buffer request_reader::prepare() {
  if (input_.size() == 0 && !parser_ && input_.capacity() > most_idle_input)
    input_.shrink_to_fit();
  return input_.prepare(parser_ && parser_->is_header_done() ? large_read : small_read);
}

void request_reader::begin_request() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(header_limit_));
  parser_->body_limit(boost::none); // It depends on the path.
  began_at_ = coarse_clock::now();
  header_bytes_ = 0;
  needed_framing_ = 0;
}

request_reader::step request_reader::next() {
  if (!parser_) {
    if (input_.size() == 0)
      return step::needs_bytes;
    begin_request();
  }
  boost::system::error_code error;
  auto had_header = parser_->is_header_done();
  auto had_body = parser_->get().body().size();
  auto taken = parser_->put(input_.data(), error);
  input_.consume(taken);
  header_bytes_ += taken - (parser_->get().body().size() - had_body);
  if (is_header_too_long(error == beast::http::error::need_more ? input_.size() : 0))
    error = beast::http::error::header_limit;
  if (error == beast::http::error::need_more)
    return step::needs_bytes;
  if (error == beast::http::error::body_limit)
    return refuse_body();
  if (error)
    return refuse_malformed(error.message());
  if (!had_header && parser_->is_header_done())
    if (auto stopped = check_header())
      return *stopped;
  if (!parser_->is_done())
    return taken != 0 ? step::progressed : step::needs_bytes;
  // A trailer would count like a header, past proxies that strip headers on the way here.
  if (parser_->chunked() && fields_of(parser_->get()) != header_fields_)
    return refuse_malformed("Trailers are not supported.");
  return step::complete;
}

// Beast counts the header of one put() only, and takes chunk extensions and trailers of any length.
bool request_reader::is_header_too_long(std::size_t waiting) const {
  auto line = parser_->is_header_done() ? most_chunk_line : 0;
  auto more = waiting - std::min(waiting, line);
  return header_bytes_ + more > header_limit_ + needed_framing_;
}

std::optional<request_reader::step> request_reader::check_header() {
  const auto& head = parser_->get();
  if (!has_clear_length(head, parser_->chunked()) || !has_right_host(head))
    return refuse_malformed("Host or Transfer-Encoding is not as HTTP requires.");
  match_ = routes_.match(head, client_);
  if (head.version() < 11 && match_.has_body && !parser_->content_length()) // RFC 1945, 7.2.2
    return refuse_malformed("A body in HTTP/1.0 needs a Content-Length.");
  auto length = parser_->content_length();
  if (length && *length > match_.body_limit)
    return refuse_body();
  if (parser_->chunked()) {
    header_fields_ = fields_of(head);
    parser_->on_chunk_header(on_chunk_);
  }
  parser_->body_limit(match_.body_limit);
  parser_->eager(true);
  if (!parser_->is_done() && input_.size() == 0 && expects_continue(head))
    return step::needs_continue;
  return std::nullopt;
}

request_reader::received request_reader::take() {
  received out{parser_->release(), std::move(match_)};
  parser_.reset();
  return out;
}

request_reader::step request_reader::refuse(refusal&& why) {
  refusal_ = std::move(why);
  refusal_.has_header = parser_->is_header_done();
  refusal_.to_head = refusal_.has_header && parser_->get().method() == verb::head;
  refusal_.head = parser_->release();
  parser_.reset();
  return step::refused;
}

request_reader::step request_reader::refuse_body() {
  refusal why;
  why.too_large = std::move(match_);
  return refuse(std::move(why));
}

refused_request request_reader::refused() const {
  return {parser_->is_header_done() ? &parser_->get() : nullptr, client_};
}

request_reader::step request_reader::refuse_malformed(std::string detail) {
  refusal why;
  why.response = routes_.malformed(refused(), std::move(detail));
  return refuse(std::move(why));
}

} // namespace boxoffice::http
