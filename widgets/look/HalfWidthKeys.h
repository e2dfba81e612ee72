// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sorami {

/// Filter of a whole application's events: full-width digits and signs that are typed or composed into a spin
/// box arrive as ASCII, for its validator knows no others. Other fields read them by themselves
/// (data/core/HalfWidth.h).
class HalfWidthKeys : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace sorami
