#include "actors/log/link_book.hpp"

#include "storage/accounts.hpp"
#include "storage/side_rows.hpp"

#include <iterator>
#include <span>

namespace boxoffice::actors {

using namespace events;

namespace {

constexpr time_ms ms_an_hour = time_ms{3'600} * ms_a_second;

/// Until the oldest link is no longer counted, in seconds, rounded up.
int wait_for_next(const storage::booking_link& oldest, time_ms now) {
  auto wait = oldest.made_at + ms_an_hour - now;
  return static_cast<int>((wait + ms_a_second - 1) / ms_a_second);
}

} // namespace

storage::result<link_book::outcome> link_book::decide(const change_link& change) {
  auto links = storage::links_of(log_, change.of, change.now);
  if (!links)
    return links.error();
  if (!change.use)
    return make(change, std::move(*links));
  auto* link = storage::usable_link(*links, *change.use, change.now);
  if (link == nullptr)
    return outcome{{}, refused(errc::link_used)};
  link->token_hash.reset();
  return outcome{{storage::links_row(change.of, *links)},
                 link_opened{{change.of.show, change.view.booking.secret}}};
}

storage::result<link_book::outcome> link_book::make(const change_link& change,
                                                    std::vector<storage::booking_link>&& links) {
  auto mail = mail_of(change);
  if (!mail)
    return mail.error();
  if (!*mail)
    return outcome{{}, refused(errc::no_mail)};
  if (links.size() >= storage::links_an_hour)
    return outcome{{}, too_many_attempts{wait_for_next(links.front(), change.now)}};
  auto rows = storage::old_links(log_, looked_at_, change.now);
  if (!rows)
    return rows.error();
  auto token = storage::link_token(change.of.show, change.of.number, change.random);
  links.push_back({change.now, storage::hash_of_link(token)});
  auto row = storage::links_row(change.of, links);
  std::erase_if(*rows, [&](const storage::row_change& each) { return each.key == row.key; });
  rows->push_back(std::move(row));
  return outcome{std::move(*rows), link_made{std::move(token), std::move(**mail), change.view}};
}

storage::result<std::optional<std::string>> link_book::mail_of(const change_link& change) {
  auto mail = log_.get(storage::table::customers, storage::row_key(change.of.customer));
  if (!mail)
    return mail.error();
  auto erased = storage::last_erasure(log_, std::span{&change.of.customer, 1});
  if (!erased)
    return erased.error();
  // The address may be back by a later booking.
  if (*erased && change.view.booking.requested_at <= **erased)
    mail->reset();
  return std::move(*mail);
}

} // namespace boxoffice::actors
