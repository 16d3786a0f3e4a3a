// Owners of what a C library allocates.
#pragma once

namespace boxoffice::events {

/// A deleter for std::unique_ptr that calls a function of a C library.
template <auto Free>
struct freed_by {
  template <class T>
  void operator()(T* what) const {
    Free(what);
  }
};

} // namespace boxoffice::events
