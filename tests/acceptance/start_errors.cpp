// Each way in which a start can fail is one line on stderr and an exit status.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/crypto/certificates.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/free_ports.hpp"
#include "tests/support/processes/limited_program.hpp"

#include <cctype>
#include <fstream>
#include <functional>
#include <sstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

/// A server that must not start, and its directories.
struct broken_start {
  temporary_directory directory;
  server_options options;

  broken_start() {
    options.binary = server_binary();
    options.data_dir = directory.path() / "data";
  }

  fs::path file(const std::string& name, const std::string& text) const {
    auto path = directory.path() / name;
    std::ofstream{path} << text;
    return path;
  }
  void config(const std::string& text) {
    options.arguments = {"--config", file("boxoffice.toml", text)};
  }
  void data_file(const std::string& name, const std::string& text) const {
    fs::create_directory(options.data_dir);
    ::chmod(options.data_dir.c_str(), 0700);
    std::ofstream{options.data_dir / name} << text;
  }
  void token_file(const std::string& text) {
    options.with_operator_token = false;
    data_file("admin-token", text);
  }
  void cluster() {
    auto ports = free_ports(2);
    options.set["cluster.enabled"] = "true";
    options.set["cluster.node"] = "a";
    options.set["cluster.listen"] = "127.0.0.1:" + std::to_string(ports[0]);
    options.set["cluster.peers"] =
        "a=127.0.0.1:" + std::to_string(ports[0]) + ",b=127.0.0.1:" + std::to_string(ports[1]);
  }
  void certificates(const std::string& certificate, const std::string& key, const std::string& ca) {
    cluster();
    options.set["cluster.tls.certificate"] = certificate;
    options.set["cluster.tls.key"] = key;
    options.set["cluster.tls.ca"] = ca;
  }
};

/// The lines of an error text without those of the log, which begin with a time: a link may have
/// found its peer away before the start failed.
std::vector<std::string> error_lines(const std::string& errors) {
  std::istringstream lines{errors};
  std::vector<std::string> found;
  for (std::string line; std::getline(lines, line);)
    if (line.empty() || std::isdigit(static_cast<unsigned char>(line.front())) == 0)
      found.push_back(line);
  return found;
}

void check(const std::string& what, int code, const std::vector<std::string>& words,
           const std::function<void(broken_start&)>& prepare) {
  CAPTURE(what);
  broken_start one;
  prepare(one);
  auto ended = run_command(serve_command(one.options), std::chrono::seconds{60});
  CAPTURE(ended.errors);
  CHECK((ended.status == exit_status{code, 0}));
  CHECK(ended.output == "");
  const auto lines = error_lines(ended.errors);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("boxoffice: "));
  CHECK(ended.errors.find("/usr/include") == std::string::npos);
  CHECK(ended.errors.find("terminate called") == std::string::npos);
  for (const auto& word : words)
    CHECK_MESSAGE(ended.errors.find(word) != std::string::npos, word);
}

} // namespace

TEST_CASE("start: an unreadable settings file ends with 2 and one line") {
  check("missing", 2, {"--config: cannot read /nowhere/x.toml: No such file"},
        [](broken_start& one) {
          one.options.arguments = {"--config", "/nowhere/x.toml"};
        });
  check("directory", 2, {"--config: cannot read", "Is a directory"}, [](broken_start& one) {
    one.options.arguments = {"--config", one.directory.path()};
  });
  check("read error", 2, {"--config: cannot read /proc/self/mem"}, [](broken_start& one) {
    one.options.arguments = {"--config", "/proc/self/mem"};
  });
  check("no name", 2, {"--config: cannot read"}, [](broken_start& one) {
    one.options.arguments = {"--config", ""};
  });
  check("no TOML", 2, {"boxoffice.toml:1"}, [](broken_start& one) { one.config("[review\n"); });
  check("no UTF-8", 2, {"boxoffice.toml"}, [](broken_start& one) { one.config("a = '\xFF'\n"); });
  check("unknown key", 2, {"boxoffice.toml:2: review.hodl: unknown setting, did you mean"},
        [](broken_start& one) { one.config("[review]\nhodl = '1s'\n"); });
  check("contradiction", 2, {"boxoffice.toml:3: review.hold: must be longer", "boxoffice.toml:2"},
        [](broken_start& one) { one.config("[review]\ninterval = '2s'\nhold = '1s'\n"); });
}

TEST_CASE("start: a limit of open files that leaves no connections ends with 1 and one line") {
  check("200 files", 1, {"only 200 files may be open (ulimit -Hn)", "needs 240"},
        [](broken_start& one) {
          one.options.binary = limited_program(one.directory, server_binary(), "ulimit -n 200");
        });
}

