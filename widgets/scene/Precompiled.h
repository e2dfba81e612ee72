// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// As data/Precompiled.h, for what draws.
#pragma once

#include "data/Precompiled.h"

#include <QtGui>
