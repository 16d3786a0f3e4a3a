#include "cli/doctor/checks.hpp"
#include "cli/files/certificates.hpp"
#include "cli/node/descriptors.hpp"
#include "cli/node/gateway_options.hpp"
#include "http/api/signin/key_source.hpp"
#include "http/mail/outbox.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

using severity = finding::severity;

bool is_loopback_host(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

finding payment_finding(const settings& chosen) {
  if (chosen.payment.sandbox)
    return {severity::warning, "payment", "the sandbox is on: anyone can pay without money",
            "set payment.sandbox = false where seats are sold"};
  if (auto why = why_nobody_can_pay(chosen); !why.empty())
    return {severity::warning, "payment", "every booking will expire: " + why,
            "set payment.webhook_secret or payment.stripe_secret, and payment.checkout_url or "
            "payment.instructions"};
  return {severity::ok, "payment", "callbacks of the provider are verified"};
}

finding listen_finding(const settings& chosen) {
  auto at = "http.listen " + to_text(chosen.http.listen);
  if (auto remark = remark_on_certificate(chosen); !remark.empty())
    return {severity::warning, "http", std::move(remark),
            "renew it, then send SIGHUP; until then clients refuse the connection"};
  if (!chosen.listener.tls_certificate.empty())
    return {severity::ok, "http", at + " speaks TLS"};
  if (!is_loopback_host(chosen.http.listen.host) && chosen.http.trusted_proxies.empty())
    return {
        severity::warning, "http", at + " is reachable from other machines, without TLS",
        "set http.tls.certificate and http.tls.key, or put a proxy in front of it and name that "
        "in http.trusted_proxies"};
  return {severity::ok, "http", at + " speaks plain HTTP"};
}

void add_unless_empty(findings& to, const char* subject, const std::string& error,
                      const char* advice) {
  if (!error.empty())
    to.push_back({severity::problem, subject, error, advice});
}

/// Why the access log could not be appended to or made; empty if it could. Changes nothing.
std::string error_in_access_file(const std::filesystem::path& file) {
  auto opened = ::open(file.c_str(), O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC);
  auto why = opened < 0 ? errno : 0;
  if (opened >= 0)
    ::close(opened);
  auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
  if (why == ENOENT)
    why = ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0 ? 0 : errno;
  return why == 0 ? "" : file.string() + ": " + std::strerror(why);
}

} // namespace

std::string why_nobody_can_pay(const settings& chosen) {
  const auto& payment = chosen.payment;
  if (payment.sandbox)
    return {};
  if (!payment.webhook_secret && !payment.stripe_secret)
    return "no payment can be recorded, because neither payment.webhook_secret nor "
           "payment.stripe_secret is set";
  if (!payment.checkout_url && !payment.instructions)
    return "no page says how to pay, because neither payment.checkout_url nor "
           "payment.instructions is set";
  return {};
}

findings check_environment(std::span<const std::string> environment) {
  findings all;
  for (const auto& each : orchestrator_variables(environment))
    all.push_back({severity::warning, "environment",
                   each + " is no setting; an orchestrator sets such variables",
                   "nothing, if it was not meant as one"});
  return all;
}

findings check_settings(const settings& chosen) {
  findings all{payment_finding(chosen), listen_finding(chosen)};
  add_unless_empty(all, "cluster.tls", error_in_certificates(chosen.cluster).value_or(""),
                   "the three PEM files must be readable and belong together");
  if (auto listening = listener_options_of(chosen); !listening)
    add_unless_empty(all, "http.tls", listening.error(),
                     "the certificate and its key must be readable and belong together");
  if (chosen.auth.jwks)
    add_unless_empty(all, "auth.jwks", http::error_in_jwks(*chosen.auth.jwks),
                     "name a JSON Web Key Set: a file, or an http(s) URL");
  if (chosen.log.access && !chosen.log.access_file.empty())
    add_unless_empty(all, "log.access_file", error_in_access_file(chosen.log.access_file),
                     "make its folder, and let the server's user write there");
  if (!chosen.mail.outbox.empty())
    add_unless_empty(all, "mail.outbox", http::error_in_outbox(chosen.mail.outbox),
                     "make the directory, and let the server's user write there");
  if (!chosen.limits.enabled)
    all.push_back({severity::warning, "limits", "one client may take all seats and all of the CPU",
                   "set limits.enabled = true"});
  return all;
}

finding check_descriptors(const settings& chosen) {
  auto limit = raise_descriptor_limit();
  auto needed = reserved_descriptors(chosen) + chosen.http.max_connections;
  if (limit < least_descriptors(chosen))
    return {severity::problem, "open files",
            "the limit is " + std::to_string(limit) + ", and a server needs at least " +
                std::to_string(least_descriptors(chosen)),
            "raise the hard limit (ulimit -Hn, LimitNOFILE= of the unit)"};
  if (limit < needed)
    return {severity::warning, "open files",
            "the limit is " + std::to_string(limit) + "; http.max_connections needs " +
                std::to_string(needed) + " and is lowered at the start",
            "raise the hard limit (ulimit -Hn, LimitNOFILE= of the unit)"};
  return {severity::ok, "open files", "the limit is " + std::to_string(limit)};
}

} // namespace boxoffice::cli
