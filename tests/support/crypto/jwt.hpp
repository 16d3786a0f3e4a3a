#pragma once

#include "tests/support/clients/http_client.hpp"

#include <chrono>
#include <string>

namespace boxoffice::tests {

/// A compact JWS of these claims, signed by HS256 unless the header says otherwise.
std::string jwt(const std::string& secret, const json& claims,
                const json& header = {{"alg", "HS256"}, {"typ", "JWT"}});

/// Claims of a customer's token that is valid for that long; negative: expired.
json claims_of(const std::string& mail, std::chrono::seconds valid = std::chrono::hours{1});

header_list bearer(const std::string& token);

} // namespace boxoffice::tests
