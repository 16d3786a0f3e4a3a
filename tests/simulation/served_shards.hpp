// The shards that a node serves: its shows in memory, what they decided, and what of it is durable.
#pragma once

#include "tests/simulation/database_link.hpp"
#include "tests/simulation/network.hpp"

#include <map>

namespace boxoffice::simulation {

/// Ids of shows are in shards of their own.
[[nodiscard]] int shard_of_show(int show);

class served_shards {
public:
  /// What the node has to do with it.
  struct owner {
    std::function<bool()> lease_holds;
    std::function<void(const ask&, const outcome&)> tell;
    std::function<void(const ask&)> return_ask;
    std::function<void(const std::string&)> deposed; ///< ends the tenancy
  };

  served_shards(environment& in, process& on, database_link& database, owner whose)
      : in_{in}, on_{on}, database_{database}, whose_{std::move(whose)} {}

  void adopt(const storage::claimed_shard& what);
  [[nodiscard]] bool serves(int shard, std::int64_t epoch) const;
  [[nodiscard]] bool serves(int shard) const;
  void take(const ask& what);

  /// Takes no more asks for them and gives back those that wait for a show to be loaded.
  void stop_serving(const std::vector<int>& shards);
  void stop_serving_all();
  /// Nothing of them is under way here or at the database.
  [[nodiscard]] bool drained(const std::vector<int>& shards) const;
  [[nodiscard]] bool all_drained() const { return drained(all()); }
  void forget(const std::vector<int>& shards);
  /// The tenancy is over.
  void end_tenancy();
  void forget_all();

private:
  struct waiting {
    std::uint64_t seq;
    ask whom;
  };
  struct show_memory {
    int show{};
    std::int64_t epoch{};
    bool loaded = false;
    std::vector<write_id> writes; ///< in the order of their seqs, from 1 on
    std::uint64_t durable = 0;
    bool appending = false;
    int answers_under_way = 0;
    std::vector<ask> until_loaded;
    std::vector<waiting> until_durable;
  };
  struct shard_state {
    std::int64_t epoch{};
    bool serving = true;
  };

  [[nodiscard]] std::vector<int> all() const;
  void load(int show);
  void loaded(show_memory& show, std::vector<write_id> writes);
  void decide(show_memory& show, const ask& what);
  void read_soon(show_memory& show, const ask& what);
  [[nodiscard]] duration thread_wait();
  void answer_durable(show_memory& show);
  void answer(show_memory& show, const ask& whom, std::uint64_t seq);
  void append(show_memory& show);
  void try_append(const append_ask& what, bool first);
  void look_up(const append_ask& what);
  void is_durable(const append_ask& what);
  /// Does it later unless the memory was dropped meanwhile.
  template <class Then>
  [[nodiscard]] auto if_not_dropped(Then then) {
    return [this, life = lives_, then = std::move(then)](auto&&... told) {
      if (life == lives_)
        then(std::forward<decltype(told)>(told)...);
    };
  }

  environment& in_;
  process& on_;
  database_link& database_;
  owner whose_;
  std::uint64_t lives_ = 0;
  std::map<int, shard_state> shards_;
  std::map<int, show_memory> shows_;
};

} // namespace boxoffice::simulation
