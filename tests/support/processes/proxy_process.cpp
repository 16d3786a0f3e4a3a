#include "tests/support/processes/proxy_process.hpp"

#include "tests/support/clients/http_client.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/free_ports.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace boxoffice::tests {

namespace {

/// Texts of a configuration, and what stands there instead in a test.
using changes = std::vector<std::pair<std::string, std::string>>;

constexpr std::chrono::seconds most_start{60};

std::string with_changes(std::string text, const changes& made) {
  for (const auto& [from, to] : made) {
    auto at = text.find(from);
    if (at == std::string::npos)
      throw std::runtime_error{"the proxy's configuration has no " + from};
    text.replace(at, from.size(), to);
  }
  return text;
}

void write(const std::filesystem::path& file, const std::string& text) {
  if (!(std::ofstream{file} << text).flush())
    throw std::runtime_error{"cannot write " + file.string()};
}

/// The file is one of conf.d, so that the rest of nginx's configuration is the test's.
command_line nginx_command(const std::filesystem::path& place, const std::string& text,
                           const std::string& listen, const std::string& server) {
  write(place / "boxoffice.conf",
        with_changes(text, {{"443 ssl http2", listen},
                            {"ssl_certificate     /etc/ssl/boxoffice/fullchain.pem;", ""},
                            {"ssl_certificate_key /etc/ssl/boxoffice/key.pem;", ""},
                            {"127.0.0.1:8080", server}}));
  const auto here = place.string() + "/";
  std::string temporary;
  for (const std::string kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    temporary += kind + "_temp_path " + here + kind + ";\n";
  write(place / "nginx.conf", "daemon off;\nmaster_process off;\npid " + here +
                                  "pid;\nerror_log stderr;\nevents { worker_connections 2048; }\n"
                                  "http {\naccess_log off;\n" +
                                  temporary + "include " + here + "boxoffice.conf;\n}\n");
  return {"/usr/sbin/nginx", {"-e", "stderr", "-c", here + "nginx.conf"}, {}};
}

command_line haproxy_command(const std::filesystem::path& place, const std::string& text,
                             const std::string& listen, const std::string& server) {
  const auto file = place / "haproxy.cfg";
  write(file, with_changes(
                  text, {{"maxconn 20000", "maxconn 2000"}, // Fewer descriptors.
                         {":443 ssl crt /etc/ssl/boxoffice/haproxy.pem alpn h2,http/1.1", listen},
                         {"127.0.0.1:8080", server}}));
  return {"/usr/sbin/haproxy", {"-db", "-f", file.string()}, {}};
}

command_line caddy_command(const std::filesystem::path& place, const std::string& text,
                           std::uint16_t port, const std::string& server) {
  const auto file = place / "Caddyfile";
  write(file, "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n" +
                  with_changes(text, {{"tickets.example.org", "http://:" + std::to_string(port)},
                                      {"127.0.0.1:8080", server}}));
  return {"/usr/bin/caddy",
          {"run", "--adapter", "caddyfile", "--config", file.string()},
          {{"HOME", place.string()},
           {"XDG_DATA_HOME", place.string()},
           {"XDG_CONFIG_HOME", place.string()}}};
}

command_line command_of(proxy_program program, const std::filesystem::path& config,
                        const std::filesystem::path& place, std::uint16_t port,
                        std::uint16_t server_port) {
  const auto listen = "127.0.0.1:" + std::to_string(port);
  const auto server = "127.0.0.1:" + std::to_string(server_port);
  switch (program) {
  case proxy_program::nginx:
    return nginx_command(place, content_of(config / "nginx.conf"), listen, server);
  case proxy_program::haproxy:
    return haproxy_command(place, content_of(config / "haproxy.cfg"), listen, server);
  case proxy_program::caddy: break;
  }
  return caddy_command(place, content_of(config / "Caddyfile"), port, server);
}

bool accepts_connections(std::uint16_t port) {
  try {
    http_client{port}.connect();
    return true;
  } catch (const connection_broken&) {
    return false;
  }
}

} // namespace

std::string to_text(proxy_program program) {
  switch (program) {
  case proxy_program::nginx: return "nginx";
  case proxy_program::haproxy: return "haproxy";
  case proxy_program::caddy: break;
  }
  return "caddy";
}

proxy_process::proxy_process(proxy_program program, const std::filesystem::path& config,
                             std::uint16_t server_port)
    : port_{free_ports(1).front()},
      child_{std::make_unique<child_process>(
          command_of(program, config, directory_.path(), port_, server_port))} {
  if (!eventually(most_start, [&] { return !child_->running() || accepts_connections(port_); }) ||
      !child_->running())
    throw std::runtime_error{to_text(program) + " did not start: " + child_->errors()};
}

} // namespace boxoffice::tests
