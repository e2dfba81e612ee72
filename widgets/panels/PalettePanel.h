// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Presets.h"
#include "widgets/look/Look.h"

#include <QWidget>

#include <vector>

class QAction;
class QGridLayout;
class QToolButton;

namespace sorami {

/// What can be set down on the map: presets of sites (a click takes one in hand, a drag sets it down where it
/// is dropped) and, below, the tools that draw.
class PalettePanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  /// What a dragged preset is carried as; the data is its id.
  static const QString kMime;

  explicit PalettePanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setPresets(const std::vector<SitePreset>& presets);
  /// The preset in hand; empty: none.
  void setChosen(const std::string& id);
  /// Tools, under a heading, as buttons with their names.
  void setTools(const QList<QAction*>& tools);

 Q_SIGNALS:
  void chosen(const QString& preset);

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void paintSymbols();
  QToolButton* makeButton(const QString& text);

  LookPtr m_look;
  std::vector<SitePreset> m_presets;
  std::vector<QToolButton*> m_buttons;
  QGridLayout* m_sites;
  QGridLayout* m_tools;
  QPoint m_pressed;
};

}  // namespace sorami
