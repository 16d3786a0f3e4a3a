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

/// Reads the body and counts the attempt; if either fails, the request is refused. A password that
/// cannot be anybody's is empty.
std::optional<credentials> read_credentials(const request& in, services& with) {
  auto body = read_signin(in.message.body());
  if (!body) {
    in.respond(to_response(body.error()));
    return std::nullopt;
  }
  credentials given{events::mail_address{body->mail},
                    normalized_password(body->password).value_or(std::string{})};
  if (with.options.limit_rate)
    if (auto wait_s = with.shared.accounts->refuse(in.respond.client().address, given.mail)) {
      in.respond(to_response(
          problem{code::rate_limited, "Too many attempts to sign in or up.", {}, {}, wait_s}));
      return std::nullopt;
    }
  return given;
}

response too_many_passwords() {
  return problem_response(code::overloaded, "Too many customers are signing in or up.");
}

/// Responds in the thread of the worker with what `render` makes of the outcome.
template <class Render>
accounts::finished respond_with(const responder& respond, services& with, Render render) {
  // The connection belongs to the worker's thread: the other one only passes it on.
  return [respond, &home = with.worker, render = std::move(render)](accounts::result got) mutable {
    boost::asio::post(home.io(), [respond = std::move(respond), &home, render, got] {
      respond(got.how == accounts::outcome::failed ? problem_response(code::unavailable)
                                                   : render(got));
      home.write_responses();
    });
  };
}

} // namespace

void sign_up(request&& in, services& with) {
  auto given = read_credentials(in, with);
  if (!given)
    return;
  if (auto error = error_in_password(given->password, given->mail); !error.empty())
    return in.respond(invalid("password", error));
  // Whether there is an account already is not said.
  auto then = respond_with(in.respond, with, [](const accounts::result&) {
    return json_response(nlohmann::ordered_json::object(), 202);
  });
  if (!with.shared.accounts->sign_up(std::move(*given), with.now(), std::move(then)))
    in.respond(too_many_passwords());
}

void sign_in(request&& in, services& with) {
  auto given = read_credentials(in, with);
  if (!given)
    return;
  auto then = respond_with(in.respond, with, [&with, mail = given->mail](const auto& got) {
    if (got.how == accounts::outcome::refused)
      return problem_response(code::unauthenticated, "The mail address or the password is wrong.");
    auto issued = with.shared.accounts->token_for(mail, with.now(), got.bookings_from);
    return json_response(nlohmann::ordered_json{
        {"token", issued.token}, {"expiresAt", events::to_rfc3339(issued.expires_at)}});
  });
  if (!with.shared.accounts->sign_in(std::move(*given), std::move(then)))
    in.respond(too_many_passwords());
}

} // namespace boxoffice::http
