# Everything that is not ours, as SYSTEM includes so that our warnings stay about our code.
# The packages are listed in packages.txt.

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS i18n uc)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CAF 0.17.6 REQUIRED)
find_package(RocksDB 7.8 MODULE REQUIRED)
find_package(benchmark QUIET) # For bench/micro.cpp alone, which is not made without it.

# libpqxx comes without a CMake package in Debian 12.
find_library(PQXX_LIBRARY pqxx REQUIRED)
find_library(PQ_LIBRARY pq REQUIRED)
add_library(third_party_pqxx INTERFACE)
target_link_libraries(third_party_pqxx INTERFACE "${PQXX_LIBRARY}" "${PQ_LIBRARY}")
add_library(third_party::pqxx ALIAS third_party_pqxx)

# prometheus-cpp's own CMake package asks for what its HTTP server and its pusher need; only the
# core is used.
find_library(PROMETHEUS_CORE_LIBRARY prometheus-cpp-core REQUIRED)
add_library(third_party_prometheus INTERFACE)
target_link_libraries(third_party_prometheus INTERFACE "${PROMETHEUS_CORE_LIBRARY}")
add_library(third_party::prometheus ALIAS third_party_prometheus)

# So does libsodium.
find_library(SODIUM_LIBRARY sodium REQUIRED)
add_library(third_party_sodium INTERFACE)
target_link_libraries(third_party_sodium INTERFACE "${SODIUM_LIBRARY}")
add_library(third_party::sodium ALIAS third_party_sodium)

# And libqrencode.
find_library(QRENCODE_LIBRARY qrencode REQUIRED)
add_library(third_party_qrencode INTERFACE)
target_link_libraries(third_party_qrencode INTERFACE "${QRENCODE_LIBRARY}")
add_library(third_party::qrencode ALIAS third_party_qrencode)

# Debian's CMake file for toml++ knows the headers only; the library spares parsing them.
find_library(TOMLPLUSPLUS_LIBRARY tomlplusplus REQUIRED)
add_library(third_party_tomlplusplus INTERFACE)
target_link_libraries(third_party_tomlplusplus INTERFACE "${TOMLPLUSPLUS_LIBRARY}")
target_compile_definitions(third_party_tomlplusplus INTERFACE TOML_HEADER_ONLY=0)
add_library(third_party::tomlplusplus ALIAS third_party_tomlplusplus)

# Asio and Beast, compiled once instead of in every file that includes them.
add_library(third_party_beast STATIC "${CMAKE_SOURCE_DIR}/cmake/beast_impl.cpp")
target_link_libraries(third_party_beast PUBLIC Boost::headers OpenSSL::SSL Threads::Threads)
target_compile_definitions(third_party_beast PUBLIC
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
add_library(third_party::beast ALIAS third_party_beast)
