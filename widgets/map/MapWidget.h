// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sorami {

/// The map: shows what the compositor makes and turns mouse, wheel, touch and keys into views and tool
/// events.
class MapWidget : public QWidget {
  Q_OBJECT
 public:
  explicit MapWidget(QWidget* parent = nullptr);
};

}  // namespace sorami
