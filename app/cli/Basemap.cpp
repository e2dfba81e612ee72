// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Subcommands.h"

#include <cstdio>

namespace sorami {

int runBasemap(int, char**) {
  std::fputs("sorami basemap: the map pack is not made yet\n", stderr);
  return 1;
}

}  // namespace sorami
