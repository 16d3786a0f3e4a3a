#include "cli/doctor/checks.hpp"
#include "cli/files/keys.hpp"
#include "cli/tokens/token_sources.hpp"

namespace boxoffice::cli {

namespace {

using severity = finding::severity;

finding operator_token_finding(const std::filesystem::path& data_dir) {
  auto token = known_operator_token(data_dir);
  if (!token)
    return {severity::problem, "operator token", token.error().detail,
            "give it 16 to 1,024 characters, or remove the file: the next start makes one"};
  if (!*token)
    return {severity::ok, "operator token", "there is none yet; the first start makes one"};
  if (!(*token)->remark.empty())
    return {severity::warning, "operator token", (*token)->remark,
            "the next start closes the file"};
  return {severity::ok, "operator token", "it is from " + (*token)->source};
}

} // namespace

findings check_tokens(const settings& chosen) {
  findings all{operator_token_finding(chosen.storage.data_dir)};
  // Those in a database are read with it.
  if (chosen.storage.engine != storage_engine::rocksdb)
    return all;
  if (auto named = kept_tokens(chosen); !named)
    all.push_back({severity::problem, "operator tokens", named.error().detail,
                   "restore the file from a backup, or remove it and make its tokens again"});
  return all;
}

} // namespace boxoffice::cli
