// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two versions of a loop on x86-64, chosen when the program is loaded. Sanitizers instrument the chooser,
// which runs before they are ready, so they get the plain one.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define SORAMI_CLONES __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define SORAMI_CLONES
#endif
