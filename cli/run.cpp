#include "cli/run.hpp"

#include "cli/serve.hpp"
#include "cli/settings.hpp"

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

constexpr int exit_usage = 2;

/// The options that every command takes.
struct given {
  std::string config;
  std::string data_dir;
  std::string listen;
  std::vector<std::string> set;

  [[nodiscard]] std::optional<std::filesystem::path> file() const {
    return config.empty() ? std::nullopt : std::optional<std::filesystem::path>{config};
  }
  /// `--data-dir` and `--listen` are settings by another name; `--set` wins over them.
  [[nodiscard]] std::vector<std::string> options() const {
    std::vector<std::string> all;
    if (!data_dir.empty())
      all.push_back("storage.data_dir=" + data_dir);
    if (!listen.empty())
      all.push_back("http.listen=" + listen);
    all.insert(all.end(), set.begin(), set.end());
    return all;
  }
};

void add_common(CLI::App& command, given& into) {
  command.add_option("--config", into.config, "settings file (TOML)");
  command.add_option("--data-dir", into.data_dir, "where the log is kept (storage.data_dir)");
  command.add_option("--set", into.set, "KEY=VALUE, wins over file and environment")
      ->take_all()
      ->allow_extra_args(false);
}

std::vector<std::string> environment_strings() {
  std::vector<std::string> all;
  for (auto** each = environ; *each != nullptr; ++each)
    all.emplace_back(*each);
  return all;
}

} // namespace

int run(int argc, char** argv, const environment& around) {
  CLI::App app{"boxoffice sells seats of movie shows and never sells one twice."};
  app.require_subcommand(1);
  given options;
  auto* serving = app.add_subcommand("serve", "runs the server");
  add_common(*serving, options);
  serving->add_option("--listen", options.listen, "HOST:PORT (http.listen)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  }
  auto loaded = load_settings(options.file(), environment_strings(), options.options());
  if (!loaded) {
    for (const auto& error : loaded.error())
      std::fprintf(stderr, "boxoffice: %s\n", to_text(error).c_str());
    return exit_usage;
  }
  return serve(*loaded, around);
}

} // namespace boxoffice::cli
