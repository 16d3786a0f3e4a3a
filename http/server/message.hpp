// A request as the handlers see it.
#pragma once

#include "events/errc.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace boxoffice::http {

using message = boost::beast::http::request<boost::beast::http::string_body>;
using verb = boost::beast::http::verb;
using field = boost::beast::http::field;

/// A request target taken apart: percent-decoded segments and query pairs.
struct target {
  std::vector<std::string> path;
  std::vector<std::pair<std::string, std::string>> query;

  /// The first value of that name; nothing where there is none but empty ones.
  [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// Nothing where the target is not an absolute path or its percent-encoding is broken.
[[nodiscard]] std::optional<target> parse_target(std::string_view text);

/// The value of the only such field, or an empty text: of several, two readers may take two.
[[nodiscard]] std::string_view only_header(const message& in, field name);
[[nodiscard]] std::string_view only_header(const message& in, std::string_view name);

/// How many such fields there are.
[[nodiscard]] std::size_t count(const message& in, field name);

/// The value of the first such field, or an empty text.
[[nodiscard]] std::string_view header(const message& in, field name);
[[nodiscard]] std::string_view header(const message& in, std::string_view name);

/// TOKEN of `Authorization: Bearer TOKEN`.
[[nodiscard]] std::optional<std::string_view> bearer(const message& in);

/// Whether the body is declared as JSON.
[[nodiscard]] bool says_json(const message& in);

/// Whether Accept-Encoding takes gzip (RFC 9110, 12.5.3).
[[nodiscard]] bool accepts_gzip(const message& in);

/// Whether If-None-Match names `etag`, compared weakly (RFC 9110, 13.1.2); false where it is no
/// list of entity tags.
[[nodiscard]] bool has_already(const message& in, std::string_view etag);

} // namespace boxoffice::http
