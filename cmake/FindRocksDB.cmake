# Finds the shared RocksDB. RocksDB's own CMake package also asks for the development
# packages of everything it was linked with, which only a static build needs.

find_path(RocksDB_INCLUDE_DIR rocksdb/db.h)
find_library(RocksDB_LIBRARY NAMES librocksdb.so rocksdb)

if(RocksDB_INCLUDE_DIR)
  file(STRINGS "${RocksDB_INCLUDE_DIR}/rocksdb/version.h" rocksdb_lines
       REGEX "^#define ROCKSDB_(MAJOR|MINOR|PATCH) [0-9]+")
  string(REGEX REPLACE "[^0-9;]" "" rocksdb_numbers "${rocksdb_lines}")
  string(REPLACE ";" "." RocksDB_VERSION "${rocksdb_numbers}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(RocksDB
  REQUIRED_VARS RocksDB_LIBRARY RocksDB_INCLUDE_DIR
  VERSION_VAR RocksDB_VERSION)

if(RocksDB_FOUND AND NOT TARGET RocksDB::rocksdb)
  add_library(RocksDB::rocksdb UNKNOWN IMPORTED)
  set_target_properties(RocksDB::rocksdb PROPERTIES
    IMPORTED_LOCATION "${RocksDB_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${RocksDB_INCLUDE_DIR}")
endif()
mark_as_advanced(RocksDB_INCLUDE_DIR RocksDB_LIBRARY)
