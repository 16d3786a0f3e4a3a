// Bytes on their way to a client: a response's own, and those that it shares with others.
#pragma once

#include "http/server/response.hpp"

#include <cstddef>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/container/small_vector.hpp>

namespace boxoffice::http {

class output_queue {
public:
  using buffer_list = boost::container::small_vector<boost::asio::const_buffer, 2>;

  /// Where the next own bytes are appended. Not to be called while the queue is being written.
  [[nodiscard]] std::string& text();
  void append(shared_bytes&& shared);
  /// All of the other one behind all of this.
  void append(output_queue&& more);

  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const;     ///< bytes left
  [[nodiscard]] std::size_t own_size() const; ///< those that are not shared

  /// What is left, at most as much as one call takes.
  [[nodiscard]] buffer_list buffers() const;
  /// The first `bytes` of what is left were written.
  void consume(std::size_t bytes);
  /// Forgets all, but keeps up to `most_kept` bytes of memory for the next responses.
  void clear(std::size_t most_kept);

private:
  struct piece {
    std::string own;
    shared_bytes shared; ///< behind `own`
    [[nodiscard]] std::size_t size() const { return own.size() + shared.bytes.size(); }
  };

  std::vector<piece> pieces_;
  std::size_t written_ = 0; ///< bytes of the first piece
};

} // namespace boxoffice::http
