// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Cli.h"
#include "data/core/Threads.h"

int main(int argc, char** argv) {
  sorami::returnLargeBlocks();
  return sorami::runProgram(argc, argv);
}
