#include "cli/doctor/checks.hpp"

#include "tests/support/crypto/certificates.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <filesystem>
#include <fstream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

using boxoffice::tests::temporary_directory;
using severity = finding::severity;

namespace {

const finding* find_subject(const findings& all, std::string_view subject) {
  for (const auto& each : all)
    if (each.subject == subject)
      return &each;
  return nullptr;
}

/// How a subject stands; ok if nothing is said about it.
severity severity_of(const findings& all, std::string_view subject) {
  const auto* found = find_subject(all, subject);
  return found == nullptr ? severity::ok : found->how;
}

/// Settings with which a cinema could open.
settings usual_settings() {
  settings chosen;
  chosen.payment.webhook_secret = secret{"bytes shared with the provider"};
  chosen.payment.instructions = "Pay at the counter.";
  return chosen;
}

} // namespace

TEST_CASE("doctor: a finding is a line with its advice below") {
  findings all{{severity::ok, "disk", "fine"}, {severity::warning, "clock", "off", "set it"}};
  CHECK(to_text(all) == "ok      disk: fine\n"
                        "warning clock: off\n"
                        "         -> set it\n");
  CHECK_FALSE(has_problem(all));
  all.push_back({severity::problem, "log", "lost", "keep it"});
  CHECK(has_problem(all));
}

TEST_CASE("doctor: whatever a finding is about, it is one line") {
  CHECK(to_text(findings{{severity::ok, "log", "in a\nb\x1b[2J", "see a\nb"}}) ==
        "ok      log: in a\\x0ab\\x1b[2J\n"
        "         -> see a\\x0ab\n");
}

