// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Cli.h"

int main(int argc, char** argv) {
  return sorami::runProgram(argc, argv);
}
