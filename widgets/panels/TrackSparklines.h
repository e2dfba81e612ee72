// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/StoreView.h"
#include "widgets/look/LatestJob.h"
#include "widgets/look/Look.h"

#include <QStyledItemDelegate>
#include <QTimer>

#include <unordered_map>
#include <vector>

namespace sorami {

class TrackTableModel;

/// Draws a track's altitude over its life, or over the hours about the cursor where that is longer, into a
/// cell. Only rows that are painted are ever read, on a worker, and kept.
class TrackSparklines : public QStyledItemDelegate {
  Q_OBJECT
 public:
  /// Of a profile: seconds after its begin and metres; NaN breaks the line.
  struct Point {
    float seconds = 0;
    float altitude = 0;
  };
  struct Profile {
    UtcTime begin;
    float length = 0;  ///< s
    float low = 0, high = 0;
    std::vector<Point> points;
  };

  TrackSparklines(const TrackTableModel* model, QObject* parent);
  void setLook(const LookPtr& look) { m_look = look; }
  void setMoment(const StoreViewPtr& store, UtcTime time);
  /// What is known of a track by now; null: not read yet.
  const Profile* profile(TrackId track) const;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 Q_SIGNALS:
  /// Profiles have come: paint again.
  void ready();

 private:
  struct Made {
    StoreViewPtr store;
    std::vector<std::pair<TrackId, Profile>> profiles;
  };
  void fetch();

  const TrackTableModel* m_model;
  LookPtr m_look;
  StoreViewPtr m_store;
  UtcTime m_time;
  std::int64_t m_window = 0;  ///< which stretch of a long recording is read
  std::unordered_map<TrackId, Profile> m_profiles;
  mutable std::vector<TrackId> m_wanted;
  mutable QTimer m_soon;
  LatestJob<Made> m_job;
};

}  // namespace sorami
