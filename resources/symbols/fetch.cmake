# SPDX-FileCopyrightText: Sorami contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Puts milsymbol.js and its licence into OUT_DIR, by `npm ci` from the lock file beside this script. Without npm
# or the module the script is empty: the build goes on and Sorami draws plain symbol frames.
# Called as: cmake -DNPM=… -DOUT_DIR=… -P fetch.cmake
set(script ${OUT_DIR}/milsymbol.js)
set(licence ${OUT_DIR}/milsymbol-LICENSE)
set(reason "npm was not found")
if(NPM)
  file(COPY ${CMAKE_CURRENT_LIST_DIR}/package.json ${CMAKE_CURRENT_LIST_DIR}/package-lock.json
       DESTINATION ${OUT_DIR})
  execute_process(
    COMMAND ${NPM} ci --omit=dev --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error
    WORKING_DIRECTORY ${OUT_DIR} RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE reason TIMEOUT 300)
  if(NOT failed AND EXISTS ${OUT_DIR}/node_modules/milsymbol/dist/milsymbol.js)
    configure_file(${OUT_DIR}/node_modules/milsymbol/dist/milsymbol.js ${script} COPYONLY)
    configure_file(${OUT_DIR}/node_modules/milsymbol/LICENSE ${licence} COPYONLY)
    return()
  endif()
endif()
string(STRIP "${reason}" reason)
message(WARNING "milsymbol could not be taken from npm; symbols will be plain frames. ${reason}")
file(WRITE ${script} "")
file(WRITE ${licence} "")
