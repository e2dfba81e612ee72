// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Frame.h"

#include <QString>
#include <QStringList>

namespace sorami {

/// Range, bearing and height between the frame's two chosen tracks, and when they will be nearest if both go
/// on as they go now. One line each; empty when one of them is not there.
QStringList pairText(const Frame& frame);

}  // namespace sorami
