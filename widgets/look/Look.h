// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scene/Theme.h"

#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QPixmap>
#include <QString>

#include <memory>

class QWidget;

namespace sorami {

/// How the window's own widgets look: a theme with the sizes, fonts, icons and style sheet made from it.
/// Colours come from the theme, sizes from one type scale (11/12/13/16/20 px at 100 %) and one spacing step.
class Look {
 public:
  static constexpr int kStep = 4;    ///< px, the one spacing step
  static constexpr int kRadius = 4;  ///< px, the one corner radius

  explicit Look(std::shared_ptr<const Theme> theme);

  const Theme& theme() const { return *m_theme; }
  const std::shared_ptr<const Theme>& themePtr() const { return m_theme; }
  /// A size of the type scale, in px, with the user's font scale.
  int px(int size) const;
  QFont text(int size, bool strong = false) const;
  /// Monospaced: for all numbers that change.
  QFont mono(int size, bool strong = false) const;
  /// A table column's width, px, in which this text stands whole.
  int cellWidth(const QString& text) const;
  /// An icon of resources/icons, tinted; disabled and checked states follow the theme.
  QIcon icon(const QString& name) const;
  QPixmap pixmap(const QString& name, int size, const QColor& colour, double ratio = 1) const;

  QColor hover() const;        ///< of a panel row or button under the cursor
  QColor selectedRow() const;  ///< background of what is selected
  QColor field() const;        ///< background of an entry field
  QString styleSheet() const;
  QPalette palette() const;

 private:
  std::shared_ptr<const Theme> m_theme;
};
using LookPtr = std::shared_ptr<const Look>;

/// A colour between two of the theme's: 0 the first, 1 the second.
QColor mixed(const QColor& a, const QColor& b, double part);

/// A widget that paints itself and so has to be told the look.
class Themed {
 public:
  virtual ~Themed() = default;
  virtual void setLook(const LookPtr& look) = 0;
};

/// The look widgets have before they are told another: the first theme.
LookPtr defaultLook();
/// Gives the look to every Themed widget at or below `root`, and sets style sheet and palette on it.
void applyLook(QWidget* root, const LookPtr& look);

}  // namespace sorami
