// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppFixture.h"
#include "app/ImportDialog.h"
#include "app/IngestDesk.h"
#include "app/LiveDesk.h"
#include "app/MainWindow.h"
#include "data/ingest/decoders/asterix/AsterixEncoder.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/AssociationPanel.h"
#include "widgets/panels/RecordPanel.h"
#include "widgets/panels/SourceTablePanel.h"
#include "widgets/panels/TableMapper.h"
#include "widgets/panels/TrackInspector.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

using namespace sorami;
using namespace sorami::test;

/// What the window offers about what recordings are made of, used as a person does.
class TestIngestDesk : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;

  QString path(const QString& name, const QByteArray& bytes) const {
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
    return file.fileName();
  }
  static void picture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("SORAMI_PICTURES");
    if (folder.isEmpty()) return;
    QTest::qWait(300);
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
  }
  /// A German table: decimal commas, flight levels, a speed nobody gives a unit of.
  static QByteArray table() {
    QByteArray bytes("Zeit;Kennung;Breite;Länge;FL;Fahrt\n");
    for (int i = 0; i < 40; ++i)
      bytes += QStringLiteral("12.08.2026 06:%1:00;TST%2;%3;139,75;%4;450\n")
                   .arg(i, 2, 10, QLatin1Char('0'))
                   .arg(i % 2)
                   .arg(35 + i * 0.05, 0, 'f', 3)
                   .arg(300 + i)
                   .replace(QLatin1Char('.'), QLatin1Char(','))
                   .replace(QStringLiteral("12,08,"), QStringLiteral("12.08."))
                   .toUtf8();
    return bytes;
  }
  /// A radar's plots and its north crossings.
  static QByteArray radar() {
    AsterixEncoder encoder;
    for (int i = 0; i < 30; ++i) {
      AsterixRecord status(34);
      status.set("I034/010/SAC", 25)
          .set("I034/010/SIC", 201)
          .set("I034/000", 1)
          .set("I034/030", 21600.0 + 4 * i);
      if (i % 10 == 0) status.set("I034/120/HGT", 100).set("I034/120/LAT", 35.5).set("I034/120/LON", 139.75);
      if (!encoder.add(status)) return {};
      encoder.endBlock();
      AsterixRecord r(48);
      r.set("I048/010/SAC", 25).set("I048/010/SIC", 201).set("I048/140", 21601.0 + 4 * i);
      r.set("I048/040/RHO", 40.0 + i * 0.2).set("I048/040/THETA", 45.0).set("I048/161/TRN", 7);
      r.set("I048/070/MODE3A", 0701)
          .set("I048/090/FL", 330)
          .set("I048/220", 0x840001)
          .set("I048/240", "SRM101");
      if (!encoder.add(r)) return {};
      encoder.endBlock();
    }
    const auto bytes = encoder.take();
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
  }

 private Q_SLOTS:
  void init() { isolateSettings(m_folder); }

  /// A table whose units are not sure is not read before a person has confirmed them.
  void tableIsConfirmedBeforeItIsRead() {
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    window.openFiles({path(QStringLiteral("table.csv"), table())});
    QTRY_VERIFY(window.ingest()->importDialog() != nullptr);
    ImportDialog& dialog = *window.ingest()->importDialog();
    QTRY_COMPARE(dialog.preview()->rowCount(), 20);
    QTRY_VERIFY(dialog.isSettled());
    QVERIFY(window.session().store() == nullptr);
    TableMapper& mapper = *dialog.mapper();
    QVERIFY(mapper.isVisible());
    QCOMPARE(mapper.columns()->rowCount(), 6);
    QVERIFY(!mapper.isConfirmed());
    QVERIFY(!dialog.openButton()->isEnabled());
    picture(dialog, QStringLiteral("mapper"));
    // The speeds were taken for km/h, which fits the places: another unit shows in the preview at once.
    auto* unit = static_cast<QComboBox*>(mapper.columns()->cellWidget(5, 3));
    QCOMPARE(static_cast<QComboBox*>(mapper.columns()->cellWidget(5, 2))->currentData().toString(),
             QStringLiteral("speed"));
    const QString before = dialog.preview()->item(0, 5)->text();
    QVERIFY2(before.contains(QStringLiteral("243")), qPrintable(before));
    unit->setCurrentIndex(unit->findData(QStringLiteral("kt")));
    Q_EMIT unit->activated(unit->currentIndex());
    QTRY_VERIFY(dialog.preview()->item(0, 5)->text() != before);
    QVERIFY2(dialog.preview()->item(0, 5)->text().contains(QStringLiteral("450")),
             qPrintable(dialog.preview()->item(0, 5)->text()));
    mapper.confirmation()->setChecked(true);
    QTRY_VERIFY(dialog.openButton()->isEnabled());
    dialog.openButton()->click();
    QTRY_VERIFY(window.session().store() != nullptr);
    const StoreViewPtr store = window.session().store();
    QCOMPARE(store->sampleCount(), std::uint64_t{40});
    QCOMPARE(store->tracks().size(), std::size_t{2});
  }

  /// Every record of an input, also those that make no track, with its fields and octets.
  void recordsAreShownWithTheirOctets() {
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    window.openFiles({path(QStringLiteral("radar.ast"), radar())});
    QTRY_VERIFY(window.session().store() != nullptr);
    window.session().selectTrack(0);
    const TrackInfo& track = window.session().store()->tracks().front();
    window.session().command(ClockCommand::Seek{track.first + 40 * kSecond});
    window.ingest()->showRecords();
    RecordPanel& panel = *window.ingest()->records();
    QTRY_COMPARE(panel.model()->rowCount(), 60);
    // The record of the selected track's report is the one that is shown.
    QTRY_VERIFY(panel.fields()->topLevelItemCount() > 5);
    QTreeWidgetItem* callsign =
        panel.fields()->findItems(QStringLiteral("I048/240"), Qt::MatchExactly).value(0);
    QVERIFY(callsign);
    QCOMPARE(callsign->text(1), QStringLiteral("SRM101"));
    panel.fields()->setCurrentItem(callsign);
    QCOMPARE(panel.octets()->extraSelections().size(), 2 * 6);  // six octets, and six characters
    picture(panel, QStringLiteral("records"));
    auto* categories = panel.findChild<QComboBox*>(QStringLiteral("recordCategories"));
    QVERIFY(categories);
    categories->setCurrentIndex(categories->findData(34));
    Q_EMIT categories->activated(categories->currentIndex());
    QCOMPARE(panel.model()->rowCount(), 30);
    QVERIFY(panel.model()->entry(0)->kind == ReportKind::Service);
  }

  /// The table of sources is edited, kept, and holds for the next file.
  void sourcesAreEditedAndKept() {
    MainWindow window;
    window.show();
    window.ingest()->showSources();
    SourceTablePanel& panel = *window.ingest()->sources();
    SourceTable::Row row;
    row.source = "SAC 25 SIC 201";
    panel.setTable(SourceTable({row}), {QStringLiteral("SAC 25 SIC 202")});
    QCOMPARE(panel.cells()->rowCount(), 2);
    panel.cells()->item(0, 4)->setText(QStringLiteral("fast"));
    QVERIFY(!panel.table().ok());
    panel.cells()->item(0, 4)->setText(QStringLiteral("-1.5"));
    panel.cells()->item(0, 6)->setText(QStringLiteral("CAT048=1.30"));
    static_cast<QComboBox*>(panel.cells()->cellWidget(0, 5))
        ->setCurrentIndex(static_cast<int>(Affiliation::Friend));
    picture(panel, QStringLiteral("sources"));
    const auto table = panel.table();
    QVERIFY(table.ok());
    QCOMPARE(table->rows().size(), std::size_t{1});
    Q_EMIT panel.saveRequested(*table);
    const ImportOptions options = FileOpener::standardOptions();
    QVERIFY(options.sources != nullptr);
    QCOMPARE(options.sources->rows(), table->rows());
    window.openFiles({path(QStringLiteral("radar.ast"), radar())});
    QTRY_VERIFY(window.session().store() != nullptr);
    QVERIFY(window.session().store()->tracks().front().affiliation == Affiliation::Friend);
    QVERIFY(QFile::remove(LiveDesk::tablePath()));
  }

  /// A suggestion is accepted, kept beside the recording, found again, and taken back.
  void suggestionsAreDecided() {
    MainWindow window;
    window.show();
    const auto memory = makeMemoryRecording();
    for (const char* name : {"radar A", "radar B"}) {
      const std::uint16_t source = memory->addSource({name, "asterix", -1});
      TrackInfo info;
      info.source = source;
      info.nativeId = {IdKind::AsterixTrack, 7};
      info.callsign = "SRM1";
      const TrackId id = memory->addTrack(info);
      for (int i = 0; i < 60; ++i) {
        Sample s;
        s.time = recordingStart() + i * 10 * kSecond;
        s.lat = 35 + i * 0.02;
        s.lon = 139.75;
        memory->append(id, s);
      }
    }
    window.session().setStore(*memory->finish());
    window.ingest()->showAssociations();
    AssociationPanel& panel = *window.ingest()->associations();
    QTRY_COMPARE(panel.table()->rowCount(), 1);
    panel.table()->setCurrentCell(0, 0);
    QCOMPARE(window.session().selectedTrack(), TrackId{0});
    QCOMPARE(window.session().briefing().secondTrack, TrackId{1});
    Q_EMIT panel.decided(0, 1, static_cast<int>(AssociationOverlay::Verdict::Same));
    QVERIFY(panel.table()->item(0, 2)->text().contains(QStringLiteral("same")));
    picture(panel, QStringLiteral("associations"));
    // The track's own page tells it too, as long as it holds.
    TrackInspector& page = *window.trackPage();
    const QString other = QString::fromStdString(window.session().store()->tracks()[1].displayName());
    QTRY_VERIFY2(page.value(QStringLiteral("companions")).startsWith(other),
                 qPrintable(page.value(QStringLiteral("companions"))));
    picture(page, QStringLiteral("companions"));
    Q_EMIT panel.decided(0, 1, -1);
    QTRY_COMPARE(page.value(QStringLiteral("companions")), QStringLiteral("–"));
    QVERIFY(panel.table()->item(0, 2)->text().contains(QStringLiteral("suggested")));
  }
};

QTEST_MAIN(TestIngestDesk)
#include "tst_ingestdesk.moc"
