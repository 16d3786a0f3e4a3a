#include "http/api/signin/operator_access.hpp"

#include "http/auth/token_set.hpp"

namespace boxoffice::http {

std::optional<operator_access> operator_of(const message& head, const services& with,
                                           const client_address& client) {
  if (client.at_control_socket)
    return operator_access{scope_set::all(), "control-socket"};
  auto token = bearer(head);
  return token ? operator_with(*token, with) : std::nullopt;
}

std::optional<operator_access> operator_with(std::string_view token, const services& with) {
  if (with.shared.operator_token.equals(token))
    return operator_access{scope_set::all(), "token"};
  // The prefix is no secret. Without it, as in customers' tokens, there is nothing to look up.
  if (!token.starts_with(token_prefix) || !with.options.named_tokens)
    return std::nullopt;
  auto known = with.options.named_tokens();
  const auto* found = known ? known->find(token, with.now()) : nullptr;
  if (found == nullptr)
    return std::nullopt;
  return operator_access{found->scopes, "token:" + found->name};
}

} // namespace boxoffice::http
