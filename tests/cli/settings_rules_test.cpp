#include <doctest/doctest.h>

#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

namespace {

const texts partitioned{"cluster.enabled=true", "cluster.node=a",
                        "cluster.peers=a=127.0.0.1:4040,b=127.0.0.1:4041"};

texts with(texts base, const texts& more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}

} // namespace

TEST_CASE("settings: a hold shorter than the review interval is refused, with the places of both") {
  const settings_file file{"[review]\ninterval = '2s'\n\nhold = '1s'\n"};
  const auto place = file.path().string();
  CHECK(errors_of(load_settings(file.path(), {}, {})) ==
        place +
            ":4: review.hold: must be longer than review.interval by 100ms or more: claims would "
            "run out before their review, and their bookings could not be confirmed; "
            "review.interval is from " +
            place + ":2\n");
  const texts variables{"BOXOFFICE_REVIEW_INTERVAL=1m"};
  const auto result = load_settings(std::nullopt, variables, {});
  CHECK(errors_of(result).starts_with("BOXOFFICE_REVIEW_INTERVAL: review.hold: must be longer"));
  CHECK(refused(from_set({"review.interval=1s", "review.hold=1s"})));
  CHECK(refused(from_set({"review.interval=1s", "review.hold=1099ms"})));
  CHECK(refused(from_set({"review.interval=100ms", "review.hold=101ms"})));
  CHECK(taken(from_set({"review.interval=1s", "review.hold=1100ms"})));
}

TEST_CASE("settings: invalid combinations are refused, each with one line") {
  const auto check = [](const texts& options, const std::string& error) {
    CAPTURE(options.back());
    const auto result = from_set(options);
    REQUIRE(refused(result));
    CHECK(result.error().size() == 1);
    CHECK(errors_of(result).starts_with("--set: " + error));
  };
  check({"review.interval=30s"}, "review.hold: must be longer than review.interval");
  check({"review.contention_window=30001ms"},
        "review.contention_window: must not be longer than review.hold");
  check({"review.interval=10ms", "review.hold=999ms"},
        "review.contention_window: must not be longer than review.hold");
  check({"webhook.backoff=601s"}, "webhook.backoff: must not be longer than webhook.max_backoff");
  check({"webhook.max_backoff=4s"}, "webhook.backoff: must not be longer than webhook.max_backoff");
  check({"webhook.in_flight=33"}, "webhook.in_flight: must not be more than webhook.max_in_flight");
  check({"webhook.max_in_flight=7"}, "webhook.in_flight: must not be more than webhook.max_in_fl");
  check({"http.max_unwritten_per_address=255KiB"},
        "http.max_unwritten_per_address: must not be less than http.max_unwritten");
  check({"http.max_unwritten=97MiB", "http.max_unwritten_per_address=97MiB"},
        "http.max_unwritten_total: must not be less than http.max_unwritten");
  check({"http.body_limit=500"}, "http.body_limit: is too small for a booking of");
  check({"limits.enabled=false", "booking.max_seats=100", "http.body_limit=2260"},
        "http.body_limit: is too small");
  check({"booking.max_seats=21"}, "limits.unpaid_seats_per_customer: must be 0 or not less than");
  check({"limits.seats_per_address=9"}, "limits.seats_per_address: must be 0 or not less than");
  check({"http.body_limit=2MiB"}, "http.operator_body_limit: must not be less");
  check({"storage.write_buffer=256MiB"}, "storage.write_buffer: must not be more");
  check({"auth.mode=jwt"}, "auth.jwt_secret: is required");
  check({"auth.login_url=https://l.example/?r={returnUrl}&s={state}"},
        "auth.login_url: is possible if auth.mode is jwt only");
  check({"auth.mode=jwt", "auth.jwks=keys.json", "auth.issuer=i"}, "auth.audience: is required");
  check({"auth.mode=jwt", "auth.jwks=keys.json", "auth.audience=a"}, "auth.issuer: is required");
  check({"auth.mode=jwt", "auth.jwks=keys.json", "auth.issuer=i", "auth.audience=a",
         "auth.jwt_secret=01234567890123456789012345678901"},
        "auth.jwt_secret: must not be set if auth.jwks is");
  check({"payment.sandbox=true"}, "payment.webhook_secret: is required");
  check({"payment.checkout_url=https://p.example/{reference}/{signature}"},
        "payment.webhook_secret: is required if payment.checkout_url has {signature}");
  check({"payment.stripe_secret=whsec_0123456789abcdef", "http.body_limit=63KiB"},
        "http.body_limit: must be 64KiB or more");
  check({"storage.engine=postgres"}, "storage.postgres: is required");
  check({"mail.outbox=/tmp", "mail.from=box@cinema.example"}, "cinema.url: is required");
  check({"mail.outbox=/tmp", "cinema.url=https://t.example"}, "mail.from: is required");
  check({"mail.from=box"}, "mail.from: wants a mail address");
  check({"cinema.url=https://t.example/tickets"}, "cinema.url: wants an http or https URL without");
  check({"cinema.url=https://t.example/?a=b"}, "cinema.url: wants an http or https URL without");
  check(with(partitioned, {"http.listen=127.0.0.1:4040"}),
        "cluster.listen: is the address of http.listen too");
  check(with(partitioned, {"http.listen=0.0.0.0:4040"}),
        "cluster.listen: is the address of http.listen too");
  check(with(partitioned, {"cluster.advertise=10.0.0.1:4040"}),
        "cluster.advertise: is for storage.engine postgres");
  check(with(partitioned, {"auth.mode=accounts"}), "auth.jwt_secret: is required");
  check(with(partitioned, {"cluster.node=c"}), "cluster.node: is \"c\"");
  check(with(partitioned, {"cluster.tls.key=k"}), "cluster.tls: wants all of");
  check(with(partitioned, {"cluster.listen=127.example:4040"}), "cluster.tls: is required");
}

