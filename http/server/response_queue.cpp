#include "http/server/response_queue.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::http {

std::uint64_t response_queue::add(const framing& frame, const request_mark& mark) {
  slots_.push_back({frame, mark, false, {}});
  return first_slot_ + slots_.size() - 1;
}

void response_queue::add_interim(std::string_view bytes) {
  auto& interim = slots_[add({}) - first_slot_];
  interim.output.text() = bytes;
  interim.complete = true;
  waiting_own_ += interim.output.own_size();
}

std::size_t response_queue::complete(std::uint64_t number, const response& what, std::time_t now_s,
                                     const logging::request_tag& tag) {
  auto& one = slots_[number - first_slot_];
  one.frame.keep_alive = one.frame.keep_alive && !what.close;
  auto is_next = number == first_slot_ && !closes_;
  auto& output = is_next ? output_ : one.output;
  auto& text = output.text();
  const auto before = text.size();
  auto tail = serialize(text, what, one.frame, now_s, tag);
  const auto bytes = text.size() - before + tail.bytes.size();
  output.append(std::move(tail));
  one.complete = true;
  if (is_next)
    gather();
  else
    waiting_own_ += one.output.own_size();
  return bytes;
}

void response_queue::gather() {
  for (; !slots_.empty() && slots_.front().complete && !closes_; ++first_slot_) {
    auto& first = slots_.front();
    waiting_own_ -= first.output.own_size();
    output_.append(std::move(first.output));
    closes_ = !first.frame.keep_alive;
    slots_.pop_front();
  }
}

void response_queue::close_after_last() {
  if (!slots_.empty() && !slots_.back().complete)
    slots_.back().frame.keep_alive = false;
}

bool response_queue::all_complete() const {
  return std::all_of(slots_.begin(), slots_.end(), [](const slot& each) { return each.complete; });
}

bool response_queue::is_alone(std::uint64_t number) const {
  return slots_.size() == 1 && first_slot_ == number && output_.empty() && slow_.empty();
}

void response_queue::slow_down(std::size_t written) {
  slow_ = std::exchange(output_, {});
  slow_.consume(written);
}

std::size_t response_queue::own_bytes() const {
  return waiting_own_ + output_.own_size() + slow_.own_size();
}

void response_queue::clear() {
  slots_.clear();
  output_.clear(0);
  slow_.clear(0);
  waiting_own_ = 0;
}

} // namespace boxoffice::http
