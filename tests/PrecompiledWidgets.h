// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// As tests/Precompiled.h, for tests of what draws and has windows.
#pragma once

#include "widgets/Precompiled.h"

#include <random>

#include <QtTest>
