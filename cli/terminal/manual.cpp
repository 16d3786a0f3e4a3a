#include "cli/terminal/manual.hpp"

#include <functional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

/// Text of a manual page: a hyphen is a minus there, so that it can be copied, and a dot or an
/// apostrophe at the start of a line is no request.
std::string escaped(std::string_view text) {
  std::string out;
  constexpr std::string_view ellipsis = "…";
  while (!text.empty()) {
    if (text.starts_with(ellipsis)) {
      out += "\\[u2026]";
      text.remove_prefix(ellipsis.size());
      continue;
    }
    auto c = text.front();
    text.remove_prefix(1);
    if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
      out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out;
}

bool is_shown(const CLI::Option& option) { return !option.get_name(false, true).empty(); }

std::string names_of(const CLI::Option& option) {
  if (option.get_positional())
    return option.get_name(true);
  std::string names = option.get_name(false, true);
  for (auto at = names.find(','); at != std::string::npos; at = names.find(',', at + 2))
    names.insert(at + 1, " ");
  return names + (option.get_items_expected_max() == 0 ? "" : " VALUE");
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// Calls `act` with each command and its words, such as "customer export".
void each_command(const CLI::App& app, const std::string& words,
                  const std::function<void(const CLI::App&, const std::string&)>& act) {
  for (const auto* each : commands_of(app)) {
    auto path = (words.empty() ? "" : words + ' ') + each->get_name();
    act(*each, path);
    each_command(*each, path, act);
  }
}

std::string section_of(const CLI::App& command, const std::string& words) {
  auto text = ".SS boxoffice " + escaped(words) + '\n' + escaped(command.get_description()) + '\n';
  for (const auto* option : command.get_options())
    if (is_shown(*option))
      text += ".TP\n.B " + escaped(names_of(*option)) + '\n' + escaped(option->get_description()) +
              '\n';
  return text;
}

/// What may follow a command, separated by blanks.
std::string words_after(const CLI::App& command) {
  std::string words;
  for (const auto* each : commands_of(command))
    words += each->get_name() + ' ';
  for (const auto* option : command.get_options())
    for (const auto& name : option->get_lnames())
      words += "--" + name + ' ';
  if (!words.empty())
    words.pop_back();
  return words;
}

/// A text as one word of fish.
std::string in_fish_quotes(std::string_view text) {
  std::string quoted = "'";
  for (auto c : text) {
    if (c == '\'' || c == '\\')
      quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + '\'';
}

/// What may follow a command, a line each.
std::string fish_lines_after(const CLI::App& command, const std::string& words) {
  std::string lines;
  const auto start =
      "complete -c boxoffice -n '__boxoffice_follows '" + in_fish_quotes(in_fish_quotes(words));
  for (const auto* each : commands_of(command))
    lines += start + " -f -a " + each->get_name() + " -d " +
             in_fish_quotes(each->get_description()) + '\n';
  for (const auto* option : command.get_options())
    for (const auto& name : option->get_lnames())
      lines += start + " -l " + name + (option->get_items_expected_max() == 0 ? "" : " -r") +
               " -d " + in_fish_quotes(option->get_description()) + '\n';
  return lines;
}

} // namespace

std::string manual_page(const CLI::App& app, const std::string& version) {
  auto text = ".TH BOXOFFICE 1 \"\" \"boxoffice " + escaped(version) +
              "\"\n.SH NAME\nboxoffice \\- " + escaped(app.get_description()) +
              "\n.SH SYNOPSIS\n.B boxoffice\nCOMMAND [OPTION...]\n.SH COMMANDS\n";
  each_command(app, "", [&](const CLI::App& command, const std::string& words) {
    text += section_of(command, words);
  });
  text +=
      ".SH FILES\n.TP\n.I /etc/boxoffice/boxoffice.toml\nsettings of the packaged server\n"
      ".TP\n.I /var/lib/boxoffice\nits data directory\n"
      ".SH ENVIRONMENT\n.TP\n.B BOXOFFICE_SECTION_NAME\nthe setting section.name; overrides the "
      "settings file\n.TP\n.B BOXOFFICE_ADMIN_TOKEN\nthe operator's token\n.SH EXIT STATUS\n";
  return text + escaped(app.get_footer()) +
         "\n.SH SEE ALSO\nthe manuals in /usr/share/doc/boxoffice, operations.md first\n";
}

std::string bash_completion(const CLI::App& app) {
  std::string known;
  std::string cases = "    '') words='" + words_after(app) + "' ;;\n";
  each_command(app, "", [&](const CLI::App& command, const std::string& words) {
    known.append(known.empty() ? "" : "|").append("' ").append(words).append("'");
    cases += "    ' " + words + "') words='" + words_after(command) + "' ;;\n";
  });
  return "# bash completion of boxoffice, made by `boxoffice completion bash`\n"
         "_boxoffice() {\n"
         "  local at=${COMP_WORDS[COMP_CWORD]} path= words i\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case \"$path ${COMP_WORDS[i]}\" in\n"
         "      " +
         known +
         ") path+=\" ${COMP_WORDS[i]}\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case $path in\n" +
         cases +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$at\"))\n"
         "}\n"
         "complete -o default -F _boxoffice boxoffice\n";
}

std::string fish_completion(const CLI::App& app) {
  std::string known;
  auto lines = fish_lines_after(app, "");
  each_command(app, "", [&](const CLI::App& command, const std::string& words) {
    known += ' ' + in_fish_quotes(words);
    lines += fish_lines_after(command, words);
  });
  return "# fish completion of boxoffice, made by `boxoffice completion fish`\n"
         "function __boxoffice_follows\n"
         "  set -l path\n"
         "  for word in (commandline -opc)[2..]\n"
         "    contains -- (string join -- ' ' $path $word)" +
         known +
         "; and set -a path $word\n"
         "  end\n"
         "  test \"$path\" = \"$argv[1]\"\n"
         "end\n" +
         lines;
}

std::string zsh_completion(const CLI::App& app) {
  return "#compdef boxoffice\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash_completion(app);
}

} // namespace boxoffice::cli
