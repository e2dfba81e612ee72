// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// As data/Precompiled.h, for tests without a picture.
#pragma once

#include "data/Precompiled.h"

#include <random>

#include <QtTest>
