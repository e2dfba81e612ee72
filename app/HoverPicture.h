// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/LatestJob.h"
#include "widgets/scene/export/Film.h"

#include <QImage>
#include <QObject>
#include <QPoint>
#include <QTimer>

#include <memory>

class QLabel;

namespace sorami {

class MainWindow;

/// A small picture of the map at the time the pointer rests over on the timeline: what a click would lead to.
/// Drawn on a worker, nothing in the session changes.
class HoverPicture : public QObject {
  Q_OBJECT
 public:
  explicit HoverPicture(MainWindow& window);
  ~HoverPicture() override;
  /// The picture on show; null when none is.
  QImage picture() const;

 private:
  struct Drawer;
  struct Made {
    UtcTime time;
    QImage image;
  };
  void point(UtcTime at, QPoint global);
  void request();
  void show(const Made& made);

  MainWindow& m_window;
  QLabel* m_label;
  QTimer m_rest;
  UtcTime m_time;
  QPoint m_global;
  std::shared_ptr<Drawer> m_drawer;
  LatestJob<Made> m_job;
};

}  // namespace sorami
