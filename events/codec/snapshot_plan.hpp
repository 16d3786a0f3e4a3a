// The plan of a show in a snapshot. For snapshot.cpp.
#pragma once

#include "events/codec/cbor_writer.hpp"
#include "events/layout/layout_source.hpp"
#include "events/state/show_state.hpp"

#include <memory>

namespace boxoffice::events {

/// An empty array for the plan of the stream's first event. Of one that a ShowChanged made: the
/// event's seq, the body as the envelope of a ShowOpened, the ids of former seats.
void write_plan(cbor_writer& out, const show_plan& plan);

/// Replaces the plan unless it is that of the first event. Fails if it cannot be right.
void read_plan(cbor_reader& from, std::shared_ptr<const show_plan>& plan, layout_source* layouts);

} // namespace boxoffice::events
