# datavault_flags: how every target of the project itself is compiled. Third-party code does not use it.
add_library(datavault_flags INTERFACE)
target_compile_features(datavault_flags INTERFACE cxx_std_20)
target_include_directories(datavault_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(datavault_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  # The same arithmetic on every target: a fused multiply-add rounds differently.
  -ffp-contract=off
  # Messages name files from the root of the repository, and builds do not differ by where they stand.
  "-fmacro-prefix-map=${CMAKE_SOURCE_DIR}/="
  $<$<BOOL:${DATAVAULT_WERROR}>:-Werror>)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(DATAVAULT_FUZZ)
  target_compile_options(datavault_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(DATAVAULT_SANITIZE)
  # A target's own options stand before these, so that it cannot take them back there: it has a property
  # for that.
  set(sanitized $<NOT:$<BOOL:$<TARGET_PROPERTY:DATAVAULT_UNSANITIZED>>>)
  target_compile_options(datavault_flags INTERFACE
    $<${sanitized}:-fsanitize=address,undefined> $<${sanitized}:-fno-sanitize-recover=all>
    $<${sanitized}:-fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/sanitizer_ignorelist.txt>
    -fno-omit-frame-pointer)
  target_link_options(datavault_flags INTERFACE -fsanitize=address,undefined)
endif()

if(EMSCRIPTEN)
  # nlohmann/json must look the same in files compiled with and without exceptions.
  target_compile_definitions(datavault_flags INTERFACE JSON_NOEXCEPTION)
  target_compile_options(datavault_flags INTERFACE -fno-rtti)
else()
  target_compile_options(datavault_flags INTERFACE -ffunction-sections -fdata-sections)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # Whoever finds a mistake in the code shall not make more of it: OWASP ASVS 4.0, 14.1.2.
    target_compile_options(datavault_flags INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2)
    target_link_options(datavault_flags INTERFACE -Wl,-z,relro,-z,now)
  endif()
  target_link_options(datavault_flags INTERFACE -Wl,--gc-sections)
endif()

# datavault_precompile(<target> <header>...): most of the time that a file takes is spent on reading
# nlohmann/json.
function(datavault_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  # Lets ccache work with them, together with CCACHE_SLOPPINESS in script/lib.sh.
  target_compile_options(${target} PRIVATE
    "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endfunction()

# datavault_unite(<target>): unless DATAVAULT_UNITY is OFF, up to eight files of a folder are compiled as one,
# in half the time. Names in unnamed namespaces are therefore unique within their folder.
# Files that the second argument names are kept apart from the others of their folder.
function(datavault_unite target)
  if(NOT DATAVAULT_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" folder)
    if(source IN_LIST ARGN)
      string(PREPEND folder "first_")
    endif()
    math(EXPR batch "0${size_${folder}} / 8")
    math(EXPR size_${folder} "0${size_${folder}} + 1")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${folder}_${batch}")
  endforeach()
endfunction()

# datavault_test_flags(<target>): a test file is compiled quickly; what it tests is optimised and has the
# sanitizers, the test itself has not (that took four times as long, and found nothing else). Of an inline
# function that both hold, the linker keeps the test's: what is measured must not be linked to any of these.
function(datavault_test_flags target)
  target_compile_definitions(${target} PRIVATE DOCTEST_CONFIG_SUPER_FAST_ASSERTS)
  if(EMSCRIPTEN)
    target_compile_options(${target} PRIVATE -O1)
  elseif(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(${target} PRIVATE -O0 -g0)
    set_target_properties(${target} PROPERTIES DATAVAULT_UNSANITIZED ON)
  endif()
endfunction()
