// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sorami {

/// The program with its window: `sorami [FILES…] [--plan P] [--demo]`. Without a display it says so, and how
/// to get a picture all the same. Returns the exit code.
int runWindow(int argc, char** argv);

}  // namespace sorami
