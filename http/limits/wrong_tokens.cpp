#include "http/limits/wrong_tokens.hpp"

#include "http/limits/rate_limit.hpp"

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
  auto& one = find(limited_as(from), now);
  one.last = std::max(one.last, now);
  ++one.seen;
  ++one.unreported;
  verdict out;
  if (one.seen > tolerated)
    out.delay = penalty;
  auto due =
      one.seen == tolerated || (one.seen > tolerated && now - one.warned_at >= between_warnings);
  if (due)
    out.warning = warning_about(one, now);
  return out;
}

wrong_tokens::record& wrong_tokens::find(const boost::asio::ip::address& address,
                                         clock::time_point now) {
  auto found = records_.find(address);
  if (found == records_.end()) {
    if (records_.size() >= most_) {
      records_.erase(by_use_.back().address);
      by_use_.pop_back();
    }
    by_use_.push_front({address, 0, 0, now, {}});
    return *records_.emplace(address, by_use_.begin()).first->second;
  }
  by_use_.splice(by_use_.begin(), by_use_, found->second);
  auto& one = *found->second;
  if (now - one.last >= forgotten_after)
    one = {address, 0, 0, now, {}};
  return one;
}

std::optional<std::string> wrong_tokens::warning_about(record& one, clock::time_point now) {
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
              text_of(one.address) + "; its further ones are refused after " +
              std::to_string(penalty.count()) + " ms";
  one.unreported = 0;
  if (held_back_ != 0)
    text += "; " + std::to_string(held_back_) + " warnings about other addresses were left out";
  held_back_ = 0;
  return text;
}

} // namespace boxoffice::http
