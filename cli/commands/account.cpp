#include "cli/commands.hpp"
#include "cli/node/control.hpp"
#include "cli/reports/customer_data.hpp"
#include "cli/terminal/output.hpp"
#include "events/mail.hpp"
#include "events/text.hpp"
#include "storage/accounts.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

storage::result<bool> reset_by_server(const settings& chosen, const std::string& mail) {
  auto target = "/api/account/" + events::percent_encoded(mail) + "/reset";
  auto response = call_server(chosen.storage.data_dir, http::verb::post, target, {});
  if (!response)
    return response.error();
  if (response->status == 404)
    return storage::storage_error{storage::storage_error::kind::io,
                                  "the server has no accounts: its auth.mode is not accounts"};
  return flag_in(*response, "reset");
}

/// A node of a partitioned cluster resets its own log only.
storage::result<bool> reset_account(const settings& chosen, const environment& env,
                                    const std::string& mail) {
  auto log = open_stopped(chosen, env);
  if (!log && log.error().what == storage::storage_error::kind::in_use)
    return reset_by_server(chosen, mail);
  if (!log)
    return log.error();
  auto customers = customers_of(**log, mail);
  if (!customers)
    return customers.error();
  if (customers->empty())
    return false;
  auto rows = storage::account_removal(**log, *customers);
  if (!rows)
    return rows.error();
  if (rows->empty())
    return false;
  if (auto written = (*log)->append({{}, std::move(*rows)}); !written)
    return written.error();
  return true;
}

} // namespace

subcommand account_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("account", "what the operator does with customers' accounts");
  parsed->require_subcommand(1);
  auto mail = std::make_shared<std::string>();
  auto* resetting = parsed->add_subcommand(
      "reset", "ends an account whose password is forgotten; its bookings stay the customer's");
  resetting->add_option("MAIL", *mail, "the customer's mail address")->required();
  resetting->fallthrough(); // Accepts the options of all commands.
  return {parsed, [mail](const settings& chosen, const environment& env) {
            if (!events::may_be_stored(*mail))
              return misused('"' + *mail + "\" is not a mail address");
            auto reset = reset_account(chosen, env, *mail);
            if (!reset)
              return failed(reset.error());
            return print_text(*reset ? "reset; the customer signs up again with a new password\n"
                                     : "there is no account of this mail\n");
          }};
}

} // namespace boxoffice::cli
