#include "events/time_text.hpp"
#include "http/api/handlers/handler_support.hpp"
#include "http/api/json/json_in.hpp"
#include "http/api/signin/accounts.hpp"
#include "http/auth/password.hpp"
#include "http/server/worker.hpp"

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

/// Mail address and password of a request; the password is normalized (password.hpp).
struct credentials {
  events::mail_address mail;
  std::string password;
};
using shared_credentials = std::shared_ptr<const credentials>; // on_reply must be copyable.

response too_many_attempts(int wait_s) {
  return to_response(
      problem{code::rate_limited, "Too many attempts to sign in or up.", {}, {}, wait_s});
}

response too_many_passwords() {
  return problem_response(code::overloaded, "Too many customers are signing in or up.");
}

/// The response to a reply that has no account.
response without_account(const actors::reply& reply) {
  if (const auto* limited = std::get_if<actors::too_many_attempts>(&reply))
    return too_many_attempts(limited->retry_after_s);
  return failure(reply);
}

/// Reads the body and counts the attempt of the client; if either fails, the request is refused. A
/// password that cannot be anybody's is empty.
shared_credentials read_credentials(const request& in, services& with) {
  auto body = read_signin(in.message.body());
  if (!body) {
    in.respond(to_response(body.error()));
    return nullptr;
  }
  if (with.options.limit_rate)
    if (auto wait_s = with.shared.accounts->refuse(in.respond.client().address)) {
      in.respond(too_many_attempts(*wait_s));
      return nullptr;
    }
  return std::make_shared<const credentials>(
      credentials{events::mail_address{body->mail},
                  normalized_password(body->password).value_or(std::string{})});
}

/// Asks the node of the account for it, which counts the attempt for the mail address. `then` gets
/// the account, if there is one.
template <class Then>
void look_up(const responder& respond, services& with, const shared_credentials& given, Then then) {
  auto take = [then = std::move(then)](const responder& to_client, actors::reply&& reply) {
    if (auto* found = std::get_if<actors::account_found>(&reply))
      then(to_client, std::move(found->account));
    else
      to_client(without_account(reply));
  };
  with.client.ask({respond, std::move(take)},
                  actors::find_account{with.options.customer_keys->customers_of(given->mail),
                                       given->mail.stored()});
}

/// Calls `then` in the worker's thread, to which the connection belongs, with what the thread for
/// passwords has found.
template <class Then>
auto in_worker(const responder& respond, services& with, Then then) {
  return [respond, &home = with.worker, then = std::move(then)](auto found) {
    boost::asio::post(home.io(), [respond, &home, then, found = std::move(found)]() mutable {
      then(respond, std::move(found));
      home.write_responses();
    });
  };
}

void add_account(const responder& respond, services& with, const shared_credentials& given,
                 std::string hash) {
  // Whether there is an account already is not said.
  auto then = [](const responder& to_client, actors::reply&& reply) {
    if (std::holds_alternative<actors::account_added>(reply))
      to_client(json_response(nlohmann::ordered_json::object(), 202));
    else
      to_client(without_account(reply));
  };
  with.client.ask({respond, std::move(then)},
                  actors::add_account{with.options.customer_keys->customers_of(given->mail),
                                      given->mail.stored(), std::move(hash)});
}

void hash_password(const responder& respond, services& with, const shared_credentials& given) {
  auto then = in_worker(respond, with, [&with, given](const responder& to_client, auto hash) {
    if (hash)
      add_account(to_client, with, given, std::move(*hash));
    else
      to_client(problem_response(code::unavailable));
  });
  if (!with.shared.accounts->hash(given->password, std::move(then)))
    respond(too_many_passwords());
}

void check_password(const responder& respond, services& with, const shared_credentials& given,
                    std::optional<storage::account>&& account) {
  auto bookings_from = account ? account->bookings_from : 0;
  auto mark = account ? account_mark(account->password_hash) : std::string{};
  auto then = in_worker(
      respond, with,
      [&with, given, bookings_from, mark](const responder& to_client, bool is_right) {
        if (!is_right)
          return to_client(problem_response(code::unauthenticated,
                                            "The mail address or the password is wrong."));
        auto issued = with.shared.accounts->token_for(given->mail, with.now(), bookings_from, mark);
        to_client(json_response(nlohmann::ordered_json{
            {"token", issued.token}, {"expiresAt", events::to_rfc3339(issued.expires_at)}}));
      });
  auto hash = account ? std::optional{std::move(account->password_hash)} : std::nullopt;
  if (!with.shared.accounts->check(given->password, std::move(hash), std::move(then)))
    respond(too_many_passwords());
}

} // namespace

void reset_account(request&& in, services& with) {
  auto mail = mail_in_path(in);
  if (!mail)
    return;
  auto customers = with.options.customer_keys->customers_of(*mail);
  // Before it is done: if a node is away, the others have reset the account although this is 503.
  with.env.log.write(logging::level::info, logging::log_module::http, in.respond.tag(),
                     "the account of a customer is reset by {}", in.by.value_or(""));
  ask_node<actors::account_reset>(
      with, in.respond, actors::reset_account{std::move(customers), mail->stored()},
      [](actors::account_reset&& reset) {
        return json_response(nlohmann::ordered_json{{"reset", reset.existed}});
      });
}

void sign_up(request&& in, services& with) {
  auto given = read_credentials(in, with);
  if (!given)
    return;
  look_up(in.respond, with, given, [&with, given](const responder& respond, const auto&) {
    if (auto error = error_in_password(given->password, given->mail); !error.empty())
      respond(invalid("password", error));
    else
      hash_password(respond, with, given);
  });
}

void sign_in(request&& in, services& with) {
  auto given = read_credentials(in, with);
  if (!given)
    return;
  look_up(in.respond, with, given, [&with, given](const responder& respond, auto&& account) {
    check_password(respond, with, given, std::forward<decltype(account)>(account));
  });
}

} // namespace boxoffice::http
