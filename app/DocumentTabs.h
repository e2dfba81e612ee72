// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/Look.h"

#include <QTabBar>

namespace sorami {

class Session;

/// The plans that are open, one tab each; it is there once there are two. A dot marks what is not saved.
class DocumentTabs : public QTabBar, public Themed {
  Q_OBJECT
 public:
  explicit DocumentTabs(Session& session, QWidget* parent = nullptr);
  void setLook(const LookPtr& look) override;
  /// To the next tab, or with -1 the previous one; round the ends.
  void step(int direction);

 private:
  void refresh();

  Session& m_session;
  LookPtr m_look;
  bool m_filling = false;
};

}  // namespace sorami
