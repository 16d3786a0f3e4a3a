#include "tests/support/readers/cbor_reference.hpp"

namespace boxoffice::tests {

namespace {

constexpr unsigned most_levels = 1'000;

class reader {
public:
  explicit reader(std::string_view bytes) : rest_{bytes} {}

  cbor_item item(unsigned level = 0) {
    cbor_item read;
    const auto first = byte();
    read.major = first >> 5U;
    read.value = argument(first & 31U);
    if (level > most_levels)
      failed = true;
    if (read.major == 7 && (first & 31U) == 24 && read.value < 32)
      failed = true;
    if (read.major == 2 || read.major == 3)
      read.bytes = take(read.value);
    const auto has_items = read.major == 4 || read.major == 5;
    if (has_items && read.value > rest_.size())
      failed = true;
    const auto inner = read.major == 6 ? 1 : has_items ? read.value * (read.major - 3) : 0;
    for (std::uint64_t i = 0; i < inner && !failed; ++i)
      read.items.push_back(item(level + 1));
    if (read.major >= 2 && read.major <= 5)
      read.value = 0;
    return read;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool failed = false;

private:
  unsigned byte() {
    const auto one = take(1);
    return failed ? 0 : static_cast<unsigned char>(one.front());
  }
  std::uint64_t argument(unsigned info) {
    if (info < 24)
      return info;
    if (info > 27) {
      failed = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (const auto each : take(std::uint64_t{1} << (info - 24U)))
      value = value << 8U | static_cast<unsigned char>(each);
    return value;
  }
  std::string take(std::uint64_t size) {
    if (size > rest_.size()) {
      failed = true;
      return {};
    }
    std::string taken{rest_.substr(0, size)};
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
};

} // namespace

const cbor_item* cbor_item::find(const cbor_item& key) const {
  for (std::size_t i = 0; major == 5 && i + 1 < items.size(); i += 2)
    if (items[i] == key)
      return &items[i + 1];
  return nullptr;
}

std::optional<cbor_item> read_cbor(std::string_view bytes) {
  reader in{bytes};
  auto read = in.item();
  return in.failed || !in.at_end() ? std::nullopt : std::optional{std::move(read)};
}

bool read_alike(const cbor_item& ours, const cbor_item& given, const cbor_item& original) {
  if (ours.major != given.major)
    return false;
  if (ours.major == 4 && ours.items.size() == given.items.size()) {
    const auto& was = original.items.size() == given.items.size() ? original : given;
    for (std::size_t i = 0; i < ours.items.size(); ++i)
      if (!read_alike(ours.items[i], given.items[i], was.items[i]))
        return false;
    return true;
  }
  if (ours.major != 5)
    return ours == given;
  for (std::size_t i = 0; i + 1 < ours.items.size(); i += 2) {
    const auto* theirs = given.find(ours.items[i]);
    const auto* was = original.find(ours.items[i]);
    if (theirs == nullptr || !read_alike(ours.items[i + 1], *theirs, was ? *was : *theirs))
      return false;
  }
  for (std::size_t i = 0; original.major == 5 && i + 1 < original.items.size(); i += 2) {
    const auto* there = given.find(original.items[i]);
    if (there != nullptr && !there->is_null() && ours.find(original.items[i]) == nullptr)
      return false;
  }
  return true;
}

} // namespace boxoffice::tests