TEST_CASE("settings: the nearest valid combinations are accepted") {
  for (const auto& options :
       {texts{"limits.enabled=false", "booking.max_seats=100", "http.body_limit=2261"},
        texts{"booking.max_seats=20"}, texts{"limits.seats_per_address=0"},
        texts{"http.body_limit=1MiB"}, texts{"storage.write_buffer=128MiB"},
        texts{"review.contention_window=30s"}, texts{"review.contention_window=0ms"},
        texts{"webhook.backoff=10m"}, texts{"webhook.in_flight=32"},
        texts{"http.max_unwritten_per_address=256KiB"},
        texts{"http.max_unwritten=64MiB", "http.max_unwritten_total=64MiB"},
        texts{"limits.rate=1000", "limits.burst=1"}, texts{"cluster.listen=127.0.0.1:8080"},
        with(partitioned, {"http.listen=127.0.0.2:4040"}),
        with(partitioned, {"cluster.listen=[::1]:4040"}),
        with(partitioned, {"http.listen=127.0.0.1:0", "cluster.listen=127.0.0.1:0"})})
    CHECK_MESSAGE(errors_of(from_set(options)) == "", options.back());
}

TEST_CASE("settings: the error of a flag has the flag's name") {
  const std::vector<settings_flag> flags{{"--listen", "http.listen", "nowhere"},
                                         {"--data-dir", "storage.data_dir", ""}};
  CHECK(errors_of(load_settings(std::nullopt, {}, {}, flags)) ==
        "--listen: http.listen: wants HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, got "
        "\"nowhere\"\n"
        "--data-dir: storage.data_dir: wants a path, got \"\"\n");
}

TEST_CASE("settings: --set overrides such a flag, and the flag overrides the environment") {
  const std::vector<settings_flag> flags{{"--listen", "http.listen", "127.0.0.1:2"}};
  const texts variables{"BOXOFFICE_HTTP_LISTEN=127.0.0.1:1"};
  const texts options{"http.listen=127.0.0.1:3"};
  CHECK(load_settings(std::nullopt, variables, {}, flags)->http.listen.port == 2);
  CHECK(load_settings(std::nullopt, variables, options, flags)->http.listen.port == 3);
}

} // namespace boxoffice::cli::tests
