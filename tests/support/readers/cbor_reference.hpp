#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::tests {

/// An item of CBOR (RFC 8949) by its heads, without regard to how they were encoded.
struct cbor_item {
  unsigned major = 0;
  std::uint64_t value = 0; ///< 0 for texts, bytes, arrays and maps
  std::string bytes;
  std::vector<cbor_item>
      items; ///< of a map: key, value, key, value …; of a tag: what it stands for
  bool operator==(const cbor_item&) const = default;

  /// The value of the first such key of a map; nullptr if there is none.
  [[nodiscard]] const cbor_item* find(const cbor_item& key) const;
  [[nodiscard]] bool is_null() const { return major == 7 && value == 22; }
};

/// The whole of `bytes` as one item of definite lengths; nothing if it is not well-formed.
[[nodiscard]] std::optional<cbor_item> read_cbor(std::string_view bytes);

/// Whether `ours` is what was read in `given`, once `original`: nothing that `given` does not say,
/// and of what `original` said all that is there still.
[[nodiscard]] bool read_alike(const cbor_item& ours, const cbor_item& given,
                              const cbor_item& original);

} // namespace boxoffice::tests
