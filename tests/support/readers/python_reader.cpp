#include "tests/support/readers/python_reader.hpp"

#include "tests/support/crypto/crypto.hpp"
#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>
#include <sstream>

namespace boxoffice::tests {

namespace {

constexpr auto script = R"(
import json, sys, tomllib

def refuse(text):
    raise ValueError(text)

class Number:
    def __init__(self, kind, text):
        self.kind, self.text = kind, text

def read_json(text):
    return json.loads(text, parse_constant=refuse, parse_float=lambda t: Number('f', t),
                      parse_int=lambda t: Number('i', '0' if t == '-0' else t))

def tagged(value):
    if isinstance(value, dict):
        return {'o': {name: tagged(each) for name, each in value.items()}}
    if isinstance(value, list):
        return [tagged(each) for each in value]
    if isinstance(value, Number):
        return {value.kind: value.text}
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    return {'i' if isinstance(value, int) else 'f': str(value)}

read = {'json': read_json, 'toml': tomllib.loads}[sys.argv[1]]
for line in open(sys.argv[2]):
    try:
        print(json.dumps(tagged(read(bytes.fromhex(line).decode('utf-8')))))
    except (ValueError, RecursionError):
        print('refused')
)";

} // namespace

std::vector<json> read_by_python(std::string_view format, const std::vector<std::string>& texts) {
  temporary_directory directory;
  const auto input = directory.path() / "texts";
  std::ofstream out{input};
  for (const auto& text : texts)
    out << hex(text) << '\n';
  out.close();
  const auto result = run_command({.program = "/usr/bin/python3",
                                   .arguments = {"-c", script, std::string{format}, input.string()},
                                   .environment = {}},
                                  std::chrono::minutes{2});
  std::vector<json> read;
  std::istringstream lines{result.output};
  for (std::string line; std::getline(lines, line);)
    read.push_back(json::parse(line, nullptr, false));
  if (read.size() != texts.size())
    throw std::runtime_error{"python read " + std::to_string(read.size()) + " of " +
                             std::to_string(texts.size()) + " texts: " + result.errors};
  return read;
}

} // namespace boxoffice::tests
