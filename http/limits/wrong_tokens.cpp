#include "http/limits/wrong_tokens.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

std::string text_of(const boost::asio::ip::address& address) {
  return address.to_string() + (address.is_v6() ? "/64" : "");
}

} // namespace

wrong_tokens::wrong_tokens(std::size_t addresses) : most_{std::max<std::size_t>(1, addresses)} {}

wrong_tokens::verdict wrong_tokens::count(const boost::asio::ip::address& from,
                                          clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& found = find(from, now);
  auto& one = found.value;
  one.last = std::max(one.last, now);
  ++one.seen;
  ++one.unreported;
  verdict out;
  if (one.seen > tolerated) {
    one.last_refusal =
        std::min<clock::time_point>(std::max(one.last_refusal, now) + penalty, now + longest_delay);
    out.delay = std::chrono::ceil<std::chrono::milliseconds>(one.last_refusal - now);
  }
  auto due =
      one.seen == tolerated || (one.seen > tolerated && now - one.warned_at >= between_warnings);
  if (due)
    out.warning = warning_about(found, now);
  return out;
}

wrong_tokens::known_address& wrong_tokens::find(const boost::asio::ip::address& from,
                                                clock::time_point now) {
  auto& found = records_.use(from, [now] { return record{.last = now}; });
  records_.forget_beyond(most_);
  if (now - found.value.last >= forgotten_after)
    found.value = {.last = now};
  return found;
}

std::optional<std::string> wrong_tokens::warning_about(known_address& found,
                                                       clock::time_point now) {
  auto& one = found.value;
  one.warned_at = now;
  if (now - minute_began_ >= std::chrono::minutes{1}) {
    minute_began_ = now;
    warnings_ = 0;
  }
  if (warnings_ >= warnings_a_minute) {
    ++held_back_;
    return std::nullopt;
  }
  ++warnings_;
  auto text = std::to_string(one.unreported) + " wrong operator tokens from " +
              text_of(found.client) + "; its further ones are refused one by one, " +
              std::to_string(penalty.count()) + " ms apart";
  one.unreported = 0;
  if (held_back_ != 0)
    text += "; " + std::to_string(held_back_) + " warnings about other addresses were left out";
  held_back_ = 0;
  return text;
}

} // namespace boxoffice::http
