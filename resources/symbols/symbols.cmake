# SPDX-FileCopyrightText: Sorami contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# milsymbol.js, embedded in sorami-scene as :/sorami/symbols/milsymbol.js. Included by widgets/CMakeLists.txt;
# sets SORAMI_SYMBOL_SOURCES.
find_program(NPM npm)
set(symbols_in ${CMAKE_SOURCE_DIR}/resources/symbols)
set(symbols_out ${CMAKE_BINARY_DIR}/symbols)
file(MAKE_DIRECTORY ${symbols_out})
file(WRITE ${symbols_out}/milsymbol.qrc.new
"<RCC><qresource prefix=\"/sorami/symbols\"><file>milsymbol.js</file></qresource></RCC>\n")
file(COPY_FILE ${symbols_out}/milsymbol.qrc.new ${symbols_out}/milsymbol.qrc ONLY_IF_DIFFERENT)
# What could not be had last time is tried again whenever CMake runs.
if(EXISTS ${symbols_out}/milsymbol.js)
  file(SIZE ${symbols_out}/milsymbol.js symbols_size)
  if(symbols_size EQUAL 0)
    file(REMOVE ${symbols_out}/milsymbol.js)
  endif()
endif()
add_custom_command(
  OUTPUT ${symbols_out}/milsymbol.js ${symbols_out}/milsymbol-LICENSE
  COMMAND ${CMAKE_COMMAND} -DNPM=$<IF:$<BOOL:${NPM}>,${NPM},> -DOUT_DIR=${symbols_out} -P ${symbols_in}/fetch.cmake
  DEPENDS ${symbols_in}/package.json ${symbols_in}/package-lock.json ${symbols_in}/fetch.cmake
  COMMENT "Taking milsymbol from npm" VERBATIM)
add_custom_command(
  OUTPUT ${symbols_out}/qrc_milsymbol.cpp
  COMMAND Qt6::rcc --name milsymbol --output ${symbols_out}/qrc_milsymbol.cpp ${symbols_out}/milsymbol.qrc
  DEPENDS ${symbols_out}/milsymbol.js ${symbols_out}/milsymbol.qrc
  COMMENT "Embedding milsymbol" VERBATIM)
set(SORAMI_SYMBOL_SOURCES ${symbols_out}/qrc_milsymbol.cpp)
set_source_files_properties(${SORAMI_SYMBOL_SOURCES} PROPERTIES SKIP_AUTOGEN ON)
install(FILES ${symbols_out}/milsymbol-LICENSE DESTINATION share/doc/sorami OPTIONAL)
