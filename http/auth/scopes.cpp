#include "http/auth/scopes.hpp"

#include <algorithm>
#include <cstdlib>

namespace boxoffice::http {

std::string_view to_text(scope one) {
  switch (one) {
  case scope::read: return "read";
  case scope::sell: return "sell";
  case scope::operate: return "operate";
  case scope::admit: return "admit";
  }
  std::abort(); // All enumerators return above.
}

std::optional<scope> scope_of(std::string_view name) {
  const auto* found =
      std::ranges::find_if(all_scopes, [&](auto one) { return to_text(one) == name; });
  return found == all_scopes.end() ? std::nullopt : std::optional{*found};
}

std::string to_text(const scope_set& scopes, std::string_view between) {
  std::string text;
  for (auto one : all_scopes)
    if (scopes.has(one))
      text.append(text.empty() ? "" : between).append(to_text(one));
  return text;
}

} // namespace boxoffice::http
