// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/map/MapTool.h"
#include "widgets/map/PlanEditor.h"

#include <QCoreApplication>

#include <string>

namespace sorami {

/// Sets down what the palette has chosen: one click, or a typed position, and the tool is left; with Shift
/// held it stays for the next one.
class PlaceTool : public MapTool {
  Q_DECLARE_TR_FUNCTIONS(sorami::PlaceTool)
 public:
  using MapTool::MapTool;
  QString id() const override { return QStringLiteral("place"); }
  QCursor cursor() const override { return Qt::CrossCursor; }
  QString hint() const override;
  void click(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  void paint(QPainter& painter, const Look& look) override;
  void leave() override { m_loose.reset(); }
  bool takesTyping() const override { return true; }
  QString typed(const QString& text) override;

 private:
  PlanEditor* editor() const;
  std::optional<Snap> m_loose;
  QPointF m_at;
};

/// Joins sites: a drag from one to the other, or two clicks.
class LinkTool : public MapTool {
  Q_DECLARE_TR_FUNCTIONS(sorami::LinkTool)
 public:
  using MapTool::MapTool;
  QString id() const override { return QStringLiteral("link"); }
  QCursor cursor() const override { return Qt::CrossCursor; }
  QString hint() const override;
  bool press(const MapEvent& event) override;
  void drag(const MapEvent& event) override;
  void release(const MapEvent& event) override;
  void click(const MapEvent& event) override;
  void hover(const MapEvent& event) override;
  bool cancel() override;
  void paint(QPainter& painter, const Look& look) override;
  void leave() override { m_from.clear(); }

 private:
  PlanEditor* editor() const;
  std::string siteAt(QPointF position) const;
  void join(const std::string& to);

  std::string m_from;
  std::string m_over;
  QPointF m_at;
  bool m_dragged = false;
};

}  // namespace sorami
