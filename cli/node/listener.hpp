// How the gateway of a node listens: its certificate.
#pragma once

#include "cli/settings/settings.hpp"
#include "http/gateway.hpp"

#include <string>

#include <boost/system/result.hpp>

namespace boxoffice::cli {

/// Reads the files that the settings name. Returns the error if one cannot be used.
[[nodiscard]] boost::system::result<http::listener_options, std::string>
listener_options_of(const settings& chosen);

/// Reads the certificate and its key again, for new connections, and logs it. If they cannot be
/// used the present ones are kept.
void reload_certificate(const settings& running, http::gateway& gateway);

/// `https` with a certificate, else `http`.
[[nodiscard]] std::string_view scheme_of(const settings& chosen);

} // namespace boxoffice::cli