TEST_CASE("start: a data directory that cannot be used ends with 1 and one line") {
  check("file", 1, {"Not a directory"},
        [](broken_start& one) { one.options.data_dir = one.file("data", "x"); });
  check("a file with control characters", 1, {R"(/a\x0ab\x1b[2J: Not a directory)"},
        [](broken_start& one) { one.options.data_dir = one.file("a\nb\x1b[2J", "x"); });
  check("below a file", 1, {"Not a directory"},
        [](broken_start& one) { one.options.data_dir = one.file("file", "x") / "data"; });
  check("not writable", 1, {"/proc/boxoffice"},
        [](broken_start& one) { one.options.data_dir = "/proc/boxoffice"; });
  check("others'", 1, {"is open to other users (mode 0755) and holds other files"},
        [](broken_start& one) {
          one.data_file("somebody's", "x");
          ::chmod(one.options.data_dir.c_str(), 0755);
        });
}

TEST_CASE("start: a log with missing or damaged files ends with 65 and one line") {
  check("no CURRENT", 65, {"has data files, but no file CURRENT; restore a backup"},
        [](broken_start& one) { one.data_file("000004.log", "x"); });
  check("a damaged CURRENT", 65, {"are missing or damaged, restore a backup"},
        [](broken_start& one) { one.data_file("CURRENT", "x"); });
}

TEST_CASE("start: an access log that cannot be opened ends with 1 and one line") {
  auto at = [](const fs::path& file) {
    return [file](broken_start& one) {
      one.options.set["log.access"] = "text";
      one.options.set["log.access_file"] = file.string();
    };
  };
  temporary_directory place;
  auto none = place.path() / "none" / "access.log";
  check("no directory", 1,
        {"cannot start: log.access_file: " + none.string() + ": No such file or directory\n"},
        at(none));
  check("directory", 1, {"log.access_file: " + place.path().string() + ": Is a directory\n"},
        at(place.path()));
  check("not writable", 1, {"cannot start: log.access_file: /proc/boxoffice: "},
        at("/proc/boxoffice"));
}

TEST_CASE("start: a directory for mails that cannot be used ends with 1 and one line") {
  auto with = [](const fs::path& outbox) {
    return [outbox](broken_start& one) {
      one.options.set["mail.outbox"] = outbox.string();
      one.options.set["mail.from"] = "tickets@cinema.example";
      one.options.set["cinema.url"] = "https://cinema.example";
    };
  };
  temporary_directory place;
  auto file = place.path() / "file";
  std::ofstream{file} << "x";
  auto none = place.path() / "none";
  check("missing", 1,
        {"cannot start: mail.outbox " + none.string() + ": No such file or directory\n"},
        with(none));
  check("file", 1, {"cannot start: mail.outbox " + file.string() + ": Not a directory\n"},
        with(file));
}

