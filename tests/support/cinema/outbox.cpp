#include "tests/support/cinema/outbox.hpp"

#include "tests/support/crypto/crypto.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"

#include <filesystem>
#include <stdexcept>
#include <vector>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> mails_in(const fs::path& directory) {
  std::vector<fs::path> all;
  for (const auto& each : fs::directory_iterator{directory})
    if (each.path().extension() == ".eml")
      all.push_back(each.path());
  return all;
}

} // namespace

std::string received_mail::token() const {
  const std::string before = "/#/find/";
  const auto begin = text.find(before);
  if (begin == std::string::npos)
    throw std::runtime_error{"no link in the mail: " + text};
  const auto from = begin + before.size();
  return text.substr(from, text.find_first_of("\r\n", from) - from);
}

settings mail_outbox::settings_of() const {
  return {{"mail.outbox", directory_.path().string()},
          {"mail.from", "box@cinema.example"},
          {"cinema.url", "https://tickets.example"}};
}

received_mail mail_outbox::next() {
  std::vector<fs::path> found;
  if (!eventually(patience, [&] { return !(found = mails_in(directory_.path())).empty(); }))
    throw std::runtime_error{"no mail came"};
  const auto message = content_of(found.front());
  fs::remove(found.front());
  const auto end = message.find("\r\n\r\n");
  std::string code;
  for (const auto c : message.substr(end))
    if (c != '\r' && c != '\n')
      code += c;
  return {message.substr(0, end + 2), decode_base64(code)};
}

std::size_t mail_outbox::waiting() const { return mails_in(directory_.path()).size(); }

} // namespace boxoffice::tests
