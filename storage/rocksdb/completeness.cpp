// Compares the log with its witness and its write counters.
#include "storage/rocksdb/errors.hpp"
#include "storage/rocksdb/log.hpp"

#include "events/time_text.hpp"

namespace boxoffice::storage {

namespace {

std::string count_text(std::uint64_t events, std::uint64_t sequence) {
  return std::to_string(events) + " events, sequence " + std::to_string(sequence);
}

/// Whether no write to the family is missing.
bool has_all(const write_counter& counter, std::string_view family, const witness* known) {
  if (!counter.whole())
    return false;
  if (known == nullptr)
    return true;
  auto once = known->writes.find(std::string{family});
  return once == known->writes.end() || counter.last >= once->second;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& each : names)
    text += (text.empty() ? "" : ", ") + each;
  return text;
}

/// What is wrong with the witness itself; nothing if it belongs to the log.
std::optional<log_loss> witness_error(const rocksdb_log::known_witness& known,
                                      const std::optional<std::string>& log_id) {
  if (!known)
    return log_loss{"its witness", "one that can be read", known.error().detail};
  if (!log_id)
    return std::nullopt; // No witness yet, or the process ended between witness and id.
  auto own = events::to_hex(reinterpret_cast<const std::uint8_t*>(log_id->data()), log_id->size());
  if (!*known)
    return log_loss{"its witness", "that of log " + own, "none"};
  auto other = events::to_hex((*known)->log);
  if (other != own)
    return log_loss{"its witness", "that of log " + own, "that of log " + other};
  return std::nullopt;
}

std::optional<wal_damage> damage_in(const damaged_env* damaged) {
  return damaged != nullptr ? damaged->files->damage() : std::nullopt;
}

/// What cannot be read although the witness does not say that it is there.
log_loss unread(const wal_damage& damage) {
  return {"what follows byte " + std::to_string(damage.offset) + " of " + damage.file,
          "records that can be read", "damage"};
}

std::string damage_text(const std::optional<wal_damage>& damage) {
  return damage ? "; " + damage->file + " is damaged from byte " + std::to_string(damage->offset)
                : "";
}

/// No write is missing. If none came after the witness, the totals must be equal.
std::optional<log_loss> other_events(const write_counter& counter, const witness* known) {
  if (known == nullptr)
    return std::nullopt;
  auto totals = counter.totals.value_or(event_totals{});
  auto once = known->writes.find(std::string{family_names[events_family]});
  if (once == known->writes.end() || once->second != counter.last || totals == known->totals)
    return std::nullopt;
  return log_loss{"the events of its witness", "a sum of " + events::to_hex(known->totals.sum),
                  "other events with a sum of " + events::to_hex(totals.sum)};
}

} // namespace

result<family_counters> rocksdb_log::counters() {
  family_counters all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == format_family)
      continue;
    auto row = get(i, counter_key);
    if (!row)
      return row.error();
    auto counter = *row ? decode_counter(**row) : write_counter{};
    if (!counter)
      return storage_error{storage_error::kind::corrupt,
                           read_error(i) + ": its write counter is malformed"};
    all[i] = *counter;
  }
  return all;
}

result<log_survey> rocksdb_log::survey() {
  log_survey found;
  auto walked = read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
    found.take(stream, seq, record);
    return true;
  });
  if (!walked)
    return walked.error();
  return found;
}

result<std::optional<log_loss>> rocksdb_log::find_loss() {
  auto now = counters();
  if (!now)
    return now.error();
  auto id = get(format_family, witness_id_key);
  if (!id)
    return id.error();
  auto fault = witness_error(known_, *id);
  const auto* known = !fault && *known_ ? &**known_ : nullptr;
  std::vector<std::string> shorter;
  for (std::size_t i = 0; i < now->size(); ++i)
    if (i != format_family && i != events_family && !has_all((*now)[i], family_names[i], known))
      shorter.emplace_back(family_names[i]);
  const auto& counter = (*now)[events_family];
  auto events_whole = has_all(counter, family_names[events_family], known);
  if (!events_whole || !shorter.empty())
    return describe(counter, known, events_whole, shorter);
  if (fault)
    return fault;
  auto damaged = damage_in(damaged_.get());
  if (damaged && !(damaged->is_torn_tail && known != nullptr))
    return unread(*damaged);
  return other_events(counter, known);
}

result<std::optional<log_loss>> rocksdb_log::describe(const write_counter& counter,
                                                      const witness* known, bool events_whole,
                                                      const std::vector<std::string>& shorter) {
  log_loss loss;
  auto own = counter.totals ? counter.totals->events : 0;
  auto present = own;
  auto once = std::max(own, known != nullptr ? known->totals.events : 0);
  if (!events_whole) {
    auto left = survey();
    if (!left)
      return left.error();
    present = left->present();
    loss.missing =
        missing_events(*left, once, known != nullptr ? known->streams : decltype(known->streams){});
  }
  if (!shorter.empty())
    loss.missing += (events_whole ? "rows" : " and rows") + std::string{" of "} + listed(shorter);
  loss.expected = known != nullptr
                      ? count_text(once, known->sequence) + " at " + events::to_rfc3339(known->at)
                      : std::to_string(once) + " events";
  loss.found =
      count_text(present, db_->GetLatestSequenceNumber()) + damage_text(damage_in(damaged_.get()));
  return std::optional{std::move(loss)};
}

status rocksdb_log::check_against_witness() {
  auto loss = find_loss();
  if (!loss)
    return loss.error();
  if (*loss)
    return loss_error(db_->GetName(), **loss);
  return {};
}

result<log_completeness> rocksdb_log::completeness() {
  log_completeness found;
  found.counted = counted_;
  if (!counted_) {
    if (auto damaged = damage_in(damaged_.get()))
      found.missing = to_text(unread(*damaged));
    return found;
  }
  auto loss = find_loss();
  auto now = counters();
  if (!loss || !now)
    return loss ? now.error() : loss.error();
  if (*loss)
    found.missing = to_text(**loss);
  if (const auto& totals = (*now)[events_family].totals) {
    found.events = totals->events;
    found.sum = totals->sum;
  }
  return found;
}

} // namespace boxoffice::storage
