#include "storage/rebuild_rows.hpp"

#include "events/codec/snapshot.hpp"
#include "storage/payment/payment_rows.hpp"
#include "storage/records.hpp"
#include "storage/side_rows.hpp"

#include <array>
#include <map>
#include <set>
#include <span>

namespace boxoffice::storage {

namespace {

using namespace events;

constexpr std::size_t changes_at_once = 2'000;
constexpr std::array rebuilt_tables{table::shows, table::open_work, table::refunds};

using row_name = std::pair<table, std::string>;

/// Replays a stream and collects the rows that follow from it.
class row_builder {
public:
  explicit row_builder(std::string_view stream) : id_{std::string{stream}}, reader_{id_} {
    state_.id = id_;
  }

  void take(std::uint64_t seq, byte_view record) {
    if (!sound_)
      return;
    auto next = reader_.next(seq, record);
    sound_ = next && std::holds_alternative<show_opened>(next->event) == (seq == 1);
    if (!sound_)
      return;
    auto had_open_work = state_.has_open_work();
    evolve(state_, *next);
    for (auto& row : rows_of(std::span{&*next, 1}, state_, had_open_work))
      if (row.value)
        rows_[{row.in, row.key}] = std::move(*row.value);
      else
        rows_.erase({row.in, row.key});
  }

  [[nodiscard]] const show_id& id() const { return id_; }
  [[nodiscard]] bool sound() const { return sound_; }
  [[nodiscard]] std::uint64_t last() const { return reader_.seq(); }
  [[nodiscard]] const std::map<row_name, std::string>& rows() const { return rows_; }

private:
  show_id id_;
  chain_reader reader_;
  show_state state_;
  std::map<row_name, std::string> rows_;
  bool sound_ = true;
};

class rebuild_job {
public:
  explicit rebuild_job(event_log& log) : log_{log} {}

  status run() {
    std::optional<row_builder> now;
    status done;
    auto walked =
        log_.read_all({}, {}, [&](std::string_view stream, std::uint64_t seq, byte_view record) {
          if (now && now->id().text != stream) {
            done = finish(*now);
            now.reset();
          }
          if (!now)
            now.emplace(stream);
          now->take(seq, record);
          return done.has_value();
        });
    if (walked && done && now)
      done = finish(*now);
    if (walked && done)
      done = remove_orphans();
    if (walked && done)
      done = write();
    return walked ? done : walked;
  }

private:
  status finish(const row_builder& built) {
    streams_.insert(built.id().text);
    if (!built.sound()) {
      broken_.insert(built.id().text);
      return {};
    }
    auto wanted = built.rows();
    if (auto checked = check_payments(wanted); !checked)
      return checked;
    for (auto in : rebuilt_tables) {
      auto same = in == table::refunds ? check_rows(in, built.id().text + '\0', wanted)
                                       : check_row(in, built.id().text, wanted);
      if (!same)
        return same;
    }
    for (auto& [name, value] : wanted) // Rows that are missing.
      change(name.first, name.second, std::move(value));
    if (auto checked = check_snapshot(built); !checked)
      return checked;
    return changes_.rows.size() < changes_at_once ? status{} : write();
  }

  void compare(table in, std::string_view key, std::string_view value,
               std::map<row_name, std::string>& wanted) {
    auto found = wanted.find({in, std::string{key}});
    if (found == wanted.end())
      return change(in, key, std::nullopt);
    if (found->second != value)
      change(in, key, std::move(found->second));
    wanted.erase(found);
  }

  status check_row(table in, const std::string& key, std::map<row_name, std::string>& wanted) {
    auto row = log_.get(in, key);
    if (!row)
      return row.error();
    if (*row)
      compare(in, key, **row, wanted);
    return {};
  }

  status check_rows(table in, const std::string& prefix, std::map<row_name, std::string>& wanted) {
    return log_.scan_prefix(in, prefix, {}, [&](std::string_view key, std::string_view value) {
      compare(in, key, value, wanted);
      return true;
    });
  }

  /// Those that are right need no change.
  status check_payments(std::map<row_name, std::string>& wanted) {
    for (auto next = wanted.begin(); next != wanted.end();) {
      auto each = next++;
      const auto& [in, key] = each->first;
      if (in != table::node)
        continue;
      payments_.insert(key);
      auto row = log_.get(in, key);
      if (!row)
        return row.error();
      if (*row == each->second)
        wanted.erase(each);
    }
    return {};
  }

  status check_snapshot(const row_builder& built) {
    auto row = log_.get(table::snapshots, built.id().text);
    if (!row)
      return row.error();
    auto seq = *row ? snapshot_seq(bytes_of(**row), built.id()) : std::nullopt;
    if (*row && (!seq || *seq > built.last()))
      change(table::snapshots, built.id().text, std::nullopt);
    return {};
  }

  /// Deletes the rows of shows that have no stream, and of payments that are in none.
  status remove_orphans() {
    for (auto in : {table::shows, table::open_work, table::refunds, table::snapshots}) {
      auto walked = log_.scan(in, {}, [&](std::string_view key, std::string_view) {
        if (!streams_.contains(std::string{key.substr(0, key.find('\0'))}))
          change(in, key, std::nullopt);
        return true;
      });
      if (!walked)
        return walked;
    }
    return log_.scan_prefix(table::node, payment_prefix, {}, [&](std::string_view key, auto) {
      auto show = show_of_payment_row(key);
      auto may_be_right = show && broken_.contains(show->text);
      if (!may_be_right && !payments_.contains(std::string{key}))
        change(table::node, key, std::nullopt);
      return true;
    });
  }

  void change(table in, std::string_view key, std::optional<std::string> value) {
    changes_.rows.push_back({in, std::string{key}, std::move(value)});
  }

  status write() {
    auto written = log_.append(changes_);
    changes_ = {};
    return written;
  }

  event_log& log_;
  std::set<std::string> streams_;
  std::set<std::string> broken_;   ///< streams whose rows are not known
  std::set<std::string> payments_; ///< keys of the rows that the others have
  write_batch changes_;
};

} // namespace

status rebuild_rows(event_log& log) { return rebuild_job{log}.run(); }

} // namespace boxoffice::storage
