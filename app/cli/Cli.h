// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace sorami {

/// One headless subcommand: `sorami <name> …`. Reports go to stdout as JSON, errors to stderr; the exit code
/// is 0 only when everything asked for was done.
struct Subcommand {
  std::string_view name;
  std::string_view summary;           ///< one line for `sorami --help`
  int (*run)(int argc, char** argv);  ///< argv[0] is the subcommand's name
};

/// Every subcommand, one line each in Cli.cpp.
std::span<const Subcommand> subcommands();

/// The program: a subcommand when argv names one, else the window.
int runProgram(int argc, char** argv);

}  // namespace sorami
