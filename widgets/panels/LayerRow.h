// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"
#include "widgets/scene/LayerLegend.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace sorami {

/// One layer of the list: shown or not, alone, and folded below it how it is shown and what it means.
class LayerRow : public QWidget, public Themed {
  Q_OBJECT
 public:
  LayerRow(const std::string& id, const QString& title, bool movable, QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  const std::string& id() const { return m_look.id; }
  void setShown(const LayerLook& look, bool hidden);
  bool isShown() const;
  const LayerLook& look() const { return m_look; }
  /// A user's vector file: its style, and the fields it can be labelled and timed by.
  void setMap(const MapFile& file, const QStringList& fields, bool isVector);
  void unfold(bool open);
  /// Asked for the legend when the row is unfolded.
  std::function<std::vector<LegendEntry>()> legend;

 Q_SIGNALS:
  void shownToggled();
  void lookChanged();
  void isolateAsked();
  void moveAsked(int up);  ///< 1 up, -1 down
  void mapChanged(const sorami::MapFile& file);
  void mapRemoved();

 private:
  void build();
  void buildMap(QVBoxLayout* to);
  void fillLegend();
  void updateSummary();

  LookPtr m_theme;
  LayerLook m_look;
  MapFile m_file;
  QStringList m_fields;
  bool m_isMap = false;
  bool m_isVector = false;
  bool m_movable;
  bool m_loading = false;
  QCheckBox* m_box;
  QLabel* m_summary;
  QToolButton* m_alone;
  QToolButton* m_more;
  QWidget* m_body = nullptr;
  QVBoxLayout* m_legend = nullptr;
};

}  // namespace sorami
