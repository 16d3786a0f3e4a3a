#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Words that this project has replaced by the trade's, as data, and the search for them.
namespace boxoffice::architecture {

enum class form {
  word, // a word, or a part of a name between underscores: `door` matches in `door_of`
  name, // a whole name: `told` does not match in `told_show`
  text, // any text
};

enum class place {
  everywhere, // code, comments, strings, documents
  code,       // C++ and JavaScript without comments and strings
};

struct retired_word {
  std::string_view text;
  form as;
  place in;
  std::vector<std::string_view> below;   // only in these folders; empty: in all
  std::vector<std::string_view> but_not; // longer texts that may contain it
};

const std::vector<retired_word>& retired_words();

// The uses of retired words below `root`, as "FILE:LINE says WORD".
std::vector<std::string> uses_of_retired_words(const std::filesystem::path& root);

} // namespace boxoffice::architecture
