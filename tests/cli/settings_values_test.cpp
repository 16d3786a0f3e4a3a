#include <doctest/doctest.h>

#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

namespace {

// 32 and 16 bytes.
const std::string webhook_secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const std::string short_webhook_secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NQ==";
const std::string jwt_secret = "01234567890123456789012345678901";

} // namespace

TEST_CASE("settings: durations are read in every unit") {
  CHECK(from_set({"review.interval=1ms"})->review.interval == 1ms);
  CHECK(from_set({"payment.window=200ms"})->payment.window == 200ms);
  CHECK(from_set({"payment.window=1s"})->payment.window == 1s);
  CHECK(from_set({"payment.window=2m"})->payment.window == 2min);
  CHECK(from_set({"payment.window=1h"})->payment.window == 1h);
}

TEST_CASE("settings: a duration without unit, negative, with a fraction or too long is refused") {
  for (const auto* text : {"", "1", "-1s", "+1s", "1.5s", "1 s", "s", "1S", "1d", "1s2", "169h",
                           "99999999999999999999ms", "18446744073709551615h"})
    CHECK_MESSAGE(refused(from_set({std::string{"payment.window="} + text})), text);
}

TEST_CASE("settings: a payment window in which no payment can arrive is refused") {
  CHECK(refused(from_set({"payment.window=1ms"})));
  CHECK(refused(from_set({"payment.window=199ms"})));
}

TEST_CASE("settings: zero is accepted only by settings that allow it") {
  CHECK(refused(from_set({"review.interval=0ms"})));
  CHECK(refused(from_set({"http.read_timeout=0s"})));
  CHECK(refused(from_set({"http.max_connections=0"})));
  CHECK(from_set({"review.contention_window=0s"})->review.contention_window == 0ms);
  CHECK(from_set({"actors.threads=0"})->actors_threads == 0);
}

