// What is asked of a show's body today. Logs may hold shows of earlier versions, which asked for
// less: for them and all others faults_of() of show_body.hpp holds.
#pragma once

#include "events/show_body.hpp"

namespace boxoffice::events {

/// All that keeps a show from being opened with this body, by field. Beside what faults_of() finds:
/// the currency is one of currencies.hpp; names of movies, halls and classes have 1 to 200 code
/// points, ids of rows and classes 1 to 64, all of them UTF-8 without control characters.
[[nodiscard]] std::vector<field_fault> faults_of_new(const show_body& body);

} // namespace boxoffice::events
