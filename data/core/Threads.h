// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace sorami {

/// How much a thread gives way to the window: a nice value, as in setpriority(2). Frames leave the processor
/// idle for half of the time; what others get while one is drawn, it waits for.
enum class GiveWay {
  Somewhat = 10,  ///< what the next pictures will need: a tenth of what the window gets
  Much = 15,      ///< what only makes a picture finer: a third of that
};

/// Only this thread and those it starts give way from now on; there is no way back without privileges. Where
/// the kernel knows of slices (Linux 6.12) it holds the processor no longer than 0.1 ms when the window
/// wakes. An idle policy would starve it on a machine that is busy with other programs.
void lowerThreadPriority(GiveWay to);

/// Lets go of something large on a thread of its own: giving tens of megabytes back to the system takes
/// longer than a frame has. Safe from any thread.
void releaseLater(std::shared_ptr<const void> what);

/// From now on large blocks of memory go back to the system when they are given up. Decoded buckets come and
/// go while a recording plays: left to itself the C library comes to keep them, in pieces, several times
/// over. Call once, at the beginning of main().
void returnLargeBlocks();

}  // namespace sorami
