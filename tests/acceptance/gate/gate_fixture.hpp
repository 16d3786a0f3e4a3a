// A cinema at whose gates codes are scanned.
#pragma once

#include "tests/support/cinema/commands.hpp"
#include "tests/support/review_settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::tests {

class gate_fixture {
public:
  explicit gate_fixture(const settings& more = quick_reviews()) : cinema{server_binary(), more} {}

  /// The codes of the booking's seats, in their order.
  std::vector<std::string> codes_of(const std::string& booking) {
    auto got = cinema.client().get("/api/ticket/" + booking + "/codes");
    require_status(got, 200, "codes");
    std::vector<std::string> codes;
    for (const auto& each : got.body)
      codes.push_back(each.at("code"));
    return codes;
  }

  /// The codes of a new PAID booking.
  std::vector<std::string> sold(const std::string& show, const json& seats,
                                const std::string& payment) {
    return codes_of(cinema.paid(show, seats, payment).at("reqId"));
  }

  static json scan_of(const std::string& code, const std::string& gate,
                      const std::optional<std::string>& at = std::nullopt) {
    json scan{{"code", code}, {"gate", gate}};
    if (at)
      scan["at"] = *at;
    return scan;
  }

  response admit(const json& scan, const std::string& query = {}) {
    return cinema.client().post("/api/admission" + query, scan, as_operator());
  }

  cinema_fixture cinema;
};

/// Checks a refusal of NOT_VALID and its reason.
inline void check_not_valid(const response& got, const std::string& reason) {
  CAPTURE(got.summary());
  CHECK(got.status == 409);
  CHECK(got.code() == "NOT_VALID");
  CHECK(got.body.value("reason", "") == reason);
}

inline void check_admitted_before(const response& got, const json& gate, const json& at) {
  CAPTURE(got.summary());
  CHECK(got.status == 409);
  CHECK(got.code() == "ALREADY_ADMITTED");
  CHECK(got.body.value("gate", json{}) == gate);
  CHECK(got.body.value("at", json{}) == at);
}

} // namespace boxoffice::tests
