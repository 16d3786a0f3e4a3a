#include "cli/settings/settings_rows.hpp"

#include <algorithm>

namespace boxoffice::cli {

namespace {

/// Any text that is not empty and has no control character.
value_result<std::string> read_line(std::string_view text) {
  if (text.empty() || std::ranges::any_of(text, [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte < ' ' || byte == 0x7f;
      }))
    return bad_value{"wants a text of one line"};
  return {boost::system::in_place_value, text};
}

/// An http(s) URL with `{returnUrl}` and `{state}`.
value_result<std::string> read_login_url(std::string_view text) {
  auto has = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if ((!text.starts_with("https://") && !text.starts_with("http://")) || !read_line(text) ||
      !has("{returnUrl}") || !has("{state}"))
    return bad_value{"wants an http or https URL with {returnUrl} and {state}"};
  return {boost::system::in_place_value, text};
}

} // namespace

std::vector<setting> auth_rows() {
  using part = auth_settings;
  const settings_section in{"auth", &settings::auth};
  const value_kind<std::string> text{read_line};
  std::vector<setting> rows{
      in.row("mode", &part::mode, kind::auth_modes(),
             "Who may book: \"open\" is everyone, \"jwt\" is a client with a token (with email and "
             "exp) that your own login service has signed, \"accounts\" is a client who signed up "
             "and in here with a mail address and a password."),
      in.hidden(
          "jwt_secret", &part::jwt_secret, value_kind<secret>{read_jwt_secret},
          "The secret of tokens by HS256, 32 bytes or more. mode = \"jwt\" requires either "
          "it or jwks. With mode = \"accounts\" the server signs its tokens with it; unset, it "
          "makes a key at its first start. A cluster needs it there."),
      in.row("jwks", &part::jwks, text,
             "The public keys of tokens by RS256, ES256 or EdDSA: a JSON Web Key Set, as a file or "
             "as an http:// or https:// URL, private addresses included. Requires issuer and "
             "audience."),
      in.row("jwks_refresh", &part::jwks_refresh, kind::duration(1s, 24h),
             "How often the keys are loaded again. A token with an unknown key makes the server "
             "load them at once, but at most every 10 seconds. Old keys stay until a load "
             "succeeds."),
      in.row("issuer", &part::issuer, text,
             "The `iss` that tokens must have. Unset: not checked, which is possible with "
             "jwt_secret only."),
      in.row("audience", &part::audience, text,
             "What the `aud` of tokens must be or contain. Unset: not checked, which is possible "
             "with jwt_secret only."),
      in.row("leeway", &part::leeway, kind::duration(0ms, 5min),
             "How far the clock of the login service may be from the server's: `exp` and `nbf` of "
             "tokens are checked with it."),
      in.row(
          "login_url", &part::login_url, value_kind<std::string>{read_login_url},
          "Where the customer's page sends customers to sign in, with mode = \"jwt\". {returnUrl} "
          "and {state}, which are required, and {nonce} are filled in. The login service sends "
          "the customer back to returnUrl with state and the token in the fragment, as "
          "id_token, access_token or token: #id_token=...&state=..."),
      in.row("token_lifetime", &part::token_lifetime, kind::duration(1min, 720h),
             "How long a customer stays signed in, with mode = \"accounts\"."),
      in.row("attempts_per_minute", &part::attempts_per_minute, kind::count(1, 10'000),
             "Attempts to sign in or up, at once and each minute, of one address, and for one mail "
             "address; further ones are refused with 429. For mode = \"accounts\"."),
      in.row("password_threads", &part::password_threads, kind::count(1, 16),
             "Passwords that are hashed at the same time, each with 64 MiB of memory. For mode = "
             "\"accounts\"."),
  };
  for (auto& row : rows)
    row.url = row.key == "auth.jwks" || row.key == "auth.login_url";
  return rows;
}

} // namespace boxoffice::cli
