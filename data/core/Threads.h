// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sorami {

/// The calling thread, and those it begins from now on, give way to others where these have something to do.
void lowerPriority();

/// From now on large blocks of memory go back to the system when they are given up. Decoded buckets come and
/// go while a recording plays: left to itself the C library comes to keep them, in pieces, several times
/// over. Call once, at the beginning of main().
void returnLargeBlocks();

}  // namespace sorami
