// Forges a double sale into a log that no server has open, as somebody with the right to write the
// files could: the hash chain, the head and the witness are right afterwards.
//
//   boxoffice_forger DIRECTORY SHOW SEAT
//
// Appends a booking of SEAT, its confirmation and its payment. Prints the number of the booking.
#include "events/codec/codec.hpp"
#include "storage/replay/recover.hpp"
#include "storage/rocksdb/open.hpp"

#include <cstdio>
#include <string>

namespace {

using namespace boxoffice;
using namespace boxoffice::events;

int forge(storage::event_log& log, const show_id& show, const std::string& seat) {
  auto found = storage::recover(log, show).value();
  auto head = found.head;
  auto next = found.state.seq + 1;
  const money amount{found.state.plan->body.price, found.state.plan->body.currency};
  storage::stream_append forged{show, next, {}};
  auto add = [&, seq = next](const event& fact) mutable {
    forged.records.push_back(encode_record({seq++, found.state.last_at, fact}, show, head));
  };
  add(booking_requested{{show, {}}, {}, {{seat}}, amount, {}});
  add(booking_confirmed{next, {found.state.round + 1, {}}, {}, {}, found.state.last_at});
  add(booking_paid{next, {"forged"}, amount, found.state.last_at, {}});
  if (auto written = log.append({{std::move(forged)}, {}}); !written) {
    std::fprintf(stderr, "%s\n", written.error().detail.c_str());
    return 1;
  }
  std::printf("%llu\n", static_cast<unsigned long long>(next));
  return 0;
}

} // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("boxoffice_forger DIRECTORY SHOW SEAT\n", stderr);
    return 2;
  }
  auto log = boxoffice::storage::open_rocksdb_log({.directory = arguments[1]});
  if (!log) {
    std::fprintf(stderr, "%s\n", log.error().detail.c_str());
    return 1;
  }
  return forge(**log, {arguments[2]}, arguments[3]);
}
