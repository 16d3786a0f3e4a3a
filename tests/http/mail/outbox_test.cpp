#include "http/mail/outbox.hpp"

#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>
#include <mutex>
#include <regex>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::content_of;
using boxoffice::tests::eventually;
using boxoffice::tests::patience;
using boxoffice::tests::temporary_directory;

namespace {

namespace fs = std::filesystem;

struct mail_directory {
  temporary_directory directory;
  mail_options options{directory.path(), "box@cinema.example", "https://t.example/"};
  std::mutex guard;
  std::vector<std::string> lines;
  logging::logger log{[this](const logging::line& one) {
    std::lock_guard lock{guard};
    lines.emplace_back(one.text);
  }};

  std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    for (const auto& each : fs::directory_iterator{directory.path()})
      all.push_back(each.path());
    return all;
  }
};

outgoing_mail to_ann() { return {"ann@example.org", "Hello", "secret link\n"}; }

} // namespace

TEST_CASE("outbox: a mail is one complete file for the owner alone") {
  mail_directory at;
  {
    outbox mails{at.options, at.log};
    CHECK(mails.put(to_ann(), 1'798'137'000'000, {}));
  }
  const auto files = at.files();
  REQUIRE(files.size() == 1);
  CHECK(std::regex_match(files[0].filename().string(),
                         std::regex{R"(1798137000000-[0-9a-f]{32}\.eml)"}));
  CHECK(fs::status(files[0]).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(content_of(files[0]).find("To: <ann@example.org>\r\n") != std::string::npos);
  CHECK(at.lines.empty());
}

TEST_CASE("outbox: with as many mails as may wait there are no more, until some were sent") {
  mail_directory at;
  at.options.most_waiting = 3;
  for (const auto* name : {"a.eml", "b.eml", "c.txt"})
    std::ofstream{at.directory.path() / name} << "x";
  outbox mails{at.options, at.log};
  CHECK(mails.put(to_ann(), 1, {}));
  CHECK_FALSE(mails.put(to_ann(), 2, {}));
  CHECK(mails.is_full());
  fs::remove(at.directory.path() / "a.eml");
  CHECK(eventually(patience, [&] { return !mails.is_full(); }));
  CHECK(mails.put(to_ann(), 3, {}));
}

TEST_CASE("outbox: what cannot be written is logged without address and text") {
  mail_directory at;
  at.options.outbox = at.directory.path() / "missing";
  {
    outbox mails{at.options, at.log};
    CHECK(mails.put(to_ann(), 1, {}));
    CHECK(mails.put({"ann@x,org", "Hello", "secret link\n"}, 1, {}));
  }
  CHECK(at.lines.size() == 3); // One at the start.
  for (const auto& line : at.lines) {
    CHECK(line.find("ann@") == std::string::npos);
    CHECK(line.find("secret") == std::string::npos);
  }
  CHECK(error_in_outbox(at.options.outbox).find("No such file") != std::string::npos);
  CHECK(error_in_outbox(at.directory.path()).empty());
}

} // namespace boxoffice::http::tests
