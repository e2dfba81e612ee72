// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/map/MapWidget.h"

namespace sorami {

MapWidget::MapWidget(QWidget* parent) : QWidget(parent) {}

}  // namespace sorami
