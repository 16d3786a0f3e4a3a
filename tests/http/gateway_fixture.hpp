// A gateway on a free port with a real engine over a real log in a temporary directory.
#pragma once

#include "http/gateway.hpp"
#include "tests/support/cinema/halls.hpp"
#include "tests/support/clients/http_client.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/processes/server_process.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace boxoffice::http::tests {

using boxoffice::tests::as_json;
using boxoffice::tests::as_operator;
using boxoffice::tests::as_text;
using boxoffice::tests::hall;
using boxoffice::tests::header_list;
using boxoffice::tests::http_client;
using boxoffice::tests::json;
using boxoffice::tests::raw_connection;
using boxoffice::tests::seat_name;
using http_response = boxoffice::tests::response;

inline constexpr const char* webhook_bytes = "bytes shared with the provider";
inline const std::string token_secret(32, 's'); ///< Of tests with `auth.mode = jwt`.

/// A free port, no rate limit, a token for the operator and a secret for the provider.
gateway_options usual_options();

/// Bookings stay under review for ten minutes.
class gateway_fixture {
public:
  explicit gateway_fixture(const gateway_options& options = usual_options(), bool ready = true);
  ~gateway_fixture();
  gateway_fixture(const gateway_fixture&) = delete;
  gateway_fixture& operator=(const gateway_fixture&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] http_client client() const { return http_client{port()}; }
  [[nodiscard]] raw_connection connect() const;
  /// A show of one row A1, A2, …
  void open_show(const std::string& id, unsigned seats = 100) const;

  /// The node's clock goes on by that; its timers do not.
  void pass(std::chrono::milliseconds span);

  gateway& gate();
  void end_gateway(); ///< Whatever is under way.

  /// Nothing becomes durable from now on, so that no booking gets a response.
  void hold_log();
  /// Reads of events wait from now on.
  void hold_reads();
  void let_go_log();
  [[nodiscard]] unsigned reads() const; ///< of events, that were begun
  /// Returns once something waits to become durable.
  void wait_for_append();

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

/// A request as it is on the wire. Header lines end with CR LF.
std::string request(const std::string& line, const std::string& headers = {},
                    const std::string& body = {});
std::string get(const std::string& target, const std::string& headers = {});
/// A WebSocket's handshake.
std::string handshake(const std::string& target);
/// The header of the operator's token.
std::string token_line();
/// With Content-Type and Content-Length.
std::string post(const std::string& target, const std::string& body,
                 const std::string& headers = {});
std::string booking_of(const std::string& seat, const std::string& show = "s");
/// `POST /api/ticket/book` of one seat.
std::string book(const std::string& seat, const std::string& show = "s");
std::string in_chunks(const std::string& body, std::size_t size);

} // namespace boxoffice::http::tests
