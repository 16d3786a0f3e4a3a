// Turns the bytes of a connection into requests.
#pragma once

#include "http/server/coarse_clock.hpp"
#include "http/server/dispatcher.hpp"

#include <functional>
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>

namespace boxoffice::http {

/// Parses requests and checks their framing (RFC 9112): limits, Host, exactly one statement of the
/// length, no trailers. Works on bytes; does not use a socket.
class request_reader {
public:
  enum class step : std::uint8_t {
    needs_bytes,
    progressed,     ///< call next() again
    needs_continue, ///< the client waits for 100 Continue; then as `progressed`
    complete,       ///< call take()
    refused,        ///< call take_refusal(); nothing can be read after this
  };
  struct received {
    http::message message;
    route_match match;
  };
  struct refusal {
    http::response response{};
    std::optional<route_match> too_large{}; ///< its body exceeds this limit; then no `response`
    bool to_head = false;                   ///< the response must not have a body
    http::message head{};                   ///< as far as it was read
    bool has_header = false;                ///< `head` was read in full
  };

  /// `header_limit` is in bytes.
  request_reader(const dispatcher& routes, const client_address& client, std::size_t header_limit);
  request_reader(const request_reader&) = delete;
  request_reader& operator=(const request_reader&) = delete;

  /// Where the next bytes of the connection are to be put.
  [[nodiscard]] boost::asio::mutable_buffer prepare();
  /// `size` bytes were put there.
  void commit(std::size_t size) { input_.commit(size); }

  [[nodiscard]] step next();
  [[nodiscard]] received take();
  [[nodiscard]] refusal take_refusal() { return std::move(refusal_); }

  /// Drops the request that is being read.
  void stop() { parser_.reset(); }
  /// Drops all bytes that were not parsed.
  void discard_input() { input_.clear(); }
  [[nodiscard]] bool has_input() const { return input_.size() != 0; }

  /// True if a request has begun and is not complete.
  [[nodiscard]] bool is_amid_request() const { return parser_.has_value(); }
  /// When the first bytes of that request arrived, or when restart_clock() was last called.
  [[nodiscard]] coarse_clock::time_point began_at() const { return began_at_; }
  /// Restarts the read time-out, because the server itself delayed the reading.
  void restart_clock() { began_at_ = coarse_clock::now(); }

private:
  using parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void begin_request();
  /// Checks a complete header; returns nothing if the body may be read now.
  [[nodiscard]] std::optional<step> check_header();
  [[nodiscard]] bool is_header_too_long(std::size_t waiting) const;
  step refuse(refusal&& why);
  step refuse_body();
  step refuse_malformed(std::string detail);
  [[nodiscard]] refused_request refused() const;

  const dispatcher& routes_;
  const client_address& client_;
  const std::size_t header_limit_;
  boost::beast::flat_buffer input_;
  std::optional<parser> parser_; ///< of the request that is being read
  route_match match_;
  refusal refusal_;
  std::size_t header_bytes_ = 0;     ///< read for this request, excluding its body
  std::size_t needed_framing_ = 0;   ///< of header_bytes_, the framing that chunks need at least
  std::ptrdiff_t header_fields_ = 0; ///< fields before the body; further ones after it are trailers
  std::function<void(std::uint64_t, boost::core::string_view, boost::system::error_code&)>
      on_chunk_;
  coarse_clock::time_point began_at_{};
};

} // namespace boxoffice::http
