#include "cli/tokens/operator_tokens.hpp"

#include "cli/files/file_text.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli::tests {

namespace {

namespace fs = std::filesystem;
using http::scope;
using kind = storage::storage_error::kind;

constexpr events::time_ms any_moment = 1'790'000'000'000;

/// A data directory of a stopped server.
struct tokens_place {
  boxoffice::tests::temporary_directory directory;
  fs::path file = directory.path() / operator_tokens_file;

  tokens_place() { std::ofstream{directory.path() / "CURRENT"} << "MANIFEST-000001\n"; }

  storage::status add(const std::string& name, const std::string& token) const {
    return change_operator_tokens(directory.path(), [&](http::token_set& all) -> storage::status {
      if (!all.add(
              {name, events::sha256({events::bytes_of(token)}), {scope::read}, any_moment, {}}))
        return storage::storage_error{kind::exists, name};
      return {};
    });
  }
  storage::status remove(const std::string& name) const {
    return change_operator_tokens(directory.path(), [&](http::token_set& all) -> storage::status {
      if (!all.remove(name))
        return storage::storage_error{kind::absent, name};
      return {};
    });
  }
  auto read() const { return read_operator_tokens(directory.path()); }
  void write(const std::string& text, mode_t mode = 0600) const {
    std::ofstream{file} << text;
    ::chmod(file.c_str(), mode);
  }
};

struct watched_place : tokens_place {
  std::vector<std::string> warnings;
  watched_operator_tokens watched{directory.path(),
                                  [this](const auto& text) { warnings.push_back(text); }};

  bool takes(const std::string& token) {
    return watched.present()->find(token, any_moment) != nullptr;
  }
};

} // namespace

TEST_CASE("tokens file: without one there are no tokens, and the first token makes it") {
  tokens_place place;
  CHECK(place.read()->all().empty());
  CHECK_FALSE(fs::exists(place.file));
  CHECK(place.add("a", "bx_one").has_value());
  struct ::stat found {};
  REQUIRE(::stat(place.file.c_str(), &found) == 0);
  CHECK((found.st_mode & 07777U) == 0600U);
  CHECK(place.read()->find("bx_one", any_moment)->name == "a");
  CHECK(read_file(place.file)->text.find("bx_one") == std::string::npos);
}

TEST_CASE("tokens file: a change that is refused leaves it as it is") {
  tokens_place place;
  CHECK(place.add("a", "bx_one").has_value());
  auto before = read_file(place.file)->text;
  CHECK(place.add("a", "bx_two").error().what == kind::exists);
  CHECK(place.remove("b").error().what == kind::absent);
  CHECK(read_file(place.file)->text == before);
}

TEST_CASE("tokens file: a directory that no server has used gets none") {
  tokens_place place;
  fs::remove(place.directory.path() / "CURRENT");
  auto refused = place.add("a", "bx_one");
  REQUIRE(refused.has_error());
  CHECK(refused.error().what == kind::absent);
  CHECK(fs::is_empty(place.directory.path()));
}

TEST_CASE("tokens file: changes of several processes at once are all kept") {
  tokens_place place;
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i)
    writers.emplace_back([&, i] {
      auto name = std::to_string(i);
      static_cast<void>(place.add(name, "bx_" + name));
    });
  for (auto& each : writers)
    each.join();
  CHECK(place.read()->all().size() == 8);
}

TEST_CASE("tokens file: the draft of an interrupted change is ignored and replaced") {
  tokens_place place;
  CHECK(place.add("a", "bx_one").has_value());
  std::ofstream{place.file.string() + ".new"} << "{\"version\":1,\"tok";
  CHECK(place.read()->all().size() == 1);
  CHECK(place.add("b", "bx_two").has_value());
  CHECK(place.read()->all().size() == 2);
  CHECK_FALSE(fs::exists(place.file.string() + ".new"));
}

