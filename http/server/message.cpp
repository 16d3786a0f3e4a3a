#include "http/server/message.hpp"

#include "events/text.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>

namespace boxoffice::http {

namespace {

int digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

/// Percent-decoded text, which may have any byte; nothing if an escape is invalid.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
      continue;
    }
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    auto high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
    auto low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0)
      return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

bool consists_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

/// reg-name of RFC 3986, 3.2.2; an IPv4 address is one, too.
bool is_registered_name(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%";
  return consists_of(text, plain) &&
         (text.find('%') == std::string_view::npos || decoded(text, false));
}

/// Calls `take` with each part of `text` between `mark`s until it returns false.
template <class Take>
bool each_part(std::string_view text, char mark, Take take) {
  for (;;) {
    auto end = text.find(mark);
    if (!take(text.substr(0, end)))
      return false;
    if (end == std::string_view::npos)
      return true;
    text.remove_prefix(end + 1);
  }
}

bool take_query(std::string_view text, target& into) {
  return text.empty() || each_part(text, '&', [&](std::string_view pair) {
           auto equals = pair.find('=');
           auto name = decoded(pair.substr(0, equals), true);
           auto value = equals == std::string_view::npos ? std::optional{std::string{}}
                                                         : decoded(pair.substr(equals + 1), true);
           if (name && value)
             into.query.emplace_back(std::move(*name), std::move(*value));
           return name && value;
         });
}

/// `http://HOST/PATH` means `/PATH` (RFC 9112, 3.2.2).
std::string_view without_origin(std::string_view text) {
  constexpr std::string_view scheme = "http://";
  if (text.size() < scheme.size() ||
      !boost::beast::iequals({text.data(), scheme.size()}, {scheme.data(), scheme.size()}))
    return text;
  auto path = text.find('/', scheme.size());
  return path == std::string_view::npos ? std::string_view{} : text.substr(path);
}

/// Calls `take(protocol)` for each protocol that a handshake offers, until it returns false.
/// Returns false if it did.
template <class Take>
bool each_protocol(const message& from, Take take) {
  return std::all_of(from.begin(), from.end(), [&](const auto& each) {
    return each.name() != field::sec_websocket_protocol ||
           each_part({each.value().data(), each.value().size()}, ',',
                     [&](std::string_view one) { return take(events::trimmed(one)); });
  });
}

} // namespace

const std::string* target::find(std::string_view name) const {
  auto found = std::find_if(query.begin(), query.end(), [&](const auto& pair) {
    return pair.first == name && !pair.second.empty();
  });
  return found == query.end() ? nullptr : &found->second;
}

std::optional<target> parse_target(std::string_view text) {
  text = without_origin(text);
  if (text.empty() || text.front() != '/')
    return std::nullopt;
  target parsed;
  auto mark = text.find('?');
  auto path = text.substr(1, mark == std::string_view::npos ? mark : mark - 1);
  auto valid = each_part(path, '/', [&](std::string_view segment) {
    auto plain = decoded(segment, false);
    if (plain)
      parsed.path.push_back(std::move(*plain));
    return plain.has_value();
  });
  if (valid && mark != std::string_view::npos)
    valid = take_query(text.substr(mark + 1), parsed);
  return valid ? std::optional{std::move(parsed)} : std::nullopt;
}

// Beast's own find() and count() compare names letter by letter, down a tree. Most requests have
// few fields, which a scan finds sooner.
std::size_t count(const message& from, field name) {
  return static_cast<std::size_t>(std::count_if(
      from.begin(), from.end(), [name](const auto& each) { return each.name() == name; }));
}

std::string_view header(const message& from, field name) {
  auto found = std::find_if(from.begin(), from.end(),
                            [name](const auto& each) { return each.name() == name; });
  return found == from.end() ? std::string_view{}
                             : std::string_view{found->value().data(), found->value().size()};
}

std::string_view header(const message& from, std::string_view name) {
  auto found = from.find({name.data(), name.size()});
  return found == from.end() ? std::string_view{}
                             : std::string_view{found->value().data(), found->value().size()};
}

std::string_view only_header(const message& from, field name) {
  std::string_view value;
  bool found = false;
  for (const auto& each : from) {
    if (each.name() != name)
      continue;
    if (std::exchange(found, true))
      return {};
    value = {each.value().data(), each.value().size()};
  }
  return value;
}

