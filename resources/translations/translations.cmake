# SPDX-FileCopyrightText: Sorami contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The translations, compiled and embedded in sorami-app as :/sorami/translations/sorami_<language>.qm. Included by
# app/CMakeLists.txt; sets SORAMI_TRANSLATION_SOURCES. Without lrelease the window speaks English only.
find_program(SORAMI_LRELEASE NAMES lrelease-qt6 lrelease6 lrelease
  HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_LIBEXECS} ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS})
if(NOT SORAMI_LRELEASE)
  message(WARNING "lrelease (Debian's qt6-l10n-tools) is missing: the window will speak English only")
endif()
set(translations_out ${CMAKE_BINARY_DIR}/translations)
file(MAKE_DIRECTORY ${translations_out})
file(GLOB translations_in CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.ts)
set(translations_qrc "")
set(translations_qm "")
foreach(ts IN LISTS translations_in)
  get_filename_component(language ${ts} NAME_WE)
  set(qm ${translations_out}/${language}.qm)
  if(SORAMI_LRELEASE)
    add_custom_command(OUTPUT ${qm}
      COMMAND ${SORAMI_LRELEASE} -silent ${ts} -qm ${qm}
      DEPENDS ${ts}
      COMMENT "Compiling the translation ${language}" VERBATIM)
    list(APPEND translations_qm ${qm})
    string(APPEND translations_qrc "<file>${language}.qm</file>")
  endif()
endforeach()
file(CONFIGURE OUTPUT ${translations_out}/translations.qrc
  CONTENT "<RCC><qresource prefix=\"/sorami/translations\">${translations_qrc}</qresource></RCC>\n")
add_custom_command(
  OUTPUT ${translations_out}/qrc_translations.cpp
  COMMAND Qt6::rcc --name translations --output ${translations_out}/qrc_translations.cpp
          ${translations_out}/translations.qrc
  DEPENDS ${translations_qm} ${translations_out}/translations.qrc
  COMMENT "Embedding the translations" VERBATIM)
set(SORAMI_TRANSLATION_SOURCES ${translations_out}/qrc_translations.cpp)
set_source_files_properties(${SORAMI_TRANSLATION_SOURCES} PROPERTIES SKIP_AUTOGEN ON SKIP_PRECOMPILE_HEADERS ON)
