#include "http/auth/http_get.hpp"

#include "events/text.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace boxoffice::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint32_t most_header_bytes = 16U << 10U;

/// One request on its way; it holds itself until it has called `then`.
template <class Stream>
class get_request : public std::enable_shared_from_this<get_request<Stream>> {
public:
  template <class... Args>
  get_request(asio::io_context& io, const http_url& from, const http_get_limits& limits,
              std::function<void(http_got&&)>&& then, Args&&... args)
      : from_{from},
        limits_{limits},
        then_{std::move(then)},
        resolver_{io},
        stream_{io, std::forward<Args>(args)...} {
    request_.version(11);
    request_.method(beast::http::verb::get);
    request_.target(from.target);
    request_.set(beast::http::field::host, host_field(from));
    request_.set(beast::http::field::accept, "application/json");
    request_.set(beast::http::field::user_agent, "boxoffice");
    request_.set(beast::http::field::connection, "close");
    parser_.body_limit(limits.most_bytes);
    parser_.header_limit(most_header_bytes);
  }

  void start() {
    resolver_.async_resolve(from_.host, from_.port,
                            [self = this->shared_from_this()](error_code error, auto found) {
                              if (error)
                                return self->fail("cannot look up " + self->from_.host, error);
                              self->connect(found);
                            });
  }

  Stream& stream() { return stream_; }

private:
  void connect(const tcp::resolver::results_type& found) {
    auto& lowest = beast::get_lowest_layer(stream_);
    lowest.expires_after(limits_.timeout); // Of all that follows.
    lowest.async_connect(found, [self = this->shared_from_this()](error_code error, auto) {
      if (error)
        return self->fail("cannot connect", error);
      self->shake_hands();
    });
  }

  void shake_hands() {
    if constexpr (std::is_same_v<Stream, beast::tcp_stream>)
      write();
    else
      stream_.async_handshake(asio::ssl::stream_base::client,
                              [self = this->shared_from_this()](error_code error) {
                                if (error)
                                  return self->fail("TLS failed", error);
                                self->write();
                              });
  }

  void write() {
    beast::http::async_write(stream_, request_,
                             [self = this->shared_from_this()](error_code error, std::size_t) {
                               if (error)
                                 return self->fail("cannot send", error);
                               self->read();
                             });
  }

  void read() {
    beast::http::async_read(stream_, buffer_, parser_,
                            [self = this->shared_from_this()](error_code error, std::size_t) {
                              if (error)
                                return self->fail("cannot read", error);
                              self->finish();
                            });
  }

  void finish() {
    auto status = parser_.get().result_int();
    if (status == 200)
      return then_({std::move(parser_.get().body())});
    then_({std::nullopt, "status " + std::to_string(status) + " instead of 200"});
  }

  void fail(const std::string& what, error_code why) {
    then_({std::nullopt, what + ": " + why.message()});
  }

  http_url from_;
  http_get_limits limits_;
  std::function<void(http_got&&)> then_;
  tcp::resolver resolver_;
  Stream stream_;
  beast::http::request<beast::http::empty_body> request_;
  beast::flat_buffer buffer_{most_header_bytes + (1U << 16U)};
  beast::http::response_parser<beast::http::string_body> parser_;
};

using tls_stream = beast::ssl_stream<beast::tcp_stream>;

bool is_host_letter(char c) {
  auto lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_';
}

bool is_host_text(std::string_view host, bool in_brackets) {
  return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [=](char c) {
    return in_brackets
               ? std::string_view{"0123456789abcdefABCDEF:."}.find(c) != std::string_view::npos
               : is_host_letter(c);
  });
}

} // namespace

std::optional<http_url> parse_http_url(std::string_view text) {
  constexpr std::string_view mark = "://";
  http_url out;
  auto scheme = text.substr(0, std::min(text.find(mark), text.size()));
  out.tls = events::lower_case(scheme) == "https";
  if (scheme.size() == text.size() || !(out.tls || events::lower_case(scheme) == "http"))
    return std::nullopt;
  text.remove_prefix(scheme.size() + mark.size());
  if (std::ranges::any_of(text, [](char c) { return c <= ' ' || c >= '\x7f' || c == '#'; }))
    return std::nullopt;
  auto end = text.find_first_of("/?");
  auto authority = text.substr(0, end);
  auto rest = end == std::string_view::npos ? std::string_view{} : text.substr(end);
  auto bracketed = authority.starts_with('[');
  auto host_end = bracketed ? authority.find(']') : authority.find(':');
  auto host = authority.substr(0, host_end);
  if (bracketed) {
    if (host_end == std::string_view::npos)
      return std::nullopt;
    host.remove_prefix(1);
    authority.remove_prefix(host_end + 1);
  } else {
    authority.remove_prefix(host.size());
  }
  out.port = out.tls ? "443" : "80";
  if (!authority.empty()) {
    auto port = authority.front() == ':' ? events::whole_number<std::uint16_t>(authority.substr(1))
                                         : std::nullopt;
    if (!port || *port == 0)
      return std::nullopt;
    out.port = std::to_string(*port);
  }
  if (!is_host_text(host, bracketed))
    return std::nullopt;
  out.host = events::lower_case(host);
  out.target = rest.starts_with('/') ? std::string{rest} : '/' + std::string{rest};
  return out;
}

std::string host_field(const http_url& to) {
  auto host = events::host_in_url(to.host);
  return to.port == (to.tls ? "443" : "80") ? host : host + ':' + to.port;
}

error_code verify_servers(asio::ssl::context& tls) {
  error_code no_authorities;
  tls.set_default_verify_paths(no_authorities);
  error_code error;
  tls.set_verify_mode(asio::ssl::verify_peer, error);
  ::SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  return no_authorities ? no_authorities : error;
}

void http_get(asio::io_context& io, const http_url& from, const http_get_limits& limits,
              std::function<void(http_got&&)> then) {
  if (!from.tls)
    return std::make_shared<get_request<beast::tcp_stream>>(io, from, limits, std::move(then))
        ->start();
  asio::ssl::context context{asio::ssl::context::tls_client}; // The stream keeps what it uses.
  if (auto error = verify_servers(context))
    return then({std::nullopt, "cannot prepare TLS: " + error.message()});
  auto request =
      std::make_shared<get_request<tls_stream>>(io, from, limits, std::move(then), context);
  expect_host(request->stream(), from.host);
  request->start();
}

} // namespace boxoffice::http
