// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Compositor.h"

namespace sorami {

std::vector<std::unique_ptr<Layer>> makeLayers() {
  std::vector<std::unique_ptr<Layer>> layers;
  return layers;
}

}  // namespace sorami
