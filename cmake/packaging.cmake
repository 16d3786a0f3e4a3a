# `cmake --install` and the .deb of CPack: the program, its unit, settings and documents.
include(GNUInstallDirs)

install(TARGETS boxoffice RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(SCRIPT cmake/package/install_for_prefix.cmake)
install(FILES README.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}"
  FILES_MATCHING PATTERN "*.md" PATTERN plan.md EXCLUDE)
install(DIRECTORY config/samples DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples")
install(FILES config/alerts.yml config/dashboard.json
  DESTINATION "${CMAKE_INSTALL_DATADIR}/boxoffice")
install(FILES cmake/package/copyright DESTINATION "${CMAKE_INSTALL_DOCDIR}")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME boxoffice)
set(CPACK_PACKAGE_CONTACT "the boxoffice maintainers <boxoffice@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "server that sells seats of movie shows and never sells one twice")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Each show owns its seats and an append-only event log, in RocksDB or PostgreSQL.
A booking is durable before it is answered, contested seats are drawn by rules
that every participant can recompute, and the log can be replayed for audit.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Its own user, and the certificates that prove other servers.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/cmake/package/postinst;${CMAKE_SOURCE_DIR}/cmake/package/prerm;\
${CMAKE_SOURCE_DIR}/cmake/package/postrm;${CMAKE_SOURCE_DIR}/cmake/package/conffiles")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
