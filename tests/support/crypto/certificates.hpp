#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace boxoffice::tests {

/// An authority that signs certificates for a test, with files in a directory of the test's.
class authority {
public:
  /// Its certificate is at `directory`/`name`.ca.pem.
  authority(std::filesystem::path directory, std::string name);
  ~authority();
  authority(const authority&) = delete;
  authority& operator=(const authority&) = delete;

  struct files {
    std::string certificate;
    std::string key;
    std::string ca;
  };
  /// For a node of that name, valid since a day ago and for that long from now.
  files sign(const std::string& node, std::chrono::seconds ends = std::chrono::hours{24}) const;

private:
  struct parts;
  std::filesystem::path directory_;
  std::string name_;
  std::unique_ptr<parts> parts_;
};

} // namespace boxoffice::tests
