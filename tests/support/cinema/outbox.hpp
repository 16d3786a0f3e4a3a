// The directory that servers write mails to, read as a sender does.
#pragma once

#include "tests/support/processes/server_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <cstddef>
#include <string>

namespace boxoffice::tests {

struct received_mail {
  std::string headers; ///< with the line end of the last one
  std::string text;    ///< decoded

  /// Of the link in the text.
  [[nodiscard]] std::string token() const;
};

class mail_outbox {
public:
  /// What makes a server write its mails here.
  [[nodiscard]] settings settings_of() const;
  /// Takes a mail, for which it waits.
  received_mail next();
  [[nodiscard]] std::size_t waiting() const;

private:
  temporary_directory directory_;
};

} // namespace boxoffice::tests
