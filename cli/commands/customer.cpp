#include "cli/commands.hpp"
#include "cli/files/clock_file.hpp"
#include "cli/node/cluster.hpp"
#include "cli/node/control.hpp"
#include "cli/node/node_runtime.hpp"
#include "cli/reports/customer_data.hpp"
#include "cli/terminal/output.hpp"
#include "cli/terminal/progress.hpp"
#include "events/mail.hpp"
#include "events/text.hpp"
#include "storage/accounts.hpp"
#include "storage/side_rows.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

using storage::storage_error;

/// Accounts of a partitioned cluster are at the node that their address and the list give.
account_is place_of_account(const settings& chosen, const std::string& mail) {
  if (!chosen.cluster.enabled || shares_log(chosen))
    return account_is::here;
  auto nodes = partition_of(chosen.cluster);
  return nodes.owner_of_account(events::mail_address{mail}) == nodes.self() ? account_is::here
                                                                            : account_is::elsewhere;
}

int export_customer(const settings& chosen, const environment& env, const std::string& mail) {
  auto log = open_for_reading(chosen, env);
  if (!log)
    return failed(log.error());
  auto customers = customers_of(**log, mail);
  if (!customers)
    return failed(customers.error());
  if (customers->empty())
    return failed("the log has no customers yet");
  output out;
  {
    progress line{"searching"};
    std::uint64_t count = 0;
    auto printed = print_customer_data(
        **log, *customers, place_of_account(chosen, mail), [&] { line.update(++count, 0); },
        [&](std::string_view piece) { return out.print(piece); });
    if (!printed) {
      static_cast<void>(out.finish()); // Prints the part before the error.
      return failed(printed.error());
    }
  }
  return out.finish();
}

storage::result<bool> erase_by_server(const settings& chosen, const std::string& mail) {
  auto target = "/api/customer/" + events::percent_encoded(mail);
  auto response = call_server(chosen.storage.data_dir, http::verb::delete_, target, {});
  if (!response)
    return response.error();
  return flag_in(*response, "erased");
}

storage::result<bool> erase(const settings& chosen, const environment& env,
                            const std::string& mail) {
  auto log = open_stopped(chosen, env);
  if (!log && log.error().what == storage_error::kind::in_use)
    return erase_by_server(chosen, mail);
  if (!log)
    return log.error();
  auto customers = customers_of(**log, mail);
  if (!customers)
    return customers.error();
  const logging::logger unread; // The next start reports what is wrong with the file.
  auto clock = read_clock_file(chosen.storage.data_dir / clock_file_name, boot_id(), unread);
  auto at = std::max(actors::real_clocks().wall(), clock.last_event);
  const storage::write_batch note{{}, storage::erasure_rows(*customers, at)};
  if (auto noted = (*log)->append(note); !noted)
    return noted.error();
  return storage::forget(**log, *customers, mail);
}

int erase_customer(const settings& chosen, const environment& env, const std::string& mail) {
  auto erased = erase(chosen, env, mail);
  if (!erased)
    return failed(erased.error());
  return print_text(*erased ? "erased\n" : "nothing was kept of this mail\n");
}

} // namespace

subcommand customer_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("customer", "exports or erases the data of one person");
  parsed->require_subcommand(1);
  auto mail = std::make_shared<std::string>();
  auto* exporting = parsed->add_subcommand("export", "prints all data about a person as JSON");
  auto* erasing = parsed->add_subcommand("erase", "erases a person's mail address");
  for (auto* each : {exporting, erasing}) {
    each->add_option("MAIL", *mail, "the person's mail address")->required();
    each->fallthrough(); // Accepts the options of all commands.
  }
  return {parsed, [mail, exporting](const settings& chosen, const environment& env) {
            if (!events::may_be_stored(*mail))
              return misused('"' + *mail + "\" is not a mail address");
            return exporting->parsed() ? export_customer(chosen, env, *mail)
                                       : erase_customer(chosen, env, *mail);
          }};
}

} // namespace boxoffice::cli
