#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Which room includes which, as data, and the check of a tree against it.
//
// A room is a folder ("events/state"), a folder with all below it ("tests/support/*"), or one
// header with its source file ("actors/engine"). A file belongs to the room with the longest name
// that matches it.
namespace boxoffice::architecture {

// The files of `name` include those of their own room and of `may_include`, and nothing else of
// this repository.
struct room {
  std::string_view name;
  std::vector<std::string_view> may_include;
};

// Only the rooms `only_in` include headers that start with `prefix`, which has its bracket.
struct library {
  std::string_view prefix;
  std::vector<std::string_view> only_in;
};

// All of them. Every folder with sources under events, storage, actors, http, cli and load has a
// room, other folders may have one.
const std::vector<room>& rooms();
const std::vector<library>& libraries();

// The headers from outside that `events` may include besides the standard library's, as prefixes.
const std::vector<std::string_view>& headers_of_events();

// The includes under `root` that break a rule, as include::text(), and the folders that belong to
// no room. Sorted by path.
std::vector<std::string> include_violations(const std::filesystem::path& root);

// The folders under `root` that hold more sources than folders may: "FOLDER holds N sources".
std::vector<std::string> crowded_folders(const std::filesystem::path& root);

} // namespace boxoffice::architecture
