// The gateway's options, from the settings and the files that they name.
#pragma once

#include "cli/settings/settings.hpp"
#include "http/gateway.hpp"

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace boxoffice::cli {

/// Raises the limit of open files and leaves the gateway's connections what
/// reserved_descriptors() does not take.
[[nodiscard]] http::gateway_options gateway_options_of(const settings& chosen,
                                                       std::string operator_token,
                                                       events::shared_customer_keys customer_keys);

/// Reads the files that the settings name. Returns the error if one cannot be used.
[[nodiscard]] boost::system::result<http::listener_options, std::string>
listener_options_of(const settings& chosen);

/// That the certificate has expired, or is not valid yet; empty if it is valid or cannot be read.
[[nodiscard]] std::string remark_on_certificate(const settings& chosen);

/// Reads the certificate and its key again, for new connections, and logs it. If they cannot be
/// used the present ones are kept.
void reload_certificate(const settings& running, http::gateway& gateway);

/// `https` with a certificate, else `http`.
[[nodiscard]] std::string_view scheme_of(const settings& chosen);

} // namespace boxoffice::cli
