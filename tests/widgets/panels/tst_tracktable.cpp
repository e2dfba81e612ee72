// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppFixture.h"
#include "widgets/panels/TrackTableModel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace sorami;

class TestTrackTable : public QObject {
  Q_OBJECT

  static TrackRowsRequest request(const StoreViewPtr& store, Micros after = 5 * kMinute) {
    TrackRowsRequest r;
    r.store = store;
    r.time = test::recordingStart() + after;
    return r;
  }

 private Q_SLOTS:
  void sortsAndFilters() {
    const StoreViewPtr store = test::makeRecording(20);
    TrackRowsRequest r = request(store);
    r.sort = TrackColumn::Speed;
    r.descending = true;
    TrackRowsPtr rows = makeTrackRows(r, {});
    QCOMPARE(rows->live, 20);
    QCOMPARE(rows->rows.size(), std::size_t{20});
    for (std::size_t i = 1; i < rows->rows.size(); ++i) {
      QVERIFY(rows->rows[i - 1].groundSpeed >= rows->rows[i].groundSpeed);
    }
    r.sort = TrackColumn::Name;
    r.descending = false;
    r.filter = QStringLiteral("tst11 sic");
    rows = makeTrackRows(r, {});
    QCOMPARE(rows->rows.size(), std::size_t{10});
    QCOMPARE(rows->live, 20);
    r.filter = QStringLiteral("ICAO 840003");
    QCOMPARE(makeTrackRows(r, {})->rows.size(), std::size_t{1});
    // Before anything is seen nothing lives.
    QCOMPARE(makeTrackRows(request(store, -kHour), {})->live, 0);
  }

  void newRowsKeepPersistentIndexesByTrack() {
    const StoreViewPtr store = test::makeRecording(20);
    TrackTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    TrackRowsRequest r = request(store);
    model.setRows(makeTrackRows(r, {}));
    QCOMPARE(model.rowCount(), 20);
    const QPersistentModelIndex held = model.index(model.rowOf(7), 1);
    r.descending = true;
    model.setRows(makeTrackRows(r, {}));
    QCOMPARE(model.trackAt(held.row()), TrackId{7});
    QCOMPARE(held.column(), 1);
    r.filter = QStringLiteral("tst107");
    model.setRows(makeTrackRows(r, {}));
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(held.isValid());
    QCOMPARE(model.trackAt(held.row()), TrackId{7});
    r.filter.clear();
    model.setRows(makeTrackRows(r, {}));
    QCOMPARE(model.rowCount(), 20);
    QCOMPARE(model.trackAt(held.row()), TrackId{7});
    r.filter = QStringLiteral("tst108");
    model.setRows(makeTrackRows(r, {}));
    QVERIFY(!held.isValid());
    QCOMPARE(model.data(model.index(0, 0), Qt::DisplayRole).toString(), QStringLiteral("TST108"));
  }

  void textsCarryTheirUnits() {
    const StoreViewPtr store = test::makeRecording(1);
    TrackTableModel model;
    model.setRows(makeTrackRows(request(store), {}));
    const auto text = [&](TrackColumn column) {
      return model.data(model.index(0, static_cast<int>(column)), Qt::DisplayRole).toString();
    };
    QCOMPARE(text(TrackColumn::Altitude), QStringLiteral("FL098"));
    QCOMPARE(text(TrackColumn::Speed), QStringLiteral("389 kt"));
    QCOMPARE(text(TrackColumn::Heading), QStringLiteral("090°"));
    QCOMPARE(text(TrackColumn::LastSeen), QStringLiteral("06:05:00Z"));
    model.setUnits(UnitProfile::Metric);
    QCOMPARE(text(TrackColumn::Speed), QStringLiteral("720 km/h"));
  }
};

QTEST_MAIN(TestTrackTable)
#include "tst_tracktable.moc"
