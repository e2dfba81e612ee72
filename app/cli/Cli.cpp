// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Cli.h"

#include "app/Window.h"
#include "app/cli/Subcommands.h"

#include <cstdio>
#include <cstring>

namespace sorami {
namespace {

constexpr Subcommand kSubcommands[] = {
    {"advise", "propose where the next sensors should stand", runAdvise},
    {"associate", "say which tracks of different sources are one object", runAssociate},
    {"basemap", "make the map pack from the distribution's map data", runBasemap},
    {"check", "look for what is wrong in a plan", runCheck},
    {"compare", "what one plan covers and another does not", runCompare},
    {"coverage", "write what a sensor sees over terrain as GeoTIFF", runCoverage},
    {"demo", "write the notional plan and recording", runDemo},
    {"explain", "say what sees a point, and why not", runExplain},
    {"export", "write a recording in a format of other tools", runExport},
    {"extract", "put a part of recordings, or several, into a new one", runExtract},
    {"film", "make a film of a recording or of a plan's storyboard", runFilm},
    {"import", "make a recording from files", runImport},
    {"info", "say what is in recorded files", runInfo},
    {"library", "share recordings with a team through PostgreSQL: list, push, pull, remove", runLibrary},
    {"measured", "what a sensor reported against what its coverage predicts", runMeasured},
    {"profile", "terrain and line of sight between two places, as JSON", runProfile},
    {"record", "record live sources into a recording", runRecord},
    {"records", "print the records of a file with every field and its octets", runRecords},
    {"recover", "save every whole piece of a damaged recording", runRecover},
    {"render", "draw the picture into a PNG, SVG or PDF file", runRender},
    {"verify", "read all of a recording and say what is damaged", runVerify},
};

}  // namespace

std::span<const Subcommand> subcommands() {
  return kSubcommands;
}

int runProgram(int argc, char** argv) {
  if (argc > 1) {
    for (const Subcommand& command : subcommands()) {
      if (command.name == argv[1]) return command.run(argc - 1, argv + 1);
    }
  }
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (first == "--help" || first == "-h" || first == "help") {
    std::fputs("usage: sorami [FILES…] [--plan PLAN] [--demo]   opens the window\n", stdout);
    std::fputs("       sorami SUBCOMMAND …\n", stdout);
    for (const Subcommand& command : subcommands()) {
      std::printf("  %-10.*s %.*s\n", static_cast<int>(command.name.size()), command.name.data(),
                  static_cast<int>(command.summary.size()), command.summary.data());
    }
    return 0;
  }
  return runWindow(argc, argv);
}

}  // namespace sorami
