// What clients got from a server, kept to compare it with the event log and with each other.
#pragma once

#include "tests/support/cinema/provider.hpp"
#include "tests/support/clients/http_client.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// The JSON that a script of this folder prints.
json printed_by_script(const std::string& script, const std::vector<std::string>& arguments);

/// Answers for answers.py, which has the rules. A reader makes its calls one after another, so its
/// answers are in order. Safe to use from any thread.
class answer_log {
public:
  explicit answer_log(const std::filesystem::path& file) : file_{file}, out_{file} {}

  void receipt(const std::string& reader, const json& body); ///< The 202 of a booking request.
  void ticket(const std::string& reader, const json& body);  ///< Of any call, or pushed.
  void seats(const std::string& reader, const json& body);
  void show(const std::string& reader, json body);
  /// A message of `/ws/movieshow`; the handshake may have had `after`.
  void frame(const std::string& reader, const std::string& show, const json& body,
             std::optional<std::uint64_t> after = std::nullopt);
  /// The seats as they were: `query` has `seq` or `at`.
  void past(const std::string& show, const json& query, const json& body);
  void payment(const std::string& reader, const notice& what, const json& body);
  /// An answer that the contract does not allow, or none.
  void unexpected(const std::string& what);

  /// The bookings that clients know of.
  std::set<std::string> bookings() const;
  std::vector<std::string> unexpected_answers() const;

  /// `{checked: {kind: count}, wrong: [text]}`. `events` is what `boxoffice events` printed.
  json compare(const std::filesystem::path& events);

private:
  void write(const std::string& kind, const std::string& reader, const json& body, json more = {});

  mutable std::mutex mutex_;
  std::filesystem::path file_;
  std::ofstream out_;
  std::set<std::string> bookings_;
  std::vector<std::string> unexpected_;
};

/// What was received for each booking and what went back, as the provider and the till know it, in
/// minor units of one currency. Safe to use from any thread.
class money_ledger {
public:
  /// A payment that is reported again counts once.
  void received(const std::string& booking, const std::string& payment, std::int64_t value);
  void returned(const std::string& booking, std::int64_t value);

  std::int64_t left(const std::string& booking) const; ///< Received, and not returned.
  std::int64_t left() const;                           ///< Of all bookings.

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, std::int64_t>> received_; ///< booking → payment
  std::map<std::string, std::int64_t> returned_;
};

struct client_records {
  explicit client_records(const std::filesystem::path& file) : answers{file} {}

  answer_log answers;
  money_ledger money;
};

} // namespace boxoffice::tests
