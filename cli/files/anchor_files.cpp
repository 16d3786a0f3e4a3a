#include "cli/files/anchor_files.hpp"

#include "cli/files/file_text.hpp"
#include "storage/files.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

namespace fs = std::filesystem;
using storage::storage_error;

storage_error cannot_write(const fs::path& file, int why) {
  auto error = storage::io_error("cannot write " + file.string(), {why, std::generic_category()});
  if (why == ENOENT)
    error.what = storage_error::kind::absent;
  if (why == EEXIST)
    error.what = storage_error::kind::exists;
  return error;
}

storage::result<std::string> read_text(const fs::path& file) {
  auto found = read_file(file, pipes::read);
  if (!found)
    return found.error();
  return std::move(found->text);
}

/// Creates the file. An existing one stays as it is.
storage::status write_text(const fs::path& file, const std::string& text) {
  auto why = write_file(file, O_EXCL, text, sync_to_disk::yes);
  if (why == 0)
    return {};
  if (why != EEXIST)
    ::unlink(file.c_str());
  return cannot_write(file, why);
}

storage_error no_key(const fs::path& file) {
  return {storage_error::kind::corrupt, file.string() + " has no Ed25519 key in PEM"};
}

storage::result<storage::public_key> public_key_in(const fs::path& file) {
  auto pem = read_text(file);
  if (!pem)
    return pem.error();
  if (auto key = storage::read_public_key(*pem))
    return *key;
  if (auto key = storage::read_signing_key(*pem))
    return storage::public_key_of(*key);
  return no_key(file);
}

} // namespace

storage::result<storage::anchor> read_anchor_file(const fs::path& file, const fs::path& key) {
  auto text = read_text(file);
  if (!text)
    return text.error();
  auto read = storage::read_anchor(*text);
  if (!read)
    return storage_error{read.error().what, file.string() + ": " + read.error().detail};
  if (key.empty())
    return read;
  auto trusted = public_key_in(key);
  if (!trusted)
    return trusted.error();
  if (*trusted != read->signed_by)
    return storage_error{storage_error::kind::corrupt,
                         file.string() + " is signed by key " + fingerprint(read->signed_by) +
                             ", not by " + fingerprint(*trusted) + " of " + key.string()};
  return read;
}

storage::result<storage::signing_key> find_signing_key(const fs::path& file) {
  std::error_code unseen; // Reading reports the error.
  if (fs::exists(file, unseen) || unseen) {
    auto pem = read_text(file);
    if (!pem)
      return pem.error();
    auto key = storage::read_signing_key(*pem);
    return key ? storage::result<storage::signing_key>{*key} : no_key(file);
  }
  auto key = storage::new_signing_key();
  if (auto kept = write_text(file, storage::to_pem(key)); !kept)
    return kept.error();
  auto shown = file;
  shown += ".pub";
  auto pem = storage::public_pem(storage::public_key_of(key));
  if (auto kept = write_text(shown, pem); !kept)
    return kept.error();
  return key;
}

storage::status write_anchor_file(const fs::path& file, events::time_ms at,
                                  std::span<const storage::stream_head> heads,
                                  const storage::signing_key& key) {
  return write_text(file, storage::write_anchor(at, heads, key));
}

std::string fingerprint(const storage::public_key& key) {
  return events::to_hex(key).substr(0, 16);
}

} // namespace boxoffice::cli
