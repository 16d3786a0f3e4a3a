// Which webhook endpoints this node delivers to, in a log that several nodes share: those whose id
// falls into a shard of the node. Pure.
#pragma once

#include "storage/webhook/rows.hpp"

#include <map>
#include <string>
#include <vector>

namespace boxoffice::actors {

class endpoint_assignment {
public:
  struct assigned {
    storage::webhook_endpoint endpoint;
    std::int64_t epoch = 0; ///< of its shard
  };
  struct steps {
    std::vector<assigned> begin;                    ///< this node delivers to them from now on
    std::vector<storage::webhook_endpoint> changed; ///< the operator has changed them
    std::vector<std::string> end;                   ///< ids; they were removed
  };

  /// Returns the ids of the endpoints that must begin again, because they began under another epoch
  /// of this shard.
  [[nodiscard]] std::vector<std::string> take(int shard, std::int64_t epoch);
  /// Returns the ids of the endpoints that this node delivers to no more.
  [[nodiscard]] std::vector<std::string> give_up(const std::vector<int>& shards);

  /// `rows` are the endpoints in the log now. From here on the steps count as taken.
  [[nodiscard]] steps judge(const std::vector<storage::webhook_endpoint>& rows);

private:
  std::map<int, std::int64_t> shards_;             ///< of this node, with their epochs
  std::map<std::string, std::uint64_t> revisions_; ///< of the endpoints that it delivers to
};

} // namespace boxoffice::actors