std::string_view only_header(const message& from, std::string_view name) {
  return from.count({name.data(), name.size()}) == 1 ? header(from, name) : std::string_view{};
}

bool is_host_field(std::string_view value) {
  constexpr std::string_view in_addresses = "0123456789abcdefABCDEF:.";
  auto bracket = value.starts_with('[') ? value.find(']') : 0;
  if (bracket == std::string_view::npos)
    return false;
  auto colon = std::min(value.find(':', bracket), value.size());
  auto host = value.substr(0, colon);
  auto valid = bracket == 0 ? is_registered_name(host)
                            : bracket > 1 && host.size() == bracket + 1 &&
                                  consists_of(host.substr(1, bracket - 1), in_addresses);
  return valid && consists_of(value.substr(std::min(colon + 1, value.size())), "0123456789");
}

bool offers_protocol(const message& from, std::string_view protocol) {
  return !each_protocol(from, [protocol](std::string_view one) { return one != protocol; });
}

std::optional<std::string_view> bearer(const message& from) {
  constexpr std::string_view scheme = "bearer ";
  constexpr std::string_view protocol = "bearer.";
  auto credentials = count(from, field::authorization);
  std::string_view token;
  if (count(from, field::upgrade) != 0)
    each_protocol(from, [&](std::string_view one) {
      if (one.starts_with(protocol)) {
        token = one.substr(protocol.size());
        ++credentials;
      }
      return true;
    });
  if (credentials != 1)
    return std::nullopt;
  if (!token.empty())
    return token;
  auto value = only_header(from, field::authorization);
  if (value.size() <= scheme.size() ||
      !boost::beast::iequals({value.data(), scheme.size()}, {scheme.data(), scheme.size()}))
    return std::nullopt;
  return events::trimmed(value.substr(scheme.size()));
}

logging::request_tag tag_of(const message& from, logging::tag_source& tags) {
  constexpr std::string_view id_name = "X-Request-Id";
  constexpr std::string_view trace_name = "traceparent";
  std::string_view id;
  std::string_view trace;
  std::size_t ids = 0;
  std::size_t traces = 0;
  for (const auto& each : from) {
    if (each.name() != field::unknown) // Beast knows neither of the two.
      continue;
    auto is_named = [&](std::string_view name) {
      return boost::beast::iequals(each.name_string(), {name.data(), name.size()});
    };
    std::string_view value{each.value().data(), each.value().size()};
    if (is_named(id_name)) {
      id = value;
      ++ids;
    } else if (is_named(trace_name)) {
      trace = value;
      ++traces;
    }
  }
  return tags.make(ids == 1 ? id : std::string_view{}, traces == 1 ? trace : std::string_view{});
}

namespace {

bool says_type(const message& from, std::string_view wanted) {
  auto value = only_header(from, field::content_type);
  if (value == wanted)
    return true;
  auto type = events::trimmed(value.substr(0, value.find(';')));
  return boost::beast::iequals({type.data(), type.size()}, {wanted.data(), wanted.size()});
}

} // namespace

bool says_json(const message& from) { return says_type(from, "application/json"); }

bool says_merge_patch(const message& from) {
  return says_type(from, "application/merge-patch+json");
}

bool accepts_gzip(const message& from) {
  return !each_part(header(from, field::accept_encoding), ',', [](std::string_view coding) {
    auto mark = coding.find(';');
    auto name = events::trimmed(coding.substr(0, mark));
    if (!boost::beast::iequals({name.data(), name.size()}, "gzip"))
      return true;
    // A weight of zero, however many digits it has, excludes it.
    auto weight = mark == std::string_view::npos ? "q=1" : events::trimmed(coding.substr(mark + 1));
    return weight.starts_with("q=0") && weight.find_first_not_of("q=0.") == std::string_view::npos;
  });
}

bool has_already(const message& from, std::string_view etag) {
  auto rest = events::trimmed(header(from, field::if_none_match));
  if (rest == "*")
    return true;
  bool found = false;
  while (!rest.empty()) {
    if (rest.front() == ',') {
      rest = events::trimmed(rest.substr(1));
      continue;
    }
    if (rest.starts_with("W/"))
      rest.remove_prefix(2);
    auto end = rest.starts_with('"') ? rest.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos)
      return false;
    found = found || rest.substr(0, end + 1) == etag;
    rest = events::trimmed(rest.substr(end + 1));
    if (!rest.empty() && rest.front() != ',')
      return false;
  }
  return found;
}

} // namespace boxoffice::http
