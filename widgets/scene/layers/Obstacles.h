// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"
#include "widgets/scene/LabelPlacer.h"

#include <vector>

namespace sorami {

/// Boxes that track labels keep out of: sites with their names, furniture, the margins of the picture.
void addObstacles(const Frame& frame, std::vector<PixelBox>& boxes);

}  // namespace sorami
