// Where mails to customers go: the settings `mail.*` and `cinema.url` as the gateway uses them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace boxoffice::http {

struct mail_options {
  std::filesystem::path outbox{};    ///< a directory; empty: no mails, and no calls that send some
  std::string from{};                ///< an address
  std::string cinema_url{};          ///< of the customer's page, for links; ends with `/`
  std::size_t most_waiting = 10'000; ///< mails in the directory; with more there are no new ones

  [[nodiscard]] bool enabled() const { return !outbox.empty(); }
};

} // namespace boxoffice::http
