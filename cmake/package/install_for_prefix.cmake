# What depends on the prefix, which `cmake --install --prefix` and CPack choose at the end: settings of
# the prefix /usr are in /etc, of any other in its own etc/, and the unit names both.
cmake_path(GET CMAKE_INSTALL_PREFIX PARENT_PATH root)
if(CMAKE_INSTALL_PREFIX MATCHES "(^|/)usr/?$")
  cmake_path(APPEND root etc OUTPUT_VARIABLE etc)
  set(bindir /usr/bin)
  set(sysconfdir /etc)
else()
  cmake_path(APPEND CMAKE_INSTALL_PREFIX etc OUTPUT_VARIABLE etc)
  set(bindir "${CMAKE_INSTALL_PREFIX}/bin")
  set(sysconfdir "${etc}")
endif()

set(sources "${CMAKE_CURRENT_LIST_DIR}")
file(INSTALL "${sources}/../../config/boxoffice.toml" DESTINATION "${etc}/boxoffice")
set(unit "${CMAKE_INSTALL_PREFIX}/lib/systemd/system/boxoffice.service")
configure_file("${sources}/boxoffice.service.in" "$ENV{DESTDIR}${unit}" @ONLY)
