#include "events/state/draw.hpp"

namespace boxoffice::events {

bytes32 lot_of(const bytes16& seed, booking_number number) {
  return sha256({seed, big_endian(number)});
}

} // namespace boxoffice::events
