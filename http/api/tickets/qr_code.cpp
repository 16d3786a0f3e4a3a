#include "http/api/tickets/qr_code.hpp"

#include <cstdlib>
#include <memory>

#include <qrencode.h>

namespace boxoffice::http {

namespace {

constexpr int quiet_zone = 4; ///< modules, by ISO/IEC 18004

struct qr_deleter {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using qr_symbol = std::unique_ptr<QRcode, qr_deleter>;

bool is_dark(const QRcode& symbol, int x, int y) {
  return (symbol.data[y * symbol.width + x] & 1U) != 0;
}

/// The runs of dark modules of all rows, each one unit high.
std::string dark_path(const QRcode& symbol) {
  std::string path;
  for (int y = 0; y < symbol.width; ++y)
    for (int x = 0; x < symbol.width; ++x) {
      auto first = x;
      while (x < symbol.width && is_dark(symbol, x, y))
        ++x;
      if (x != first)
        path += 'M' + std::to_string(first + quiet_zone) + ' ' + std::to_string(y + quiet_zone) +
                'h' + std::to_string(x - first) + "v1h-" + std::to_string(x - first) + 'z';
    }
  return path;
}

} // namespace

std::string qr_svg(std::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  qr_symbol symbol{QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M)};
  if (!symbol)
    std::abort(); // Without memory, or the text is far longer than a code.
  auto side = std::to_string(symbol->width + 2 * quiet_zone);
  return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + side + ' ' + side +
         R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + side + 'v' + side + "h-" +
         side + R"(z"/><path d=")" + dark_path(*symbol) + R"("/></svg>)";
}

} // namespace boxoffice::http
