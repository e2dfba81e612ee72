// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QStackedWidget;

namespace sorami {

class CheckPage;
class ComparePage;
class CoverPage;
class FlightPage;
class LinksPage;
class MainWindow;
class MeasuredPage;
class NextPage;
class PointPage;
class Segments;

/// The network panel beside the map: its pages and the tabs above them. What they show and what is asked on
/// them is NetworkDesk's.
class NetworkPanel : public QDockWidget {
  Q_OBJECT
 private:
  // These first: the pages are made inside.
  MainWindow& m_window;
  bool m_foldedContents = false;  ///< to make room for the panel
  QWidget* const m_body;
  Segments* m_tabs = nullptr;
  QStackedWidget* const m_pages;

 public:
  enum Page { Cover, Links, Point, Next, Warning, Compare, Measured, Check };

  explicit NetworkPanel(MainWindow& window);

  Page page() const;
  /// Shows the panel with a page in front.
  void open(Page page);
  /// Whether the contents panel is away only to leave the map its width.
  bool hasFoldedContents() const { return m_foldedContents; }

  CoverPage* const cover;
  LinksPage* const links;
  PointPage* const point;
  NextPage* const next;
  FlightPage* const flight;
  ComparePage* const compare;
  MeasuredPage* const measured;
  CheckPage* const check;

 Q_SIGNALS:
  /// The user has turned to another page.
  void pageTurned();
  void opened();
  void closed();

 private:
  void makeRoom();
  void keepMapWide();
  void foldContents();
  /// As they were before foldContents().
  void unfoldContents();
};

}  // namespace sorami
