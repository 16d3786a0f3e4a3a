// The description of the API (OpenAPI 3.1), which `GET /openapi.json` sends.
#pragma once

#include "events/rules.hpp"
#include "http/server/options.hpp"
#include "http/server/response.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace boxoffice::http {

/// The description of a gateway with these settings, as JSON. It joins the parts and adds what the
/// route table and the table of problems know: security and problems of each operation. Paths that
/// the gateway does not offer are left out.
[[nodiscard]] std::string describe_api(const gateway_options& options, const events::rules& rules);

/// Builds the description once, at the first request. Safe to use from any thread.
class api_description {
public:
  api_description(const gateway_options& options, const events::rules& rules)
      : options_{options}, rules_{rules} {}

  struct rendered {
    std::string text;
    std::string etag; ///< with its quotes
  };
  [[nodiscard]] std::shared_ptr<const rendered> get();

private:
  const gateway_options& options_;
  const events::rules& rules_;
  std::once_flag once_;
  std::shared_ptr<const rendered> made_;
};

} // namespace boxoffice::http
