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

# Made by the program itself, from the definitions that parse its command line.
set(installed "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
function(print_to file)
  get_filename_component(folder "${installed}/share/${file}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  execute_process(COMMAND "${installed}/bin/boxoffice" ${ARGN}
    OUTPUT_FILE "${installed}/share/${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()
print_to(man/man1/boxoffice.1 man)
print_to(bash-completion/completions/boxoffice completion bash)
print_to(zsh/vendor-completions/_boxoffice completion zsh)
print_to(fish/vendor_completions.d/boxoffice.fish completion fish)