TEST_CASE("start: a named pipe instead of a file ends with 1 and one line") {
  temporary_directory place;
  auto pipe = (place.path() / "pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  authority good{place.path(), "good"};
  auto ours = good.sign("a");
  check("the operator's token", 1, {"admin-token: not a regular file\n"}, [](broken_start& one) {
    one.token_file("");
    fs::remove(one.options.data_dir / "admin-token");
    REQUIRE(::mkfifo((one.options.data_dir / "admin-token").c_str(), 0600) == 0);
  });
  check("named tokens", 1, {"operator-tokens are no regular file"}, [](broken_start& one) {
    one.data_file("admin-token", "");
    REQUIRE(::mkfifo((one.options.data_dir / "operator-tokens").c_str(), 0600) == 0);
  });
  check("a certificate", 1, {"http.tls", pipe + " is no file that can be read"},
        [&](broken_start& one) {
          one.options.set["http.tls.certificate"] = pipe;
          one.options.set["http.tls.key"] = ours.key;
        });
  check("a node's key", 1, {"cluster.tls.key: cannot read " + pipe + ": not a regular file\n"},
        [&](broken_start& one) { one.certificates(ours.certificate, pipe, ours.ca); });
  check("keys of tokens", 1, {"auth.jwks " + pipe + ": the file is no regular file\n"},
        [&](broken_start& one) {
          one.options.set["auth.mode"] = "jwt";
          one.options.set["auth.issuer"] = "i";
          one.options.set["auth.audience"] = "a";
          one.options.set["auth.jwks"] = pipe;
        });
  check("the nodes' secret", 1, {"cluster-secret: is not a file that only this user can read\n"},
        [&](broken_start& one) {
          one.cluster();
          fs::create_directory(place.path() / "boxoffice");
          REQUIRE(::mkfifo((place.path() / "boxoffice" / "cluster-secret").c_str(), 0600) == 0);
          one.options.environment["XDG_STATE_HOME"] = place.path().string();
        });
}

TEST_CASE("start: named tokens that others may write end with 1 and one line") {
  for (auto directory : {mode_t{0700}, mode_t{0755}})
    check("tokens", 1, {"operator-tokens", "may be written by other users"},
          [&](broken_start& one) {
            one.data_file("admin-token", "");
            one.data_file("operator-tokens", "{\"version\":1,\"tokens\":[]}");
            ::chmod((one.options.data_dir / "operator-tokens").c_str(), 0666);
            ::chmod(one.options.data_dir.c_str(), directory);
          });
}

TEST_CASE("start: a data directory that another server has ends with 1 and one line") {
  cinema_fixture cinema{server_binary()};
  check("locked", 1, {"is in use by another boxoffice"},
        [&](broken_start& one) { one.options.data_dir = cinema.data_dir(); });
}

TEST_CASE("start: an operator token that cannot be used ends with 1 and one line") {
  check("directory", 1, {"cannot read", "admin-token", "Is a directory"}, [](broken_start& one) {
    one.options.with_operator_token = false;
    fs::create_directories(one.options.data_dir / "admin-token");
    ::chmod(one.options.data_dir.c_str(), 0700);
  });
  check("empty", 1, {"admin-token", "fewer than 16 characters"},
        [](broken_start& one) { one.token_file(""); });
  check("short", 1, {"admin-token", "fewer than 16 characters"},
        [](broken_start& one) { one.token_file("x\n"); });
  check("blank", 1, {"admin-token", "fewer than 16 characters"},
        [](broken_start& one) { one.token_file("                    \r\n"); });
  check("two lines", 1, {"admin-token", "line break"},
        [](broken_start& one) { one.token_file("0123456789abcdef\n0123456789abcdef\n"); });
  check("variable", 1, {"BOXOFFICE_ADMIN_TOKEN", "fewer than 16 characters"},
        [](broken_start& one) { one.options.environment["BOXOFFICE_ADMIN_TOKEN"] = " short "; });
}

TEST_CASE("start: an address that cannot be listened on ends with 1 and one line") {
  cinema_fixture cinema{server_binary()};
  auto taken = "127.0.0.1:" + std::to_string(cinema.server().port());
  check("in use", 1, {"cannot start: http.listen " + taken + ": Address already in use\n"},
        [&](broken_start& one) { one.options.listen = taken; });
  check("not ours", 1, {"http.listen 192.0.2.1:80: Cannot assign requested address\n"},
        [](broken_start& one) { one.options.listen = "192.0.2.1:80"; });
  check("unknown host", 1, {"http.listen nowhere.invalid:80: "},
        [](broken_start& one) { one.options.listen = "nowhere.invalid:80"; });
  check("the nodes'", 1, {"cannot start: cluster.listen "}, [&](broken_start& one) {
    one.cluster();
    one.options.set["cluster.listen"] = taken;
  });
}

TEST_CASE("start: certificates that cannot be used end with 1 and one line") {
  temporary_directory place;
  authority good{place.path(), "good"};
  auto ours = good.sign("a");
  auto others = good.sign("b");
  auto none = (place.path() / "none.pem").string();
  check("missing", 1, {"cluster.tls.certificate: cannot read " + none},
        [&](broken_start& one) { one.certificates(none, ours.key, ours.ca); });
  check("directory", 1, {"cluster.tls.ca: cannot read", "Is a directory"},
        [&](broken_start& one) { one.certificates(ours.certificate, ours.key, place.path()); });
  check("no certificate", 1, {"cluster.tls.certificate: " + ours.key + " has no certificate"},
        [&](broken_start& one) { one.certificates(ours.key, ours.key, ours.ca); });
  check("another's key", 1, {"cluster.tls.key: " + others.key + " has no key of that certificate"},
        [&](broken_start& one) { one.certificates(ours.certificate, others.key, ours.ca); });
  check("no authority", 1, {"cluster.tls.ca: " + ours.key + " has no certificate"},
        [&](broken_start& one) { one.certificates(ours.certificate, ours.key, ours.key); });
}

TEST_CASE("start: a PostgreSQL that cannot be reached ends with 1 and one line") {
  auto port = std::to_string(free_ports(1).front());
  auto with = [](const std::string& connection) {
    return [connection](broken_start& one) {
      one.options.set["storage.engine"] = "postgres";
      one.options.set["storage.postgres"] = connection;
    };
  };
  check("nobody there", 1, {"PostgreSQL", "refused"},
        with("host=127.0.0.1,127.0.0.1 port=" + port + " dbname=x"));
  check("no such socket", 1, {"PostgreSQL"}, with("host=/nowhere dbname=x"));
  check("no connection string", 1, {"PostgreSQL"}, with("host 127.0.0.1"));
}

} // namespace boxoffice::tests
