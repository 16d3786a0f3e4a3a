#include "cli/commands.hpp"
#include "cli/terminal/output.hpp"
#include "cli/ticket/trusted_keys.hpp"
#include "events/signing/ticket_code.hpp"
#include "events/time_text.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

struct ticket_arguments {
  std::string key;
  std::vector<std::string> codes;
};

/// The show may have another start by now; only the server knows it.
std::string valid_text(const events::ticket_code& ticket) {
  return "valid: show " + ticket.show.text + ", booking " + std::to_string(ticket.number) +
         ", seat " + ticket.seat.text + ", original start " + events::to_rfc3339(ticket.starts_at) +
         '\n';
}

int verify_tickets(const ticket_arguments& given) {
  auto keys = read_trusted_keys(given.key);
  if (!keys)
    return failed(keys.error());
  std::string text;
  auto all_valid = true;
  for (const auto& code : given.codes) {
    auto ticket = events::read_ticket_code(code, *keys);
    all_valid = all_valid && ticket;
    if (ticket)
      text += valid_text(*ticket);
    else
      text += events::unverified_ticket_code(code) ? "invalid: none of the keys has signed it\n"
                                                   : "invalid: it is not a ticket code\n";
  }
  auto printed = print_text(text);
  return all_valid ? printed : exit_failed;
}

} // namespace

subcommand ticket_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("ticket", "checks the codes of tickets without a server");
  parsed->require_subcommand(1);
  auto given = std::make_shared<ticket_arguments>();
  auto* verifying = parsed->add_subcommand(
      "verify", "says what each code is for; 1 if one of them is not genuine");
  verifying
      ->add_option("--key", given->key, "the answer of GET /api/ticket-key, or a public key in PEM")
      ->required();
  verifying->add_option("CODE", given->codes, "BX1.…")->required();
  verifying->fallthrough(); // Accepts the options of all commands.
  return {parsed, [given](const settings&, const environment&) { return verify_tickets(*given); }};
}

} // namespace boxoffice::cli
