// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sorami {

// Each in a file of its own, app/cli/<Name>.cpp; registered in Cli.cpp.
int runAdvise(int argc, char** argv);
int runAssociate(int argc, char** argv);
int runBasemap(int argc, char** argv);
int runCheck(int argc, char** argv);
int runCompare(int argc, char** argv);
int runCoverage(int argc, char** argv);
int runDemo(int argc, char** argv);
int runExplain(int argc, char** argv);
int runExport(int argc, char** argv);
int runExtract(int argc, char** argv);
int runFilm(int argc, char** argv);
int runImport(int argc, char** argv);
int runInfo(int argc, char** argv);
int runLibrary(int argc, char** argv);
int runMeasured(int argc, char** argv);
int runProfile(int argc, char** argv);
int runRecord(int argc, char** argv);
int runRecords(int argc, char** argv);
int runRecover(int argc, char** argv);
int runRender(int argc, char** argv);
int runVerify(int argc, char** argv);

}  // namespace sorami
