# Libraries that are not ours, one target each. Sources come from script/bootstrap; nothing is downloaded here.
set(third_party "${DATAVAULT_THIRD_PARTY_DIR}")
if(NOT EXISTS "${third_party}/stamp")
  message(FATAL_ERROR "${third_party} is not set up: run script/bootstrap")
endif()

# Header-only libraries, through a folder of their own: the web build must not see /usr/include.
add_library(datavault_headers INTERFACE)
target_include_directories(datavault_headers SYSTEM INTERFACE "${third_party}/include")

if(EMSCRIPTEN)
  # Only SHA-256 and BLAKE2b of libsodium are needed in the browser.
  set(sodium "${third_party}/libsodium/src/libsodium")
  add_library(datavault_hashes STATIC
    "${sodium}/crypto_hash/sha256/cp/hash_sha256_cp.c"
    "${sodium}/crypto_generichash/blake2b/ref/blake2b-compress-ref.c"
    "${sodium}/crypto_generichash/blake2b/ref/blake2b-ref.c"
    "${sodium}/crypto_generichash/blake2b/ref/generichash_blake2b.c"
    "${sodium}/sodium/core.c"
    "${sodium}/sodium/utils.c")
  target_include_directories(datavault_hashes SYSTEM
    PUBLIC "${sodium}/include" PRIVATE "${sodium}/include/sodium")
  target_compile_options(datavault_hashes PRIVATE -w)
  # What its configure script would find out. Without the first each hash wipes its state byte by byte.
  target_compile_definitions(datavault_hashes PRIVATE HAVE_EXPLICIT_BZERO=1 NATIVE_LITTLE_ENDIAN=1)

  add_library(datavault_imgui STATIC EXCLUDE_FROM_ALL
    "${third_party}/imgui/imgui.cpp"
    "${third_party}/imgui/imgui_draw.cpp"
    "${third_party}/imgui/imgui_tables.cpp"
    "${third_party}/imgui/imgui_widgets.cpp"
    "${third_party}/imgui/backends/imgui_impl_opengl3.cpp")
  set_source_files_properties("${third_party}/imgui/backends/imgui_impl_opengl3.cpp"
    PROPERTIES COMPILE_OPTIONS "-include;web/platform/gl_state.h")
  target_include_directories(datavault_imgui SYSTEM
    PUBLIC "${third_party}/imgui" "${third_party}/imgui/backends")
  target_include_directories(datavault_imgui PRIVATE "${CMAKE_SOURCE_DIR}")
  target_compile_definitions(datavault_imgui
    PUBLIC IMGUI_USER_CONFIG="web/platform/imgui_config.h" IMGUI_IMPL_OPENGL_ES3)
  target_compile_features(datavault_imgui PUBLIC cxx_std_20)
  target_compile_options(datavault_imgui PRIVATE -w -Oz -fno-exceptions -fno-rtti -flto)
  return()
endif()

find_package(Threads REQUIRED)
find_library(DATAVAULT_SODIUM libsodium.a REQUIRED)
add_library(datavault_sodium INTERFACE)
target_link_libraries(datavault_sodium INTERFACE "${DATAVAULT_SODIUM}" Threads::Threads)

find_library(DATAVAULT_SOCI_CORE libsoci_core.a REQUIRED)
find_library(DATAVAULT_SOCI_SQLITE libsoci_sqlite3.a REQUIRED)
find_library(DATAVAULT_SQLITE libsqlite3.a REQUIRED)
add_library(datavault_soci INTERFACE)
target_link_libraries(datavault_soci INTERFACE "${DATAVAULT_SOCI_SQLITE}" "${DATAVAULT_SOCI_CORE}"
  "${DATAVAULT_SQLITE}" Threads::Threads ${CMAKE_DL_LIBS} m)
# /usr/include/soci is where soci/sqlite3/soci-sqlite3.h looks for its siblings.
target_include_directories(datavault_soci SYSTEM INTERFACE /usr/include/soci)

find_library(DATAVAULT_SSL libssl.a REQUIRED)
find_library(DATAVAULT_CRYPTO libcrypto.a REQUIRED)
# SHA-256 from OpenSSL, which uses the processor's instructions for it; BLAKE2b from libsodium.
add_library(datavault_hashes INTERFACE)
target_link_libraries(datavault_hashes INTERFACE
  datavault_sodium "${DATAVAULT_CRYPTO}" ${CMAKE_DL_LIBS})
# bootstrap split the header in two, so that its 10,000 lines are compiled once.
add_library(datavault_httplib STATIC EXCLUDE_FROM_ALL
  "${third_party}/cpp-httplib/split/httplib.cc")
target_compile_features(datavault_httplib PUBLIC cxx_std_20)
target_include_directories(datavault_httplib SYSTEM PUBLIC "${third_party}/cpp-httplib/split")
# select() knows 1,024 descriptors and no more.
target_compile_definitions(datavault_httplib PUBLIC CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_USE_POLL)
# Many may come at once: what does not fit into the queue of the system seems connected and is not heard.
target_compile_definitions(datavault_httplib PRIVATE CPPHTTPLIB_LISTEN_BACKLOG=1024)
target_compile_options(datavault_httplib PRIVATE -w -ffunction-sections -fdata-sections)
target_link_libraries(datavault_httplib PUBLIC "${DATAVAULT_SSL}" "${DATAVAULT_CRYPTO}"
  Threads::Threads ${CMAKE_DL_LIBS})

# Debian has spdlog and fmt as shared libraries only; header-only keeps the binary one file.
add_library(datavault_spdlog INTERFACE)
target_compile_definitions(datavault_spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
target_link_libraries(datavault_spdlog INTERFACE Threads::Threads)
