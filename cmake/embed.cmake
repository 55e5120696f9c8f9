# Turns files into code in the build tree. embed.py holds the details.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
set(embed_py "${CMAKE_SOURCE_DIR}/cmake/embed.py")
set(generated_dir "${CMAKE_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${generated_dir}")

# datavault_embed_files(<target> <group> <directory> <file>...): adds a group that
# server/embedded/embedded_files.h serves. Paths are relative to the directory.
function(datavault_embed_files target group directory)
  set(output "${generated_dir}/embedded_${group}")
  set(files ${ARGN})
  list(TRANSFORM files PREPEND "${directory}/" OUTPUT_VARIABLE inputs)
  add_custom_command(
    OUTPUT "${output}.S" "${output}.cpp"
    COMMAND Python3::Interpreter "${embed_py}" files --group ${group} --root "${directory}"
            --out "${output}" ${files}
    DEPENDS "${embed_py}" ${inputs}
    COMMENT "Embedding ${group}" VERBATIM)
  set_source_files_properties("${output}.S" PROPERTIES OBJECT_DEPENDS "${inputs}")
  target_sources(${target} PRIVATE "${output}.S" "${output}.cpp")
endfunction()

# datavault_embed_shaders(<target> <file>...): generated/shaders.h with one string_view a file.
function(datavault_embed_shaders target)
  set(output "${generated_dir}/shaders.h")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND Python3::Interpreter "${embed_py}" shaders --out "${output}" ${ARGN}
    DEPENDS "${embed_py}" ${ARGN} COMMENT "Embedding shaders" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  target_include_directories(${target} PRIVATE "${CMAKE_BINARY_DIR}")
endfunction()

# datavault_embed_fonts(<target> <icons.txt>): the subset fonts of web/platform/fonts.h, and
# generated/icons.h with one UTF-8 string an icon.
function(datavault_embed_fonts target icons)
  find_program(DATAVAULT_PYFTSUBSET pyftsubset REQUIRED)
  set(inter /usr/share/fonts/opentype/inter)
  set(material /usr/share/fonts/truetype/material-design-icons-iconfont)
  set(output "${generated_dir}/fonts")
  add_custom_command(
    OUTPUT "${output}.cpp" "${generated_dir}/icons.h"
    COMMAND Python3::Interpreter "${embed_py}" fonts --out "${output}.cpp"
            --icons-header "${generated_dir}/icons.h" --icons "${icons}"
            --pyftsubset "${DATAVAULT_PYFTSUBSET}" --regular "${inter}/Inter-Regular.otf"
            --semibold "${inter}/Inter-SemiBold.otf" --icon-font "${material}/MaterialIcons-Regular.ttf"
    DEPENDS "${embed_py}" "${icons}" COMMENT "Subsetting fonts" VERBATIM)
  target_sources(${target} PRIVATE "${output}.cpp" "${generated_dir}/icons.h")
  target_include_directories(${target} PRIVATE "${CMAKE_BINARY_DIR}")
endfunction()