TEST_CASE("tokens file: one that is damaged or that others may write is refused and kept") {
  tokens_place place;
  SUBCASE("cut") { place.write("{\"version\":1,\"tok"); }
  SUBCASE("empty") { place.write(""); }
  SUBCASE("group") { place.write(http::token_set{}.to_text(), 0620); }
  SUBCASE("others") { place.write(http::token_set{}.to_text(), 0602); }
  SUBCASE("directory") { fs::create_directory(place.file); }
  auto before = fs::is_directory(place.file) ? std::string{} : read_file(place.file)->text;
  auto refused = place.read();
  REQUIRE(refused.has_error());
  CHECK(refused.error().detail.find(place.file.string()) != std::string::npos);
  CHECK(place.add("a", "bx_one").has_error());
  if (!fs::is_directory(place.file))
    CHECK(read_file(place.file)->text == before);
}

TEST_CASE("tokens file: one that root writes belongs to the owner of the data directory") {
  if (::geteuid() != 0)
    return;
  constexpr uid_t server = 12'345;
  tokens_place place;
  REQUIRE(::chown(place.directory.path().c_str(), server, server) == 0);
  CHECK(place.add("a", "bx_one").has_value());
  struct ::stat found {};
  REQUIRE(::stat(place.file.c_str(), &found) == 0);
  CHECK(found.st_uid == server);
  CHECK(found.st_gid == server);
}

TEST_CASE("tokens file: one of another user is refused") {
  if (::geteuid() != 0)
    return;
  constexpr uid_t stranger = 12'346;
  tokens_place place;
  CHECK(place.add("a", "bx_one").has_value());
  REQUIRE(::chown(place.file.c_str(), stranger, stranger) == 0);
  REQUIRE(place.read().has_error());
  CHECK(place.read().error().detail.find("belong to another user") != std::string::npos);
  CHECK(place.add("b", "bx_two").has_error());
  REQUIRE(::chown(place.directory.path().c_str(), stranger, stranger) == 0);
  CHECK(place.read()->all().size() == 1); // The owner of the directory may put them there.
}

TEST_CASE("tokens file: a running server sees each change at its next request") {
  watched_place place;
  REQUIRE(place.watched.start().has_value());
  CHECK_FALSE(place.takes("bx_one"));
  CHECK(place.add("a", "bx_one").has_value());
  CHECK(place.takes("bx_one"));
  CHECK(place.add("b", "bx_two").has_value());
  CHECK(place.takes("bx_two"));
  CHECK(place.remove("a").has_value());
  CHECK_FALSE(place.takes("bx_one"));
  CHECK(place.takes("bx_two"));
  fs::remove(place.file);
  CHECK_FALSE(place.takes("bx_two"));
  CHECK(place.warnings.empty());
}

TEST_CASE("tokens file: an unchanged one is not read again") {
  watched_place place;
  CHECK(place.add("a", "bx_one").has_value());
  REQUIRE(place.watched.start().has_value());
  auto first = place.watched.present();
  CHECK(place.watched.present() == first);
  CHECK(place.add("b", "bx_two").has_value());
  CHECK(place.watched.present() != first);
}

TEST_CASE("tokens file: one that becomes unusable is reported once, and changes nothing") {
  watched_place place;
  CHECK(place.add("a", "bx_one").has_value());
  REQUIRE(place.watched.start().has_value());
  auto whole = read_file(place.file)->text;
  place.write("{");
  CHECK(place.takes("bx_one"));
  CHECK(place.takes("bx_one"));
  REQUIRE(place.warnings.size() == 1);
  CHECK(place.warnings[0].ends_with("; those of before remain in force"));
  place.write(whole, 0666);
  CHECK(place.takes("bx_one"));
  CHECK(place.warnings.size() == 2);
  CHECK(place.add("b", "bx_two").has_error());
  place.write(whole);
  CHECK(place.remove("a").has_value());
  CHECK_FALSE(place.takes("bx_one"));
}

TEST_CASE("tokens file: a start with a damaged one fails") {
  watched_place place;
  place.write("{");
  auto started = place.watched.start();
  REQUIRE(started.has_error());
  CHECK(started.error().what == kind::bad_format);
}

} // namespace boxoffice::cli::tests
