// An HTTP response, of which only what the load generator needs is kept.
#pragma once

#include <cstdint>
#include <string>

#include <boost/beast/http/basic_parser.hpp>

namespace boxoffice::load {

struct response {
  unsigned status = 0;
  std::string body;
};

/// Beast's parser without containers for headers. Parses one response.
class response_parser : public boost::beast::http::basic_parser<false> {
public:
  /// Bytes of the body that are kept: more than any booking or problem has.
  static constexpr std::size_t most_kept = 1'024;

  /// Parses into `into`, which must outlive the parser.
  explicit response_parser(response& into) : into_{into} {
    eager(true);
    body_limit(boost::none); // Seat maps may have megabytes.
    into_.body.clear();
  }

private:
  using error_code = boost::beast::error_code;
  using text = boost::beast::string_view;
  using field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb, text, text, int, error_code&) override {}
  void on_response_impl(int status, text, int, error_code&) override {
    into_.status = static_cast<unsigned>(status);
  }
  void on_field_impl(field, text, text, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(text piece, error_code&) override { return keep(piece); }
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, text piece, error_code&) override {
    return keep(piece);
  }
  void on_finish_impl(error_code&) override {}

  std::size_t keep(text piece) {
    auto room = most_kept - into_.body.size();
    into_.body.append(piece.data(), std::min(room, piece.size()));
    return piece.size();
  }

  response& into_;
};

} // namespace boxoffice::load
