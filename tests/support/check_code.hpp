#pragma once

#include "tests/support/clients/http_client.hpp"

#include <doctest/doctest.h>
#include <string>

namespace boxoffice::tests {

/// Checks that the server refused with this problem, over this field if one is given.
inline void check_code(const response& got, unsigned status, const std::string& code,
                       const std::string& field = {}) {
  CAPTURE(got.summary());
  CHECK(got.status == status);
  CHECK(got.code() == code);
  if (!field.empty())
    CHECK(got.body.at("errors").at(0).at("field") == field);
}

} // namespace boxoffice::tests
