// The database of storage/postgres/schema.cpp in memory: the same rules, each call at one moment of
// virtual time. Administrators and new primaries may set its clock.
#pragma once

#include "storage/postgres/membership_rows.hpp"
#include "tests/simulation/planted_bugs.hpp"
#include "tests/simulation/referee.hpp"

#include <map>

namespace boxoffice::simulation {

/// Consecutive writes of a show, the first of them at `first_seq`.
struct append_ask {
  std::uint64_t name{}; ///< that no other append has
  int show{};
  int shard{};
  std::int64_t epoch{};
  std::uint64_t first_seq{};
  std::vector<write_id> writes;
};

enum class append_result : std::uint8_t { done, deposed, seq_taken };

class model_database {
public:
  model_database(const scheduler& time, referee& judge, const planted_bugs& planted)
      : time_{time}, judge_{judge}, planted_{planted} {}

  /// As storage/postgres/membership.hpp has them.
  bool join(const std::string& name, const std::string& incarnation, const std::string& address,
            std::chrono::milliseconds lasts);
  bool renew(const std::string& incarnation);
  [[nodiscard]] storage::membership_rows look() const;
  bool expel(const std::string& incarnation, std::uint64_t renewals);
  std::vector<storage::claimed_shard> claim(const std::string& by, const std::vector<int>& wanted);
  void hand_over(const std::string& giver, const std::vector<storage::claimed_shard>& shards,
                 const std::string& new_owner);
  [[nodiscard]] static storage::shows_of_shards shows_of(const std::vector<int>& shards);
  void announce_leave(const std::string& incarnation);
  void leave(const std::string& incarnation);

  append_result append(const append_ask& what);
  /// Whether the append is in.
  [[nodiscard]] bool went_through(int show, std::uint64_t first_seq, std::uint64_t name) const;
  /// The writes of a show in their order; the first has seq 1.
  [[nodiscard]] const std::vector<write_id>& read(int show) const { return stream(show).writes; }

  void step_clock(duration by) {
    clock_offset_ += by;
    clock_was_set_ = true;
  }
  [[nodiscard]] bool clock_was_set() const { return clock_was_set_; }
  /// It cannot be reached until then.
  void go_down(instant until) { down_until_ = until; }
  [[nodiscard]] bool is_up() const { return time_.now() >= down_until_; }

private:
  struct node_row {
    std::string incarnation, address;
    std::chrono::milliseconds lease{};
    std::uint64_t renewals{};
    duration lease_until{};
    bool leaving{};
  };
  struct show_stream {
    std::vector<write_id> writes;
    std::vector<std::uint64_t> names; ///< of the append that each came with
  };
  using node_table = std::map<std::string, node_row>;

  [[nodiscard]] duration clock() const { return time_.now() + clock_offset_; }
  [[nodiscard]] bool is_over(const node_row& row) const;
  [[nodiscard]] const show_stream& stream(int show) const {
    return streams_.at(static_cast<std::size_t>(show));
  }
  [[nodiscard]] node_table::iterator row_of(const std::string& incarnation);
  [[nodiscard]] storage::shard_holding& shard(int number) {
    return shards_.at(static_cast<std::size_t>(number));
  }
  void pass_on(storage::shard_holding& shard, std::string new_owner);

  const scheduler& time_;
  referee& judge_;
  planted_bugs planted_;
  duration clock_offset_{};
  bool clock_was_set_ = false;
  instant down_until_{};
  node_table nodes_; ///< by name
  std::array<storage::shard_holding, storage::shards_in_all> shards_;
  std::array<show_stream, shows_in_all> streams_;
};

} // namespace boxoffice::simulation