TEST_CASE("settings: sizes are read as bytes or in binary units") {
  CHECK(from_set({"http.body_limit=4096"})->http.body_limit == 4096);
  CHECK(from_set({"http.body_limit=64KiB"})->http.body_limit == 65'536);
  CHECK(from_set({"http.body_limit=1MiB"})->http.body_limit == 1'048'576);
  CHECK(from_set({"storage.block_cache=1GiB"})->storage.block_cache == gib);
  for (const auto* text :
       {"", "64kb", "64KB", "-1", "1.5MiB", "0", "99999999999999999999", "1 MiB"})
    CHECK_MESSAGE(refused(from_set({std::string{"http.body_limit="} + text})), text);
}

TEST_CASE("settings: counts have bounds") {
  CHECK(from_set({"booking.max_seats=1"})->booking.max_seats == 1);
  CHECK(from_set({"booking.max_seats=100", "limits.enabled=false"})->booking.max_seats == 100);
  for (const auto* text : {"0", "101", "-1", "ten", "1.0", "", "0x10", "4294967297"})
    CHECK_MESSAGE(refused(from_set({std::string{"booking.max_seats="} + text})), text);
}

TEST_CASE("settings: only true and false are booleans") {
  CHECK(from_set({"limits.enabled=true"})->limits.enabled);
  CHECK_FALSE(from_set({"limits.enabled=false"})->limits.enabled);
  for (const auto* text : {"", "1", "yes", "TRUE", "on"})
    CHECK_MESSAGE(refused(from_set({std::string{"limits.enabled="} + text})), text);
}

TEST_CASE("settings: addresses are IPv4, bracketed IPv6 or a name, with a port") {
  CHECK(from_set({"http.listen=0.0.0.0:0"})->http.listen == host_port{"0.0.0.0", 0});
  CHECK(from_set({"http.listen=[::1]:8080"})->http.listen == host_port{"::1", 8080});
  CHECK(from_set({"http.listen=localhost:65535"})->http.listen == host_port{"localhost", 65535});
  for (const auto* text : {"", "8080", ":8080", "localhost", "localhost:", "localhost:65536",
                           "::1:8080", "[::1]", "[]:1", "[127.0.0.1]:80", "256.0.0.1:80",
                           "1.2.3:80", "a b:80", "localhost:-1", "localhost:http"})
    CHECK_MESSAGE(refused(from_set({std::string{"http.listen="} + text})), text);
}

TEST_CASE("settings: an address is written as it is read") {
  CHECK(to_text(host_port{"::1", 80}) == "[::1]:80");
  CHECK(to_text(host_port{"127.0.0.1", 80}) == "127.0.0.1:80");
}

TEST_CASE("settings: the value of --set begins after the first equals sign") {
  CHECK(from_set({"storage.data_dir=a=b c"})->storage.data_dir == "a=b c");
  CHECK(refused(from_set({"storage.data_dir="})));
}

TEST_CASE("settings: enumerations accept only their names") {
  CHECK(from_set({"log.level=critical"})->log.level == logging::level::critical);
  CHECK(from_set({"storage.engine=rocksdb"})->storage.engine == storage_engine::rocksdb);
  CHECK(errors_of(from_set({"auth.mode=none"})) ==
        "--set: auth.mode: wants one of open jwt accounts, got \"none\"\n");
}

TEST_CASE("settings: levels of single modules are exceptions from log.level") {
  const auto result = from_set({"log.level=error", "log.levels=http=debug,cluster=trace"});
  REQUIRE(taken(result));
  const auto least = result->log.by_module();
  CHECK(least.of(logging::log_module::http) == logging::level::debug);
  CHECK(least.of(logging::log_module::cluster) == logging::level::trace);
  CHECK(least.of(logging::log_module::show) == logging::level::error);
  CHECK(from_set({"log.format=json"})->log.format == logging::format::json);
  for (const auto* bad : {"http", "http=", "http=loud", "web=info", "http=info,",
                          "http=info,http=warn", "=info", "http=info cluster=info"})
    CHECK(refused(from_set({std::string{"log.levels="} + bad})));
  CHECK(refused(from_set({"log.format=xml"})));
}

TEST_CASE("settings: PostgreSQL needs a connection string") {
  CHECK(errors_of(from_set({"storage.engine=postgres"})) ==
        "--set: storage.postgres: is required if storage.engine is postgres\n");
  CHECK(from_set({"storage.engine=postgres", "storage.postgres=dbname=x"})
            ->storage.postgres->reveal() == "dbname=x");
}

TEST_CASE("settings: the webhook secret is kept decoded") {
  const auto result = from_set({"payment.webhook_secret=" + webhook_secret});
  REQUIRE(taken(result));
  CHECK(result->payment.webhook_secret->reveal() == "01234567890123456789012345678901");
}

TEST_CASE("settings: a webhook secret of another form or length is refused") {
  const auto key = [](std::size_t groups) {
    std::string text = "whsec_";
    for (std::size_t i = 0; i != groups; ++i)
      text += "AAAA";
    return "payment.webhook_secret=" + text;
  };
  CHECK(refused(from_set({"payment.webhook_secret=" + webhook_secret.substr(6)})));
  CHECK(refused(from_set({"payment.webhook_secret=" + short_webhook_secret})));
  CHECK(refused(from_set({"payment.webhook_secret=" + webhook_secret + "===="})));
  CHECK(refused(from_set({"payment.webhook_secret=whsec_MDEy-_Q1Njc4OTAxMjM0NTY3ODkwMTIzNDU2"})));
  CHECK(refused(from_set({key(7)})));
  CHECK(taken(from_set({key(8)})));
  CHECK(taken(from_set({key(21)})));
  CHECK(refused(from_set({key(22)})));
}

TEST_CASE("settings: a login URL is one of http or https with its two parameters") {
  const std::string secret_too = "auth.jwt_secret=" + jwt_secret;
  const auto with_url = [&](const std::string& url) {
    return from_set({"auth.mode=jwt", secret_too, "auth.login_url=" + url});
  };
  CHECK(taken(with_url("https://l.example/?r={returnUrl}&s={state}&n={nonce}")));
  for (const auto* wrong :
       {"javascript:alert('{returnUrl}{state}')", "/login?r={returnUrl}&s={state}",
        "https://l.example/?r={returnUrl}", "https://l.example/?s={state}",
        "https://l.example/?r={returnUrl}&s={state}\n"})
    CHECK(refused(with_url(wrong)));
}

TEST_CASE("settings: jwt mode needs a secret of 32 bytes") {
  CHECK(taken(from_set({"auth.mode=jwt", "auth.jwt_secret=" + jwt_secret})));
  CHECK(refused(from_set({"auth.mode=jwt", "auth.jwt_secret=" + jwt_secret.substr(1)})));
  CHECK(errors_of(from_set({"auth.mode=jwt"})) ==
        "--set: auth.jwt_secret: is required if auth.mode is jwt, or auth.jwks is\n");
}

TEST_CASE("settings: the secret of a cluster has 16 bytes or more") {
  const std::string secret = "0123456789abcdef";
  CHECK(taken(from_set({"cluster.secret=" + secret})));
  CHECK(refused(from_set({"cluster.secret=" + secret.substr(1)})));
}

TEST_CASE("settings: the sandbox needs a webhook secret") {
  CHECK(errors_of(from_set({"payment.sandbox=true"})) ==
        "--set: payment.webhook_secret: is required if payment.sandbox is true\n");
  CHECK(taken(from_set({"payment.sandbox=true", "payment.webhook_secret=" + webhook_secret})));
}

TEST_CASE("settings: a cluster has two nodes or more, each name and address once") {
  const auto read = read_named_hosts("a=10.0.0.1:4040, b=[::1]:4041");
  REQUIRE(read.has_value());
  CHECK(*read == std::vector<named_host>{{"a", {"10.0.0.1", 4040}}, {"b", {"::1", 4041}}});
  for (const auto* bad : {"", "a=10.0.0.1:4040", "a=10.0.0.1:4040,", "a=1.1.1.1:1,a=1.1.1.1:2",
                          "a=1.1.1.1:1,b=1.1.1.1:1", "a=1.1.1.1:0,b=1.1.1.1:1", "a,b",
                          "a b=1.1.1.1:1,c=1.1.1.1:2", "=1.1.1.1:1,c=1.1.1.1:2"})
    CHECK_MESSAGE(!read_named_hosts(bad), bad);
}

TEST_CASE("settings: a node must be in the list of its cluster") {
  const std::string on = "cluster.enabled=true";
  const std::string peers = "cluster.peers=a=127.0.0.1:1,b=127.0.0.1:2";
  CHECK(taken(from_set({on, peers, "cluster.node=a"})));
  CHECK(errors_of(from_set({on, "cluster.node=a"})) ==
        "--set: cluster.peers: is required if cluster.enabled is true\n");
  CHECK(errors_of(from_set({on, peers, "cluster.node=c"})) ==
        "--set: cluster.node: is \"c\", which cluster.peers does not name\n");
}

TEST_CASE("settings: nodes on one database need no list, but an address that others can reach") {
  const std::vector<std::string> base{"cluster.enabled=true", "cluster.node=a",
                                      "storage.engine=postgres", "storage.postgres=dbname=b"};
  auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), base.begin(), base.end());
    return from_set(more);
  };
  CHECK((*with({})).cluster.advertise == host_port{"127.0.0.1", 4040});
  CHECK(errors_of(with({"cluster.peers=a=127.0.0.1:1,b=127.0.0.1:2"}))
            .find("--set: cluster.peers: is for storage.engine") == 0);
  for (const auto* nowhere : {"cluster.listen=127.0.0.1:0", "cluster.advertise=0.0.0.0:1"})
    CHECK(errors_of(with({nowhere})).find("--set: cluster.advertise: must be an address") == 0);
  CHECK((*with({"cluster.lease=2s"})).cluster.lease == std::chrono::seconds{2});
}

