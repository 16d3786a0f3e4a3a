#pragma once

#include "tests/support/cinema/halls.hpp"
#include "tests/support/cinema/provider.hpp"
#include "tests/support/clients/http_client.hpp"
#include "tests/support/processes/server_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// A server with its data directory, one client, and the provider that shares its secret.
/// Rate limits are off unless the settings have `limits.enabled`. The functions throw with the
/// server's response if it is not the expected one.
class cinema_fixture {
public:
  explicit cinema_fixture(const std::filesystem::path& binary, const settings& more = {});

  server_process& server() { return *server_; }
  server_options& options() { return options_; } ///< Changes hold from the next start on.
  http_client& client() { return *client_; }
  http_client another_client() const { return http_client{server_->port()}; }
  const provider& bank() const { return bank_; }
  const std::filesystem::path& data_dir() const { return directory_.path(); }

  void start();   ///< After `server().kill()` or `terminate()`.
  void restart(); ///< SIGTERM, exit code 0, start.
  void crash();   ///< SIGKILL, start.

  json open_show(const std::string& id, const json& body);
  response ask(const std::string& show, const json& seats,
               const std::string& mail = "ann@example.com", const header_list& headers = {});
  /// 202; returns the receipt with `movieShowId` and `seats` added.
  json book(const std::string& show, const json& seats,
            const std::string& mail = "ann@example.com");
  json ticket(const std::string& booking);
  json decided(const std::string& booking); ///< Waits until it is no longer IN_REVIEW.
  json once(const std::string& booking, const std::string& status); ///< Waits for the status.
  json confirmed(const std::string& show, const json& seats);
  json paid(const std::string& show, const json& seats, const std::string& payment);
  response cancel(const std::string& booking); ///< By its holder.
  response operate(const std::string& target); ///< Operator's POST without body.
  response operate(const std::string& target, const json& body);

  /// SUCCESS over the ticket's amount, paid at `paid_at` or now.
  notice payment_for(const json& ticket, const std::string& payment) const;
  response notify(const notice& what) { return bank_.notify(*client_, what); }

  json seats(const std::string& show); ///< seat → state
  std::string seat(const std::string& show, const std::string& seat);
  std::uint64_t version(const std::string& show);
  json refunds(); ///< All pages of those still due.

private:
  provider bank_;
  temporary_directory directory_;
  server_options options_;
  std::unique_ptr<server_process> server_;
  std::unique_ptr<http_client> client_;
};

/// Throws std::runtime_error with `what` and the response unless it has this status.
const response& require_status(const response& got, unsigned status, const std::string& what);

/// All items of a paged list: asks for further pages with `after` until there is no `next`.
json all_pages(http_client& client, const std::string& target, const std::string& member,
               unsigned limit, const header_list& headers);

} // namespace boxoffice::tests
