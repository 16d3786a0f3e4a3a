#include "http/api/signin/checked_accounts.hpp"

namespace boxoffice::http {

namespace {

std::string key_of_account(const std::string& mail, const std::string& proof) {
  return proof + ' ' + mail;
}

} // namespace

bool checked_accounts::has(const std::string& mail, const std::string& proof,
                           clock::time_point now) const {
  auto found = good_until_.find(key_of_account(mail, proof));
  return found != good_until_.end() && now < found->second;
}

void checked_accounts::add(const std::string& mail, const std::string& proof,
                           clock::time_point now) {
  if (good_until_.size() >= most)
    std::erase_if(good_until_, [now](const auto& each) { return each.second <= now; });
  if (good_until_.size() >= most)
    good_until_.clear();
  good_until_[key_of_account(mail, proof)] = now + good_for;
}

} // namespace boxoffice::http
