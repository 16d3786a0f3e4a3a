#pragma once

#include <sys/types.h>
#include <vector>

namespace boxoffice::tests {

/// The processes whose parent this one is now, those that have ended and wait for it among them.
std::vector<pid_t> children_of(pid_t parent);

/// Whether it can never run again: there is none, or it has ended and waits to be reaped.
bool is_gone(pid_t process);

/// Gone, or held by SIGSTOP.
bool is_still(pid_t process);

} // namespace boxoffice::tests