TEST_CASE("doctor: free space is judged by what a full disk does") {
  constexpr std::uintmax_t mib = 1U << 20U;
  CHECK(judge_space(63 * mib, 1000 * mib).how == severity::problem);
  CHECK(judge_space(64 * mib, 1000 * mib).how == severity::warning);
  CHECK(judge_space(1023 * mib, 10'000 * mib).how == severity::warning);
  CHECK(judge_space(1024 * mib, 10'000 * mib).how == severity::ok);
}

TEST_CASE("doctor: a sync that is slow is a warning, and so is one that cannot be one") {
  using namespace std::chrono_literals;
  CHECK(judge_sync(4us).how == severity::warning);
  CHECK(judge_sync(5us).how == severity::ok);
  CHECK(judge_sync(20ms).how == severity::ok);
  CHECK(judge_sync(20'001us).how == severity::warning);
}

TEST_CASE("doctor: the data directory must be a private directory") {
  namespace fs = std::filesystem;
  temporary_directory place;
  fs::permissions(place.path(), fs::perms::owner_all);
  CHECK(severity_of(check_directory(place.path()), "data directory") == severity::ok);
  fs::permissions(place.path(), fs::perms::owner_all | fs::perms::others_read);
  CHECK(severity_of(check_directory(place.path()), "data directory") == severity::warning);
  CHECK(severity_of(check_directory(place.path() / "none"), "data directory") == severity::warning);
  std::ofstream{place.path() / "file"} << "x";
  CHECK(severity_of(check_directory(place.path() / "file"), "data directory") == severity::problem);
  // A start refuses an open directory with other files than a log.
  auto others = check_directory(place.path());
  CHECK(severity_of(others, "data directory") == severity::problem);
  CHECK(to_text(others).find("a directory of its own") != std::string::npos);
  std::ofstream{place.path() / "CURRENT"} << "x";
  CHECK(severity_of(check_directory(place.path()), "data directory") == severity::warning);
}

TEST_CASE("doctor: the disk is measured, and nothing is left there") {
  temporary_directory place;
  auto all = check_disk(place.path());
  REQUIRE(all.size() == 2);
  CHECK(all[0].what.find("MiB are free") != std::string::npos);
  CHECK(all[1].what.find("is on the device after") != std::string::npos);
  CHECK(std::filesystem::is_empty(place.path()));
}

TEST_CASE("doctor: settings that are allowed and rarely meant are warnings") {
  auto chosen = usual_settings();
  for (const auto& each : check_settings(chosen))
    CHECK_MESSAGE(each.how == severity::ok, each.what);
  SUBCASE("the sandbox") {
    chosen.payment.sandbox = true;
    CHECK(severity_of(check_settings(chosen), "payment") == severity::warning);
  }
  SUBCASE("no way to pay") {
    chosen.payment.webhook_secret.reset();
    CHECK(severity_of(check_settings(chosen), "payment") == severity::warning);
    chosen.payment.stripe_secret = secret{"whsec_0123456789abcdef"};
    CHECK(severity_of(check_settings(chosen), "payment") == severity::ok);
  }
  SUBCASE("nobody told how to pay") {
    chosen.payment.instructions.reset();
    CHECK(severity_of(check_settings(chosen), "payment") == severity::warning);
    chosen.payment.checkout_url = "https://pay.example/?r={reference}";
    CHECK(severity_of(check_settings(chosen), "payment") == severity::ok);
  }
  SUBCASE("plain HTTP for everybody") {
    chosen.http.listen.host = "0.0.0.0";
    CHECK(severity_of(check_settings(chosen), "http") == severity::warning);
  }
  SUBCASE("no limits") {
    chosen.limits.enabled = false;
    CHECK(severity_of(check_settings(chosen), "limits") == severity::warning);
  }
}

TEST_CASE("doctor: files that settings name must be usable") {
  auto chosen = usual_settings();
  chosen.auth.jwks = "/nonexistent/keys.json";
  CHECK(severity_of(check_settings(chosen), "auth.jwks") == severity::problem);
  chosen.listener.tls_certificate = "/nonexistent/cert.pem";
  chosen.listener.tls_key = "/nonexistent/key.pem";
  CHECK(severity_of(check_settings(chosen), "http.tls") == severity::problem);
}

TEST_CASE("doctor: the file of the access log must be one that can be written, and is not made") {
  temporary_directory place;
  auto chosen = usual_settings();
  auto stands = [&](const std::filesystem::path& file) {
    chosen.log.access_file = file;
    return severity_of(check_settings(chosen), "log.access_file");
  };
  CHECK(stands(place.path() / "none" / "access.log") == severity::ok); // It is off.
  chosen.log.access = logging::format::text;
  CHECK(stands("") == severity::ok); // stderr
  CHECK(stands(place.path() / "access.log") == severity::ok);
  CHECK(std::filesystem::is_empty(place.path()));
  CHECK(stands(place.path() / "none" / "access.log") == severity::problem);
  CHECK(stands(place.path()) == severity::problem); // A folder.
  std::ofstream{place.path() / "file"} << "x";
  CHECK(stands(place.path() / "file") == severity::ok);
  CHECK(stands(place.path() / "file" / "access.log") == severity::problem);
}

TEST_CASE("doctor: the outbox of mails must be a directory, and nothing is written there") {
  temporary_directory place;
  auto chosen = usual_settings();
  auto stands = [&](const std::filesystem::path& directory) {
    chosen.mail.outbox = directory;
    return severity_of(check_settings(chosen), "mail.outbox");
  };
  CHECK(stands("") == severity::ok); // No mails.
  CHECK(stands(place.path()) == severity::ok);
  CHECK(std::filesystem::is_empty(place.path()));
  CHECK(stands(place.path() / "none") == severity::problem);
  std::ofstream{place.path() / "file"} << "x";
  CHECK(stands(place.path() / "file") == severity::problem);
}

TEST_CASE("doctor: variables that an orchestrator sets are warnings") {
  const std::vector<std::string> variables{"BOXOFFICE_PORT_8080_TCP_ADDR=10.0.0.1",
                                           "BOXOFFICE_SERVICE_HOST=10.0.0.1", "HOME=/root",
                                           "BOXOFFICE_HTTP_THREADS=2"};
  auto all = check_environment(variables);
  REQUIRE(all.size() == 2);
  CHECK(all[0].how == severity::warning);
  CHECK(all[0].what.starts_with("BOXOFFICE_PORT_8080_TCP_ADDR is no setting"));
  CHECK(all[1].what.starts_with("BOXOFFICE_SERVICE_HOST is no setting"));
}

TEST_CASE("doctor: a node of the cluster that nobody listens at is a warning") {
  auto chosen = usual_settings();
  CHECK(check_cluster(chosen).empty());
  chosen.cluster.enabled = true;
  chosen.cluster.node = "north";
  // Port 1 of loopback is reserved, and nobody listens there.
  chosen.cluster.peers = {{"north", {"127.0.0.1", 2}}, {"south", {"127.0.0.1", 1}}};
  auto all = check_cluster(chosen);
  REQUIRE(all.size() == 1);
  CHECK(all[0].how == severity::warning);
  CHECK(all[0].what.find("south at 127.0.0.1:1") != std::string::npos);
}

TEST_CASE("doctor: a token that a start refuses is a problem") {
  temporary_directory place;
  auto chosen = usual_settings();
  chosen.storage.data_dir = place.path();
  CHECK_FALSE(has_problem(check_tokens(chosen)));
  std::ofstream{place.path() / "admin-token"} << "short\n";
  CHECK(severity_of(check_tokens(chosen), "operator token") == severity::problem);
  std::ofstream{place.path() / "admin-token"} << "sixteen letters!\n";
  CHECK(find_subject(check_tokens(chosen), "operator token")->what.find("admin-token") !=
        std::string::npos);
  std::ofstream{place.path() / "operator-tokens"} << "{\"broken";
  auto found = check_tokens(chosen);
  CHECK(severity_of(found, "operator token") != severity::problem);
  CHECK(severity_of(found, "operator tokens") == severity::problem);
}

TEST_CASE("doctor: an address that somebody else uses, or another machine has, is a problem") {
  using boost::asio::ip::tcp;
  temporary_directory place;
  boost::asio::io_context io;
  tcp::acceptor used{io, {boost::asio::ip::address_v4::loopback(), 0}};
  auto chosen = usual_settings();
  chosen.storage.data_dir = place.path();
  chosen.http.listen = {"127.0.0.1", used.local_endpoint().port()};
  CHECK(severity_of(check_addresses(chosen), "address") == severity::problem);
  used.close();
  CHECK(severity_of(check_addresses(chosen), "address") == severity::ok);
  chosen.http.listen = {"203.0.113.5", 8080}; // RFC 5737: nobody's.
  CHECK(severity_of(check_addresses(chosen), "address") == severity::problem);
  chosen.http.listen = {"127.0.0.1", 0};
  chosen.cluster.enabled = true;
  chosen.cluster.listen = {"203.0.113.5", 4040};
  CHECK(has_problem(check_addresses(chosen)));
}

TEST_CASE("doctor: an expired certificate is a warning that says since when") {
  temporary_directory place;
  const boxoffice::tests::authority signer{place.path(), "authority"};
  auto chosen = usual_settings();
  auto use = [&](std::chrono::seconds ends) {
    auto made = signer.sign("node", ends);
    chosen.listener.tls_certificate = made.certificate;
    chosen.listener.tls_key = made.key;
    return check_settings(chosen);
  };
  CHECK(severity_of(use(std::chrono::hours{1}), "http") == severity::ok);
  auto found = use(std::chrono::hours{-1});
  CHECK(severity_of(found, "http") == severity::warning);
  CHECK(find_subject(found, "http")->what.find("is not valid now; it is valid until 20") !=
        std::string::npos);
  CHECK_FALSE(has_problem(found));
}

} // namespace boxoffice::cli::tests
