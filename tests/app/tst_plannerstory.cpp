// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Hands.h"
#include "app/NetworkDesk.h"
#include "app/PlanOutput.h"
#include "data/core/Units.h"
#include "data/coverage/network/NetworkPicture.h"
#include "widgets/panels/MessageArea.h"
#include "widgets/panels/PlanInspector.h"
#include "widgets/panels/PropertyForm.h"
#include "widgets/panels/network/LinksPage.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>

#include <algorithm>

using namespace sorami;

/// The planner's fifteen minutes: ten radars and four batteries from presets, moved until an area is covered
/// at 3 000 ft, linked to two centres, the loss of each tested, compared with the plan before, handed over.
class TestPlannerStory : public QObject, protected test::WindowTest {
  Q_OBJECT

  std::unique_ptr<test::Hands> m_hands;

  PlanDesk& desk() { return m_window->planner().desk(); }
  const Plan& plan() { return *desk().plan(); }
  template <typename W>
  W* page() {
    return m_window->network()->dock()->findChild<W*>();
  }
  /// What the first area of the user's own has covered by one sensor or more, %.
  double share() {
    const QTableWidget* areas = page<CoverPage>()->findChildren<QTableWidget*>()[0];
    const QTableWidgetItem* item = areas->item(1, 1);
    return item ? item->text().section(QLatin1Char(' '), 0, 0).toDouble() : -1;
  }
  bool isOnMap(LatLon at) { return map().rect().contains(m_hands->pointOf(at)); }
  /// Sets a preset down by the mouse, and looks whether it stands there, to a pixel or so.
  bool placed(const char* preset, LatLon at) {
    const std::size_t before = plan().sites.size();
    if (!isOnMap(at) || !m_hands->place(preset, m_hands->pointOf(at))) return false;
    if (plan().sites.size() != before + 1) return false;
    const QPoint off = m_hands->pointOf(plan().sites.back().position) - m_hands->pointOf(at);
    return off.manhattanLength() <= 2;
  }
  double shareOnceSettled() {
    if (!settles()) return -1;
    QTest::qWait(400);  // the analysis follows the coverage
    return settles() ? share() : -1;
  }

 private Q_SLOTS:
  void init() {
    QVERIFY(openWindow({1500, 950}));
    m_window->messages()->clear();
    m_hands = std::make_unique<test::Hands>(*m_window);
  }
  void cleanup() { m_window.reset(); }

