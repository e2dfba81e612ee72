// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"
#include "widgets/scene/Frame.h"

#include <QString>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QToolButton;
class QVBoxLayout;

namespace sorami {

/// What is drawn: the layers on and off, how tracks are drawn, and what coverage shows.
class LayerPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  struct Entry {
    std::string id;
    QString title;
  };

  explicit LayerPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// In drawing order, the lowest first; shown with the highest on top.
  void setLayers(const std::vector<Entry>& layers);
  void setHidden(const std::vector<std::string>& hidden);
  void setTracks(const TrackDisplay& tracks);
  void setAllCoverage(bool all);

 Q_SIGNALS:
  void hiddenChanged(const std::vector<std::string>& hidden);
  void tracksChanged(const sorami::TrackDisplay& tracks);
  void allCoverageChanged(bool all);

 private:
  void addChoice(QVBoxLayout* to, QComboBox*& box, const QString& name, const QStringList& texts);
  void offerTracks();

  LookPtr m_look;
  QVBoxLayout* m_list;
  std::vector<std::pair<std::string, QCheckBox*>> m_boxes;
  QCheckBox* m_allCoverage;
  QComboBox* m_labels = nullptr;
  QComboBox* m_trails = nullptr;
  QComboBox* m_trailLook = nullptr;
  QComboBox* m_trailColour = nullptr;
  QComboBox* m_vectors = nullptr;
  QComboBox* m_symbols = nullptr;
  QComboBox* m_style = nullptr;
  QToolButton* m_fields = nullptr;
  TrackDisplay m_tracks;
  bool m_loading = false;
};

}  // namespace sorami
