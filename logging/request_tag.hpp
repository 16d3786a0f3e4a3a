// What a request is known by: to its client, in log lines and at other nodes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace boxoffice::logging {

/// The place of a request in a trace (W3C Trace Context).
struct trace_context {
  std::array<std::uint8_t, 16> trace{};
  std::array<std::uint8_t, 8> span{}; ///< this server's part of it
  bool sampled = false;
  bool operator==(const trace_context&) const = default;
};

/// What a client has sent about a request.
struct given_tag {
  std::string id; ///< a valid X-Request-Id; empty: the made one counts
  std::optional<trace_context> trace;
  bool operator==(const given_tag&) const = default;
};

/// Small, because every question to a show carries one, and few clients send an id.
struct request_tag {
  std::array<std::uint8_t, 16> made{};      ///< all zero: the question belongs to no request
  std::shared_ptr<const given_tag> given{}; ///< null: the client has sent neither id nor trace

  [[nodiscard]] bool is_empty() const { return !given && made == std::array<std::uint8_t, 16>{}; }
  [[nodiscard]] const trace_context* trace() const {
    return given && given->trace ? &*given->trace : nullptr;
  }
};

inline constexpr std::size_t most_id_chars = 128;

/// Whether it is 1 to 128 of `A-Z a-z 0-9 - _ . : + / =`: ids of other programs, and neither a mail
/// address nor anything that a line or a header must escape.
[[nodiscard]] bool is_request_id(std::string_view text);

/// Whether this server could have made it. Its id goes into lines and headers as it is.
[[nodiscard]] bool is_valid(const given_tag& one);

/// Appends the client's id, or the made one in 32 digits of lower-case hex.
void append_id(std::string& out, const request_tag& of);
[[nodiscard]] std::string id_of(const request_tag& one);

/// Appends bytes as lower-case hex.
template <std::size_t N>
void append_hex(std::string& out, const std::array<std::uint8_t, N>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (auto each : bytes)
    out.append({digits[each >> 4U], digits[each & 15U]});
}

/// A `traceparent` of any version that can be read as version 00; `span` is that of its sender.
[[nodiscard]] std::optional<trace_context> parse_traceparent(std::string_view text);

/// Makes tags for a thread: unique, not unguessable. Not safe to use from several threads.
class tag_source {
public:
  explicit tag_source(const std::array<std::uint8_t, 16>& seed);

  /// `id` and `traceparent` are what the client has sent, or empty. An invalid one is ignored. A
  /// trace gets a new span.
  [[nodiscard]] request_tag make(std::string_view id = {}, std::string_view traceparent = {});

private:
  template <std::size_t N>
  void fill(std::array<std::uint8_t, N>& bytes);

  std::mt19937_64 random_;
};

} // namespace boxoffice::logging