TEST_CASE("settings: a cluster off loopback needs certificates, all three files") {
  const std::vector<std::string> base{"cluster.enabled=true", "cluster.node=a",
                                      "cluster.peers=a=10.0.0.1:1,b=10.0.0.2:1",
                                      "cluster.listen=10.0.0.1:1"};
  auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), base.begin(), base.end());
    return from_set(more);
  };
  CHECK(errors_of(with({})).find("--set: cluster.tls: is required") == 0);
  CHECK(errors_of(with({"cluster.tls.key=k"})).find("--set: cluster.tls: wants all") == 0);
  CHECK(taken(with({"cluster.tls.key=k", "cluster.tls.certificate=c", "cluster.tls.ca=a"})));
}

TEST_CASE("settings: no error repeats a secret") {
  const std::string canary = "canary-0123";
  const texts variables{"BOXOFFICE_AUTH_JWT_SECRET=" + canary, "BOXOFFICE_SECRET=" + canary};
  const texts options{"payment.webhook_secret=" + canary, canary, "auth.secret=" + canary};
  const settings_file file{"auth.jwt_secret = '" + canary + "'\nauth.jwt = '" + canary + "'\n"};
  const auto result = load_settings(file.path(), variables, options);
  REQUIRE(refused(result));
  CHECK(result.error().size() == 7);
  CHECK(errors_of(result).find(canary) == std::string::npos);
}

} // namespace boxoffice::cli::tests
