// The messages that clients send, and how their targets and headers are read.
#pragma once

#include "logging/request_tag.hpp"

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

/// A parsed request target: percent-decoded segments and query pairs, of any bytes.
struct target {
  std::vector<std::string> path;
  std::vector<std::pair<std::string, std::string>> query;

  /// The first value of that name that is not empty; null if there is none.
  [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// Nothing if the target is not an absolute path or its percent-encoding is invalid.
[[nodiscard]] std::optional<target> parse_target(std::string_view text);

/// The value of the only such field, or an empty text: of several, two parsers may pick different
/// ones.
[[nodiscard]] std::string_view only_header(const message& from, field name);
[[nodiscard]] std::string_view only_header(const message& from, std::string_view name);

/// The number of such fields.
[[nodiscard]] std::size_t count(const message& from, field name);

/// The value of the first such field, or an empty text.
[[nodiscard]] std::string_view header(const message& from, field name);
[[nodiscard]] std::string_view header(const message& from, std::string_view name);

/// Whether it is `uri-host [":" port]`, as a Host has to be (RFC 9112, 3.2). The host may be empty.
[[nodiscard]] bool is_host_field(std::string_view value);

/// Whether a WebSocket's handshake offers this protocol (RFC 6455, 11.3.4).
[[nodiscard]] bool offers_protocol(const message& from, std::string_view protocol);

/// What the request is known by: its X-Request-Id and traceparent, as far as they are valid and
/// given once.
[[nodiscard]] logging::request_tag tag_of(const message& from, logging::tag_source& tags);

/// TOKEN of `Authorization: Bearer TOKEN`, or of a handshake that offers the protocol
/// `bearer.TOKEN`: scripts of browsers cannot set headers of a handshake. Nothing if there are
/// several.
[[nodiscard]] std::optional<std::string_view> bearer(const message& from);

/// Whether the body is declared as JSON.
[[nodiscard]] bool says_json(const message& from);
/// Whether it is declared as a JSON merge patch (RFC 7396).
[[nodiscard]] bool says_merge_patch(const message& from);

/// Whether Accept-Encoding takes gzip (RFC 9110, 12.5.3).
[[nodiscard]] bool accepts_gzip(const message& from);

/// Whether If-None-Match names `etag`, compared weakly (RFC 9110, 13.1.2); false if it is not
/// a list of entity tags.
[[nodiscard]] bool has_already(const message& from, std::string_view etag);

} // namespace boxoffice::http
