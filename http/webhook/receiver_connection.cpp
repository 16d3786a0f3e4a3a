#include "http/webhook/receiver_connection.hpp"

#include "events/text.hpp"

#include <algorithm>
#include <ctime>
#include <optional>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
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
using tls_stream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::uint32_t most_response_header = 16U << 10U;
constexpr std::uint64_t most_response_body = 64U << 10U;
/// Responses 1xx before the final one.
constexpr int most_interim_responses = 8;

beast::http::request<beast::http::string_body>
request_of(const std::string& host, const std::string& target, const actors::delivery& what) {
  beast::http::request<beast::http::string_body> out{beast::http::verb::post, target, 11};
  out.set(beast::http::field::host, host);
  out.set(beast::http::field::user_agent, "boxoffice");
  out.set(beast::http::field::content_type, "application/json");
  out.set("webhook-id", what.id);
  out.set("webhook-timestamp", what.timestamp);
  out.set("webhook-signature", what.signature);
  out.body() = what.body;
  out.prepare_payload();
  return out;
}

/// Holds itself while a request is under way.
template <class Stream>
class connection_on final : public receiver_connection,
                            public std::enable_shared_from_this<connection_on<Stream>> {
public:
  template <class... Args>
  connection_on(asio::io_context& io, const http_url& to, const receiver_limits& limits,
                Args&... args)
      : host_{to.host},
        port_{to.port},
        host_field_{host_field(to)},
        limits_{limits},
        resolver_{io},
        lookup_timer_{io},
        stream_{io, args...} {}

  Stream& stream() { return stream_; }

  void send(const std::string& target, const actors::delivery& what, handler then) override {
    request_ = request_of(host_field_, target, what);
    sent_at_s_ = events::whole_number<std::int64_t>(what.timestamp).value_or(0);
    then_ = std::move(then);
    parser_.reset();
    if (connected_)
      return write();
    look_up();
  }

private:
  using self_ptr = std::shared_ptr<connection_on>;
  static constexpr bool over_tls = !std::is_same_v<Stream, beast::tcp_stream>;

  /// The system's look-up cannot be interrupted, so its result may come when nobody waits for it.
  void look_up() {
    lookup_timer_.expires_after(limits_.connect_timeout);
    lookup_timer_.async_wait([self = self_ptr{this->shared_from_this()}](error_code error) {
      if (!error)
        self->fail("the look-up of the receiver's name timed out");
    });
    resolver_.async_resolve(
        host_, port_,
        [self = self_ptr{this->shared_from_this()}](error_code error, const auto& found) {
          self->lookup_timer_.cancel();
          if (!self->then_)
            return;
          if (error)
            return self->fail("cannot look up the receiver", error);
          self->connect(found);
        });
  }

  void connect(const tcp::resolver::results_type& found) {
    std::vector<tcp::endpoint> allowed;
    for (const auto& each : found)
      if (may_deliver(limits_.addresses, each.endpoint().address(), over_tls))
        allowed.push_back(each.endpoint());
    if (allowed.empty())
      return fail(found.empty() ? "the receiver has no address"
                                : "the receiver's address " +
                                      found.begin()->endpoint().address().to_string() +
                                      " is not allowed (webhook.allow_private)");
    auto& lowest = beast::get_lowest_layer(stream_);
    lowest.expires_after(limits_.connect_timeout);
    lowest.async_connect(
        allowed, [self = self_ptr{this->shared_from_this()}](error_code error, const auto&) {
          if (error)
            return self->fail("cannot connect", error);
          error_code ignored; // Only costs time.
          beast::get_lowest_layer(self->stream_).socket().set_option(tcp::no_delay{true}, ignored);
          self->shake_hands();
        });
  }

  void shake_hands() {
    if constexpr (!over_tls) {
      write();
    } else {
      stream_.async_handshake(asio::ssl::stream_base::client,
                              [self = self_ptr{this->shared_from_this()}](error_code error) {
                                if (error)
                                  return self->fail("TLS failed", error);
                                self->write();
                              });
    }
  }

  void write() {
    connected_ = true;
    beast::get_lowest_layer(stream_).expires_after(limits_.timeout);
    beast::http::async_write(
        stream_, request_,
        [self = self_ptr{this->shared_from_this()}](error_code error, std::size_t) {
          if (error)
            return self->fail("cannot send", error);
          self->interim_ = 0;
          self->read();
        });
  }

  void read() {
    parser_.emplace();
    parser_->header_limit(most_response_header);
    parser_->body_limit(most_response_body);
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = self_ptr{this->shared_from_this()}](
                                error_code error, std::size_t) { self->finish(error); });
  }

  void finish(error_code error) {
    if (!parser_->is_header_done()) {
      if (error)
        return fail("no response", error);
      return fail("no response");
    }
    const auto& head = parser_->get();
    auto status = head.result_int();
    if (!error && status / 100 == 1 && status != 101 && ++interim_ <= most_interim_responses)
      return read();
    result out;
    out.outcome.status = status;
    if (status / 100 != 2) // Redirects are not followed: they would leave the checked address.
      out.outcome.error = "status " + std::to_string(status);
    if (status == 429 || status == 503)
      out.outcome.retry_after_ms =
          http::retry_after_ms(view_of(head[beast::http::field::retry_after]), sent_at_s_);
    out.reusable = !error && status != 101 && parser_->keep_alive();
    complete(std::move(out));
  }

  static std::string_view view_of(beast::string_view text) { return {text.data(), text.size()}; }

  void fail(const std::string& what, error_code why) { fail(what + ": " + why.message(), &why); }

  void fail(std::string what, const error_code* why = nullptr) {
    result out;
    out.outcome.error = std::move(what);
    auto ended =
        why != nullptr && *why != beast::error::timeout && *why != asio::error::operation_aborted;
    out.untouched = used_ && ended && (!parser_ || !parser_->got_some());
    complete(std::move(out));
  }

  void complete(result&& what) {
    beast::get_lowest_layer(stream_).expires_never();
    used_ = true;
    if (auto then = std::exchange(then_, nullptr))
      then(std::move(what));
  }

  const std::string host_;
  const std::string port_;
  const std::string host_field_;
  const receiver_limits& limits_;
  tcp::resolver resolver_;
  asio::steady_timer lookup_timer_;
  Stream stream_;
  bool connected_ = false;
  bool used_ = false; ///< for a request before the present one
  int interim_ = 0;
  std::int64_t sent_at_s_ = 0;
  beast::http::request<beast::http::string_body> request_;
  beast::flat_buffer buffer_{most_response_header + (1U << 16U)};
  std::optional<beast::http::response_parser<beast::http::string_body>> parser_;
  handler then_;
};

} // namespace

std::shared_ptr<receiver_connection> make_receiver_connection(asio::io_context& io,
                                                              asio::ssl::context& tls,
                                                              const http_url& to,
                                                              const receiver_limits& limits) {
  if (!to.tls)
    return std::make_shared<connection_on<beast::tcp_stream>>(io, to, limits);
  auto made = std::make_shared<connection_on<tls_stream>>(io, to, limits, tls);
  expect_host(made->stream(), to.host);
  return made;
}

std::int64_t retry_after_ms(std::string_view text, std::int64_t now_s) {
  constexpr std::int64_t most_s = 1'000'000'000;
  if (auto seconds = events::whole_number<std::uint64_t>(text))
    return static_cast<std::int64_t>(std::min<std::uint64_t>(*seconds, most_s)) * 1'000;
  std::tm date{};
  const std::string copy{text};
  const char* end = ::strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
  if (end == nullptr || *end != '\0')
    return 0;
  return std::clamp<std::int64_t>(::timegm(&date) - now_s, 0, most_s) * 1'000;
}

} // namespace boxoffice::http
