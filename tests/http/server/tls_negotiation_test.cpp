// What is negotiated, seen by OpenSSL's own client.
#include "http/transport/tls_server.hpp"
#include "tests/http/server/tls_fixture.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/child_process.hpp"

#include <fstream>

#include <doctest/doctest.h>
#include <openssl/ssl.h>

namespace boxoffice::http::tests {

namespace {

namespace fs = std::filesystem;
using boxoffice::tests::authority;
using boxoffice::tests::temporary_directory;

/// `openssl s_client` that sends nothing, with what it said on both streams.
struct s_client_report {
  bool connected = false;
  std::string text;

  [[nodiscard]] bool has(const std::string& part) const {
    return text.find(part) != std::string::npos;
  }
};

s_client_report s_client(const tls_fixture& secure, const std::string& arguments) {
  auto command = "openssl s_client -connect 127.0.0.1:" + std::to_string(secure.port()) +
                 " -CAfile " + secure.authority_file() + " -verify_return_error " + arguments +
                 " </dev/null";
  auto done =
      boxoffice::tests::run_command({"/bin/sh", {"-c", command}, {}}, std::chrono::minutes{1});
  return {done.status.code == 0, done.output + done.errors};
}

} // namespace

TEST_CASE("tls: versions 1.2 and 1.3 are spoken, older ones are not") {
  const tls_fixture secure;
  for (const auto* version : {"1_2", "1_3"}) {
    auto seen = s_client(secure, std::string{"-tls"} + version);
    CAPTURE(seen.text);
    CHECK(seen.connected);
    CHECK(seen.has("Verify return code: 0 (ok)"));
    CHECK(seen.has("Compression: NONE"));
  }
  for (const auto* version : {"-tls1", "-tls1_1"}) {
    auto seen = s_client(secure, std::string{version} + " -cipher DEFAULT@SECLEVEL=0");
    CAPTURE(seen.text);
    CHECK_FALSE(seen.connected);
    CHECK(seen.has("alert protocol version"));
  }
}

TEST_CASE("tls: only ciphers with forward secrecy and authentication are taken") {
  const tls_fixture secure;
  for (const auto* cipher : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
                             "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    auto seen = s_client(secure, std::string{"-tls1_2 -cipher "} + cipher);
    CAPTURE(seen.text);
    CHECK(seen.connected);
    CHECK(seen.has(std::string{"Cipher is "} + cipher));
  }
  for (const auto* cipher :
       {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-CCM",
        "AES128-GCM-SHA256", "AECDH-AES128-SHA", "ECDHE-ECDSA-NULL-SHA"}) {
    auto seen = s_client(secure, std::string{"-tls1_2 -cipher "} + cipher + "@SECLEVEL=0");
    CAPTURE(seen.text);
    CHECK_FALSE(seen.connected);
    CHECK(seen.has("alert handshake failure"));
  }
}

TEST_CASE("tls: the chain is sent, and HTTP/1.1 is the only protocol") {
  const tls_fixture secure;
  auto seen = s_client(secure, "-showcerts -alpn h2,http/1.1");
  CAPTURE(seen.text);
  auto first = seen.text.find("-----BEGIN CERTIFICATE-----");
  REQUIRE(first != std::string::npos);
  CHECK(seen.text.find("-----BEGIN CERTIFICATE-----", first + 1) != std::string::npos);
  CHECK(seen.has("ALPN protocol: http/1.1"));
  CHECK(s_client(secure, "").has("No ALPN negotiated"));
  auto refused = s_client(secure, "-alpn h2");
  CHECK_FALSE(refused.connected);
  CHECK(refused.has("no application protocol"));
}

TEST_CASE("tls: a client of TLS 1.2 cannot renegotiate") {
  const tls_fixture secure;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()),
                                                            &SSL_CTX_free};
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  std::unique_ptr<BIO, decltype(&BIO_free_all)> bio{BIO_new_ssl_connect(context.get()),
                                                    &BIO_free_all};
  BIO_set_conn_hostname(bio.get(), ("127.0.0.1:" + std::to_string(secure.port())).c_str());
  REQUIRE(BIO_do_handshake(bio.get()) == 1);
  SSL* tls = nullptr;
  BIO_get_ssl(bio.get(), &tls);
  REQUIRE(SSL_renegotiate(tls) == 1);
  CHECK(SSL_do_handshake(tls) != 1);
}

TEST_CASE("tls: certificates and keys that cannot be used are refused, with the reason") {
  const temporary_directory directory;
  const authority signer{directory.path(), "authority"};
  const auto good = signer.sign("good");
  const auto other = signer.sign("other");
  const auto empty = (directory.path() / "empty").string();
  std::ofstream{empty};
  fs::permissions(empty, fs::perms{0600});
  const auto check = [](const std::string& certificate, const std::string& key,
                        const std::string& why) {
    const auto loaded = tls_certificate::load(certificate, key);
    REQUIRE_FALSE(loaded.has_value());
    CAPTURE(loaded.error());
    CHECK(loaded.error().find(why) != std::string::npos);
  };
  CHECK(tls_certificate::load(good.certificate, good.key).has_value());
  check(good.certificate, other.key, other.key + " has no usable key of the certificate");
  check(good.certificate, empty, empty + " has no usable key of the certificate in PEM");
  check(empty, good.key, empty + " has no usable certificate in PEM");
  check(good.certificate, good.certificate, " has no usable key of the certificate in PEM");
  check("/nowhere/a.pem", good.key, "/nowhere/a.pem is no file that can be read");
  check(good.certificate, directory.path(), " is no file that can be read");
  for (auto mode : {0644, 0604, 0660, 0601}) {
    fs::permissions(good.key, fs::perms{static_cast<unsigned>(mode)});
    check(good.certificate, good.key, good.key + " can be read by others");
  }
  for (auto mode : {0600, 0640, 0400}) {
    fs::permissions(good.key, fs::perms{static_cast<unsigned>(mode)});
    CHECK(tls_certificate::load(good.certificate, good.key).has_value());
  }
}

} // namespace boxoffice::http::tests
