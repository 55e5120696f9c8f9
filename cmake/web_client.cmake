# datavault_web_client(<target>): link flags of the client, and DATAVAULT_SITE_DIR filled with
# app.js, app.wasm, the files of web/shell/ and icons, named after their content. site.py holds the details.
set(site_py "${CMAKE_SOURCE_DIR}/cmake/site.py")
function(datavault_web_client target)
  # Small code for what draws. core keeps -O2: planning is the work that must be fast, and -Oz anywhere on
  # the command line makes emcc stop inlining, which slowed make_plan down four times.
  target_compile_options(${target} PRIVATE -Oz -fno-exceptions -flto)
  target_link_options(${target} PRIVATE
    -Oz -flto -fno-exceptions
    --profiling-funcs -Wl,--no-demangle  # cmake/split.py goes by the names and leaves them out
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sENVIRONMENT=web -sFILESYSTEM=0 -sMALLOC=emmalloc
    -sALLOW_MEMORY_GROWTH=1
    # The content security policy forbids eval.
    -sDYNAMIC_EXECUTION=0
    "-sEXPORTED_FUNCTIONS=_main,_malloc,_free"
    "-sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8")
  set_target_properties(${target} PROPERTIES OUTPUT_NAME app SUFFIX .js)

  file(GLOB shell_files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/web/shell"
       "${CMAKE_SOURCE_DIR}/web/shell/*")
  list(TRANSFORM shell_files PREPEND "${CMAKE_SOURCE_DIR}/web/shell/" OUTPUT_VARIABLE inputs)
  find_program(DATAVAULT_LLVM_NM llvm-nm REQUIRED)
  set(split_py "${CMAKE_SOURCE_DIR}/cmake/split.py")
  set(parts "${CMAKE_BINARY_DIR}/parts")
  file(MAKE_DIRECTORY "${parts}")
  add_custom_command(
    OUTPUT "${parts}/app.wasm" "${parts}/later.wasm"
    COMMAND Python3::Interpreter "${split_py}" --program "$<TARGET_FILE_DIR:${target}>/app.wasm"
            --first "${parts}/app.wasm" --later "${parts}/later.wasm"
            --later-objects "${DATAVAULT_LATER_OBJECTS}" --nm "${DATAVAULT_LLVM_NM}"
            $<TARGET_OBJECTS:${target}> $<TARGET_OBJECTS:datavault_web_model> $<TARGET_OBJECTS:datavault_core>
            $<TARGET_OBJECTS:datavault_imgui>
    DEPENDS ${target} "${split_py}" COMMAND_EXPAND_LISTS COMMENT "Cutting the program in two" VERBATIM)
  set(site "${CMAKE_BINARY_DIR}/site")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/site.stamp"
    COMMAND Python3::Interpreter "${site_py}" --shell "${CMAKE_SOURCE_DIR}/web/shell" --out "${site}"
            "$<TARGET_FILE:${target}>" "${parts}/app.wasm" "${parts}/later.wasm"
    COMMAND ${CMAKE_COMMAND} -E touch "${CMAKE_BINARY_DIR}/site.stamp"
    DEPENDS ${inputs} ${target} "${parts}/app.wasm" "${site_py}" COMMENT "Gathering the client" VERBATIM)
  add_custom_target(datavault_site ALL DEPENDS "${CMAKE_BINARY_DIR}/site.stamp")
endfunction()
