#include "events/text.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("url: only scheme, host and path are shown") {
  CHECK(without_url_secrets("https://ann:pass@h.example:8443/a/b?key=1#x") ==
        "https://h.example:8443/a/b");
  CHECK(without_url_secrets("https://token@[::1]/a") == "https://[::1]/a");
  CHECK(without_url_secrets("https://h.example?key=1") == "https://h.example");
  CHECK(without_url_secrets("https://h.example/a") == "https://h.example/a");
  CHECK(without_url_secrets("/etc/boxoffice/keys@2?.json") == "/etc/boxoffice/keys@2?.json");
}

TEST_CASE("url: a password that should have been encoded is not taken for host and path") {
  for (const auto* url : {"https://ann:pa/ss@h.example/", "https://ann:pa?ss@h.example/",
                          "https://ann:pa#ss@h.example/", "https://ann:pa@ss/w@h.example/"})
    CHECK(without_url_secrets(url) == "https://(hidden)");
  CHECK(without_url_secrets("https://ann:pa@ss@h.example/a") == "https://h.example/a");
}

TEST_CASE("url: all characters with a meaning in a target are percent-encoded") {
  CHECK(percent_encoded("aZ09-._~") == "aZ09-._~");
  CHECK(percent_encoded("ann+x@b.c/?#%") == "ann%2Bx%40b.c%2F%3F%23%25");
  CHECK(percent_encoded("é[{") == "%C3%A9%5B%7B");
}

TEST_CASE("url: an IPv6 address stands in brackets") {
  CHECK(host_in_url("::1") == "[::1]");
  CHECK(host_in_url("127.0.0.1") == "127.0.0.1");
  CHECK(host_in_url("example.org") == "example.org");
}

TEST_CASE("text: case and the like make no difference in the form for comparison") {
  CHECK(caseless("NOSFERATU") == "nosferatu");
  CHECK(caseless("Stra\u00DFe") == caseless("STRASSE"));
  CHECK(caseless("\u00C9toile") == caseless("e\u0301TOILE"));
  CHECK(caseless("\uFF21") == "a");
  CHECK(caseless("") == "");
  CHECK(caseless("A\xFFZ") == "a\xFFz");
}

} // namespace boxoffice::events::tests
