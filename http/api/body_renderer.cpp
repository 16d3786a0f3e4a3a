#include "http/api/body_renderer.hpp"

#include "http/server/worker.hpp"

#include <new>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

/// What takes longer is not made between the responses of other connections.
constexpr auto long_to_make = std::chrono::microseconds{100};

/// Counts among the unwritten bytes as long as it is in use.
struct counted_text {
  counted_text(std::string&& made, std::shared_ptr<std::atomic<std::size_t>> all)
      : text{std::move(made)}, unwritten{std::move(all)} {
    *unwritten += text.size();
  }
  ~counted_text() { *unwritten -= text.size(); }
  counted_text(const counted_text&) = delete;
  counted_text& operator=(const counted_text&) = delete;

  std::string text;
  std::shared_ptr<std::atomic<std::size_t>> unwritten;
};

std::optional<shared_bytes> made_by(const std::function<std::string()>& make,
                                    const std::shared_ptr<std::atomic<std::size_t>>& unwritten) {
  try {
    auto text = std::make_shared<const counted_text>(make(), unwritten);
    return shared_bytes{text->text, text};
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
}

} // namespace

void body_renderer::render(std::chrono::microseconds expected, std::function<std::string()> make,
                           std::function<void(std::optional<shared_bytes>&&)> then) {
  if (expected <= long_to_make)
    return then(made_by(make, worker_.state().unwritten));
  // Connections belong to the worker's thread: `then`, which holds some, only passes through the
  // other.
  boost::asio::post(thread_, [&home = worker_, unwritten = worker_.state().unwritten,
                              make = std::move(make), then = std::move(then)]() mutable {
    auto made = made_by(make, unwritten);
    boost::asio::post(home.io(), [&home, made = std::move(made), then = std::move(then)]() mutable {
      then(std::move(made));
      home.bound_unwritten();
      home.write_responses();
    });
  });
}

} // namespace boxoffice::http
