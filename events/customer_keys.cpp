#include "events/customer_keys.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

customer_id pseudonym(byte_view key, std::string_view text) {
  auto code = hmac_sha256(key, text);
  customer_id customer{};
  std::copy_n(code.begin(), customer.size(), customer.begin());
  return customer;
}

} // namespace

customer_id customer_of(byte_view key, const mail_address& mail) {
  return pseudonym(key, mail.canonical());
}

std::vector<customer_id> former_customers_of(byte_view key, const mail_address& mail) {
  std::vector<customer_id> former;
  for (const auto& spelling : mail.former_spellings())
    former.push_back(pseudonym(key, spelling));
  return former;
}

std::size_t customer_keys::place_of(const key& its) {
  auto place = static_cast<std::size_t>(std::ranges::find(others_, its) - others_.begin());
  if (place == others_.size())
    others_.push_back(its);
  return place;
}

void customer_keys::add(const show_id& show, const key& its) { came_[show.text] = place_of(its); }

const customer_keys::key& customer_keys::of(const show_id& show) const {
  if (came_.empty())
    return own_;
  auto found = came_.find(show.text);
  return found == came_.end() ? own_ : others_[found->second];
}

std::vector<customer_id> customer_keys::customers_of(const mail_address& mail) const {
  std::vector<customer_id> all;
  auto add = [&](const customer_id& id) {
    if (std::ranges::find(all, id) == all.end())
      all.push_back(id);
  };
  auto add_by = [&](const key& one) {
    add(customer_of(one, mail));
    std::ranges::for_each(former_customers_of(one, mail), add);
  };
  add_by(own_);
  std::ranges::for_each(others_, add_by);
  return all;
}

} // namespace boxoffice::events
