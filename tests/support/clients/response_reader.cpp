#include "tests/support/clients/response_reader.hpp"

#include "tests/support/readers/wire.hpp"

namespace boxoffice::tests {

namespace http = boost::beast::http;

namespace {

constexpr std::uint64_t most_bytes = 64U * 1024U * 1024U;

std::string text_of(boost::beast::string_view view) { return {view.data(), view.size()}; }

} // namespace

boost::system::result<response> read_response(wire& from, bool to_head, bool& keep_alive) {
  http::response_parser<http::string_body> parser;
  parser.body_limit(most_bytes);
  parser.skip(to_head);
  const auto error = from.run(
      [&](auto done) { http::async_read(from.stream, from.buffer, parser, std::move(done)); });
  keep_alive = false;
  if (error)
    return error;
  auto& message = parser.get();
  keep_alive = message.keep_alive();
  response got;
  got.status = message.result_int();
  for (const auto& field : message.base())
    got.headers.emplace_back(text_of(field.name_string()), text_of(field.value()));
  got.text = std::move(message.body());
  got.body = json::parse(got.text, nullptr, false);
  if (got.body.is_discarded())
    got.body = nullptr;
  return got;
}

} // namespace boxoffice::tests
