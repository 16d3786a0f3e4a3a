// Accepts connections from one kind of socket until it is closed.
#pragma once

#include <chrono>
#include <functional>

#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>

namespace boxoffice::http {

/// Threads: start() before the acceptor's thread runs, close() in it.
template <class Protocol>
class listener {
public:
  using acceptor = typename Protocol::acceptor;
  using socket = typename Protocol::socket;

  /// `open` listens already; `take` gets each connection. If it returns false there is no room now,
  /// and the next ones wait in the system for a moment.
  listener(acceptor&& open, std::function<bool(socket&&)> take)
      : acceptor_{std::move(open)}, pause_{acceptor_.get_executor()}, take_{std::move(take)} {}

  void start() { accept(); }

  void close() {
    boost::system::error_code ignored; // Nothing is left to do about it.
    acceptor_.close(ignored);
    pause_.cancel();
  }

private:
  static constexpr auto pause = std::chrono::milliseconds{100};

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code error, socket taken) {
      if (error == boost::asio::error::operation_aborted)
        return;
      if (error)
        return accept_after_pause();
      if (!take_(std::move(taken)))
        return accept_after_pause();
      accept();
    });
  }

  /// With too few file descriptors accept() fails, or must not succeed, again and again.
  void accept_after_pause() {
    pause_.expires_after(pause);
    pause_.async_wait([this](boost::system::error_code cancelled) {
      if (!cancelled && acceptor_.is_open())
        accept();
    });
  }

  acceptor acceptor_;
  boost::asio::steady_timer pause_;
  std::function<bool(socket&&)> take_;
};

} // namespace boxoffice::http
