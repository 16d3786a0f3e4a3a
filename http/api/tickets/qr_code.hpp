// QR codes by libqrencode.
#pragma once

#include <string>
#include <string_view>

namespace boxoffice::http {

/// An SVG image of the QR code of up to 1,000 bytes: error correction M, a quiet zone of four
/// modules, black on white, one unit a module.
[[nodiscard]] std::string qr_svg(std::string_view text);

} // namespace boxoffice::http
