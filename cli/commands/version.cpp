#include "cli/commands/version.hpp"

namespace boxoffice::cli {

const char* version() { return BOXOFFICE_VERSION; }

} // namespace boxoffice::cli
