#include "tests/support/processes/prometheus_process.hpp"

#include "tests/support/eventually.hpp"
#include "tests/support/processes/free_ports.hpp"
#include "tests/support/processes/server_process.hpp"

#include <fstream>
#include <stdexcept>

namespace boxoffice::tests {

prometheus_process::prometheus_process(std::uint16_t server_port,
                                       const std::filesystem::path& rules)
    : port_{free_ports(1).front()}, client_{port_} {
  const auto config = directory_.path() / "prometheus.yml";
  std::ofstream{config} << "global: { scrape_interval: 200ms, evaluation_interval: 200ms }\n"
                        << "rule_files: ['" << rules.string() << "']\n"
                        << "scrape_configs:\n"
                        << "  - job_name: boxoffice\n"
                        << "    scrape_timeout: 200ms\n"
                        << "    authorization: { credentials: " << operator_token << " }\n"
                        << "    static_configs: [{ targets: ['127.0.0.1:" << server_port
                        << "'] }]\n";
  const auto data = directory_.path() / "data";
  child_ = std::make_unique<child_process>(
      command_line{"/usr/bin/prometheus",
                   {"--config.file=" + config.string(), "--storage.tsdb.path=" + data.string(),
                    "--web.listen-address=127.0.0.1:" + std::to_string(port_), "--log.level=warn"},
                   {}});
  const auto is_ready = [this] {
    try {
      return !child_->running() || client_.get("/-/ready").status == 200;
    } catch (const connection_broken&) {
      return false;
    }
  };
  if (!eventually(patience, is_ready) || !child_->running())
    throw std::runtime_error{"prometheus does not start: " + child_->errors()};
}

json prometheus_process::ask(const std::string& target) {
  auto got = client_.get(target);
  if (got.status != 200 || got.body.value("status", "") != "success")
    throw std::runtime_error{"prometheus answers " + target + " with " + got.summary()};
  return got.body.at("data");
}

double prometheus_process::value_of(const std::string& expression) {
  const auto found = ask("/api/v1/query?query=" + percent_encoded(expression)).at("result");
  return found.size() == 1 ? std::stod(found.at(0).at("value").at(1).get<std::string>()) : -1;
}

} // namespace boxoffice::tests
