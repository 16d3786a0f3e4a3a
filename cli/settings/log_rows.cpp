#include "cli/settings/comma_list.hpp"
#include "cli/settings/settings_rows.hpp"

#include <algorithm>

namespace boxoffice::cli {

namespace {

/// `text` or `json`.
value_kind<logging::format> formats() {
  auto read = [](std::string_view text) -> value_result<logging::format> {
    if (text != "text" && text != "json")
      return bad_value{"wants one of text json"};
    return text == "json" ? logging::format::json : logging::format::text;
  };
  auto write = [](const logging::format& one) {
    return std::string{one == logging::format::json ? "\"json\"" : "\"text\""};
  };
  return {read, {}, write};
}

value_kind<logging::level> log_levels() {
  auto read = [](std::string_view text) -> value_result<logging::level> {
    if (auto found = logging::find_level(text))
      return *found;
    bad_value why{"wants one of"};
    for (auto name : logging::level_names)
      why.wants.append(" ").append(name);
    return why;
  };
  auto write = [](const logging::level& one) {
    return '"' + std::string{logging::name(one)} + '"';
  };
  return {read, {}, write};
}

/// `off`, `text` or `json`.
value_kind<std::optional<logging::format>> access_forms() {
  auto read = [](std::string_view text) -> value_result<std::optional<logging::format>> {
    if (text == "off")
      return std::optional<logging::format>{};
    auto form = formats().read(text);
    if (!form)
      return bad_value{"wants one of off text json"};
    return std::optional{*form};
  };
  auto write = [](const std::optional<logging::format>& one) {
    return one ? formats().write(*one) : std::string{"\"off\""};
  };
  return {read, {}, write};
}

bad_value no_module_levels() {
  bad_value why{"wants MODULE=LEVEL,MODULE=LEVEL… with each module once; modules are"};
  for (auto name : logging::module_names)
    why.wants.append(" ").append(name);
  why.wants += "; levels are";
  for (auto name : logging::level_names)
    why.wants.append(" ").append(name);
  return why;
}

/// `http=debug,cluster=trace`
value_result<module_levels> read_module_levels(std::string_view text) {
  module_levels out;
  for (auto entry : comma_list(text)) {
    auto split = std::min(entry.find('='), entry.size());
    auto module = logging::find_module(entry.substr(0, split));
    auto level = logging::find_level(entry.substr(std::min(split + 1, entry.size())));
    if (!module || !level ||
        std::ranges::find(out, *module, &module_levels::value_type::first) != out.end())
      return no_module_levels();
    out.emplace_back(*module, *level);
  }
  return out;
}

} // namespace

logging::levels log_settings::by_module() const {
  logging::levels out{level};
  if (levels)
    for (const auto& [module, least] : *levels)
      out.of(module) = least;
  return out;
}

std::vector<setting> log_rows() {
  using part = log_settings;
  const settings_section in{"log", &settings::log};
  return {
      in.row("format", &part::format, formats(),
             "Form of log lines on stderr: \"text\", or \"json\" with one object a line."),
      reloaded(
          in.row("level", &part::level, log_levels(),
                 "Least severe level that is logged: trace, debug, info, warn, error or critical. "
                 "At debug each request has lines. SIGHUP reloads it.")),
      reloaded(in.row(
          "levels", &part::levels, value_kind<module_levels>{read_module_levels},
          "Levels of single modules instead of `level`: http=debug,cluster=trace. The modules "
          "are node, http, show, log, storage, cluster and webhook. SIGHUP reloads it.")),
      in.row("access", &part::access, access_forms(),
             "The access log, with a line for each answer: \"off\", or its form, \"text\" or "
             "\"json\". It names routes, never the address of a ticket."),
      in.row("access_file", &part::access_file, value_kind<std::filesystem::path>{read_path},
             "File that the access log is appended to. SIGHUP goes on in a new file of that name, "
             "for logrotate. Without it the access log goes to stderr."),
  };
}

} // namespace boxoffice::cli
