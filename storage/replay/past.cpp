#include "storage/replay/past.hpp"

#include "storage/replay/replayer.hpp"

namespace boxoffice::storage {

result<boost::system::result<recovered_show, past_errc>>
show_at(event_log& log, const show_id& show, const stream_point& when) {
  using outcome = boost::system::result<recovered_show, past_errc>;
  auto last = log.last_seq(show);
  if (!last)
    return last.error();
  if (*last == 0)
    return outcome{past_errc::unknown_show};
  if (when.seq && (*when.seq == 0 || *when.seq > *last))
    return outcome{past_errc::no_such_seq};
  replayer whole{show, when};
  if (auto read = replay(log, show, 0, whole); !read)
    return read.error();
  if (whole.error())
    return error_of(show, *whole.error());
  if (!whole.state().opened())
    return outcome{past_errc::before_opening};
  return outcome{whole.finish(0)};
}

void throw_exception_from_error(past_errc, const boost::source_location&) {
  throw std::logic_error{"the show has no state at that point"};
}

} // namespace boxoffice::storage
