// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"
#include "widgets/panels/LayerRow.h"
#include "widgets/scene/Frame.h"

#include <QString>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QToolButton;
class QVBoxLayout;

namespace sorami {

/// What is drawn: the layers, their order, opacity and scales, each with its legend; how tracks are drawn,
/// and what coverage shows.
class LayerPanel : public QWidget, public Themed {
  Q_OBJECT
 public:
  struct Entry {
    std::string id;
    QString title;
    bool isDynamic = false;  ///< drawn over all that is not; order changes among like ones
    bool isFixed = false;    ///< keeps its place
  };

  explicit LayerPanel(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  /// In drawing order, the lowest first; shown with the highest on top.
  void setLayers(const std::vector<Entry>& layers);
  /// `hidden` counts, whatever the looks say of that.
  void setLooks(const std::vector<LayerLook>& looks, const std::vector<std::string>& hidden);
  /// The user's files among the layers, `user:PATH` each, with the fields of the vector ones.
  struct Map {
    MapFile file;
    QStringList fields;
    bool isVector = false;
  };
  void setMaps(const std::vector<Map>& maps);
  /// Gives the legend of a layer as it is now.
  void setLegend(std::function<std::vector<LegendEntry>(const std::string& id)> legend);
  const std::vector<LayerRow*>& rows() const { return m_rows; }
  void setTracks(const TrackDisplay& tracks);
  void setAllCoverage(bool all);

 Q_SIGNALS:
  void looksChanged(const std::vector<sorami::LayerLook>& looks);
  void mapsChanged(const std::vector<sorami::MapFile>& files, const QString& what);
  void tracksChanged(const sorami::TrackDisplay& tracks);
  void allCoverageChanged(bool all);

 private:
  void addChoice(QVBoxLayout* to, QComboBox*& box, const QString& name, const QStringList& texts);
  void offerTracks();

  LookPtr m_look;
  QVBoxLayout* m_list;
  void offerLooks();
  void isolate(LayerRow* row);
  void move(LayerRow* row, int up);
  void arrange();
  std::vector<MapFile> files() const;

  std::vector<Entry> m_entries;   ///< in drawing order as it is now
  std::vector<Entry> m_defaults;  ///< as the program draws them
  std::vector<LayerRow*> m_rows;  ///< highest first
  std::vector<Map> m_maps;
  std::vector<LayerLook> m_beforeAlone;
  std::string m_alone;
  std::function<std::vector<LegendEntry>(const std::string&)> m_legendOf;
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
