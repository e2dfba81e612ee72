// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/live/LiveRecorder.h"
#include "widgets/look/Look.h"

#include <QWidget>

#include <vector>

namespace sorami {

/// One line on what is being received: the recording, then each source with a dot and word for its state, its
/// rate, latency, clock offset, when it was last heard and its errors. What does not fit is left out from the
/// least important on; errors never are. A click asks for the whole.
class HealthStrip : public QWidget, public Themed {
  Q_OBJECT
 public:
  explicit HealthStrip(QWidget* parent = nullptr);

  void setLook(const LookPtr& look) override;
  void setHealth(const std::vector<SourceHealth>& sources, const RecordingHealth& recording, UtcTime now);
  /// What the strip says, one entry a source, the recording first: for tests and screen readers.
  QStringList texts() const;
  QSize sizeHint() const override;

 Q_SIGNALS:
  void opened();

 protected:
  void paintEvent(QPaintEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void keyPressEvent(QKeyEvent*) override;
  bool event(QEvent* event) override;

 private:
  struct Part {
    QString text;
    QColor colour;
    int worth = 0;  ///< the lowest are left out first
  };
  struct Chip {
    QString name;
    QColor dot;
    bool square = false;  ///< the recording's
    std::vector<Part> parts;
    QString tip;
    QRect place;
  };
  void build();
  void place();
  int widthOf(const Chip& chip, int leastWorth) const;

  LookPtr m_look;
  std::vector<SourceHealth> m_sources;
  RecordingHealth m_recording;
  UtcTime m_now;
  std::vector<Chip> m_chips;
  int m_leastWorth = 0;
  int m_hidden = 0;  ///< sources there is no room for
};

}  // namespace sorami