  void fifteenMinutes() {
    test::Hands& hands = *m_hands;
    QVERIFY(hands.act("file.new"));
    // All of them crowd in the west at first. Where they go is told on the earth, so that the story is the
    // same however wide the map is; the hand clicks where that lies on it.
    for (int i = 0; i < 10; ++i)
      QVERIFY(placed(i % 3 == 2 ? "gap-filler" : "long-range", {40.2 - 2.0 * (i / 5), 132.5 + (i % 5)}));
    for (int i = 0; i < 3; ++i) QVERIFY(placed("battery-terminal", {34.7, 133.5 + 2.3 * i}));
    QVERIFY(placed("battery-upper", {34.7, 140.8}));
    QVERIFY(placed("centre", {32.3, 132.5}));
    QVERIFY(placed("centre", {32.3, 139.5}));
    QCOMPARE(plan().sites.size(), std::size_t{16});
    session().setAltitude(3000 * kFoot);

    // The area to be covered, by four clicks and Enter.
    QVERIFY(hands.act("tool.area"));
    for (const LatLon corner : {LatLon{40.2, 137.8}, {40.2, 141.2}, {38.4, 141.2}, {38.4, 137.8}}) {
      QVERIFY(isOnMap(corner));
      hands.click(corner);
    }
    QTest::keyClick(m_window->map(), Qt::Key_Return);
    QCOMPARE(plan().areas.size(), std::size_t{1});

    // Each to one of the centres, then all links made cables at once.
    const std::string west = plan().sites[14].id;
    const std::string east = plan().sites[15].id;
    for (int i = 0; i < 14; ++i) {
      QVERIFY(hands.act("tool.link"));
      hands.drag(hands.pointOf(plan().sites[static_cast<std::size_t>(i)].position),
                 hands.pointOf(plan().site(i % 2 == 0 ? west : east)->position));
    }
    QTest::keyClick(static_cast<QWidget*>(m_window.get()), Qt::Key_Escape);
    QCOMPARE(plan().links.size(), std::size_t{14});
    PlanItems links;
    for (const Link& link : plan().links) links.push_back({PlanItemKind::Link, link.id});
    desk().setSelection(links);
    QComboBox* kind = nullptr;
    for (QComboBox* box : m_window->planner().inspector()->findChildren<QComboBox*>()) {
      if (box->isVisible() && box->findText(QStringLiteral("cable"), Qt::MatchFixedString) >= 0) kind = box;
    }
    QVERIFY(kind);
    kind->setCurrentIndex(kind->findText(QStringLiteral("cable"), Qt::MatchFixedString));
    Q_EMIT kind->activated(kind->currentIndex());
    QVERIFY(std::all_of(plan().links.begin(), plan().links.end(),
                        [](const Link& link) { return link.kind == LinkKind::Cable; }));

    // As it is now is what it will be compared with.
    QVERIFY(hands.act("network.compare"));
    QVERIFY(settles());
    Q_EMIT page<ComparePage>()->presentAsked();
    QTRY_VERIFY_WITH_TIMEOUT(!session().frame()->otherCoverage.empty(), 60'000);

    // Radars are dragged to the gaps until the area is covered at 3 000 ft.
    QVERIFY(hands.act("network.cover"));
    const double first = shareOnceSettled();
    QVERIFY(first >= 0);
    double now = first;
    int moves = 0;
    for (std::size_t radar = 0; now < 95 && radar < 10; ++radar, ++moves) {
      const std::vector<Gap> gaps = session().frame()->network->gaps;
      QVERIFY(!gaps.empty());
      const QPoint to = hands.pointOf(gaps.front().deepest);
      const LatLon before = plan().sites[radar].position;
      hands.drag(hands.pointOf(before), to);
      QVERIFY(!(plan().sites[radar].position == before));
      now = shareOnceSettled();
    }
    qInfo("the area: %.1f %% covered at first, %.1f %% after %d moves", first, now, moves);
    QVERIFY(now >= 95 && now > first);

    // What it gained on the plan before.
    QVERIFY(hands.act("network.compare"));
    QVERIFY(settles());
    QTRY_VERIFY(page<ComparePage>()->findChild<QTableWidget*>()->rowCount() > 0);
    Q_EMIT page<ComparePage>()->endAsked();

    // The loss of each centre, by the board's switches; the plan itself stays.
    QVERIFY(hands.act("network.links"));
    QVERIFY(settles());
    for (const std::string& centre : {west, east}) {
      QTableWidget* board = page<LinksPage>()->findChildren<QTableWidget*>()[0];
      const auto row = [&]() -> QTableWidgetItem* {
        for (int i = 0; i < board->rowCount(); ++i) {
          if (board->item(i, 0)->data(Qt::UserRole).toString().toStdString() == centre)
            return board->item(i, 0);
        }
        return nullptr;
      };
      QTRY_VERIFY_WITH_TIMEOUT(row() && session().frame()->network->unreached.empty(), 30'000);
      row()->setCheckState(Qt::Unchecked);
      // Half of the sensors hang on it.
      QTRY_VERIFY_WITH_TIMEOUT(session().frame()->network->unreached.size() >= 5, 30'000);
      QVERIFY(plan().site(centre)->active);
      QTRY_VERIFY(row() && row()->checkState() == Qt::Unchecked);
      row()->setCheckState(Qt::Checked);
      QTRY_VERIFY_WITH_TIMEOUT(session().frame()->network->unreached.empty(), 30'000);
    }

    // Handed over: the plan and its page.
    const QString path = m_folder.filePath(QStringLiteral("story.soplan"));
    QVERIFY(session().savePlan(path).ok());
    Result<Plan> saved = readPlan(path.toStdString());
    QVERIFY(saved.ok());
    saved->display.reset();
    QCOMPARE(planToJson(*saved), planToJson(plan()));
    const QString report = m_folder.filePath(QStringLiteral("brief.html"));
    m_window->planner().output().saveReport(report);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(report), 60'000);
    QFile html(report);
    QVERIFY(html.open(QIODevice::ReadOnly));
    const QByteArray text = html.readAll();
    for (const char* expected : {"NOTIONAL DATA", "data:image/png"})
      QVERIFY2(text.contains(expected), expected);
    QVERIFY(text.contains(plan().areas[0].name.c_str()));
    QVERIFY(text.contains(plan().sites[0].name.c_str()));
    // No dialog has come up in all of this.
    QVERIFY(!QApplication::activeModalWidget());
  }
};

QTEST_MAIN(TestPlannerStory)
#include "tst_plannerstory.moc"
