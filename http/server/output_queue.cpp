#include "http/server/output_queue.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

/// Of one call; the system takes up to 1,024.
constexpr std::size_t most_buffers = 64;

} // namespace

std::string& output_queue::text() {
  if (pieces_.empty() || !pieces_.back().shared.bytes.empty())
    pieces_.emplace_back();
  return pieces_.back().own;
}

void output_queue::append(shared_bytes&& shared) {
  if (shared.bytes.empty())
    return;
  if (pieces_.empty() || !pieces_.back().shared.bytes.empty())
    pieces_.emplace_back();
  pieces_.back().shared = std::move(shared);
}

void output_queue::append(output_queue&& more) {
  for (auto& each : more.pieces_) {
    text() += each.own;
    append(std::move(each.shared));
  }
  more.pieces_.clear();
}

std::size_t output_queue::size() const {
  std::size_t all = 0;
  for (const auto& each : pieces_)
    all += each.size();
  return all - written_;
}

std::size_t output_queue::own_size() const {
  std::size_t all = 0;
  for (const auto& each : pieces_)
    all += each.own.size();
  return all;
}

output_queue::buffer_list output_queue::buffers() const {
  buffer_list out;
  auto skip = written_;
  auto add = [&](std::string_view bytes) {
    auto skipped = std::min(skip, bytes.size());
    skip -= skipped;
    if (bytes.size() > skipped)
      out.emplace_back(bytes.data() + skipped, bytes.size() - skipped);
  };
  for (const auto& each : pieces_) {
    add(each.own);
    add(each.shared.bytes);
    if (out.size() + 2 > most_buffers)
      break;
  }
  return out;
}

void output_queue::consume(std::size_t bytes) {
  written_ += bytes;
  auto first = pieces_.begin();
  for (; first != pieces_.end() && written_ >= first->size(); ++first)
    written_ -= first->size();
  pieces_.erase(pieces_.begin(), first);
}

void output_queue::clear(std::size_t most_kept) {
  written_ = 0;
  if (pieces_.empty())
    return;
  pieces_.resize(1);
  pieces_.front().own.clear();
  pieces_.front().shared = {};
  if (pieces_.front().own.capacity() > most_kept)
    pieces_.clear();
}

} // namespace boxoffice::http
