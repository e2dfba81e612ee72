// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "GeneratedPlan.h"
#include "data/demo/DemoPlan.h"
#include "data/plan/Bundle.h"
#include "data/plan/Edits.h"
#include "data/plan/Exchange.h"
#include "data/plan/TableText.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace sorami;

/// Tables, GeoPackage, GeoJSON, KML and bundles: what goes out comes back.
class TestExchange : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::string file(const char* name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

 private Q_SLOTS:
  void tablesComeBack() {
    Plan plan = demo::makeDemoPlan();
    const Micros six = utcFromCivil(2026, 8, 12, 6).us;
    plan.sites[0].outages = {{six, six + kHour, "upkeep, planned"}, {six + 2 * kHour, 0, ""}};
    plan.links[1].outages = {{six - kHour, six, "rain; heavy"}, {six + kHour, six + 2 * kHour, ""}};
    for (const PropertySet set :
         {PropertySet::Sites, PropertySet::Sensors, PropertySet::Links, PropertySet::Stocks,
          PropertySet::StockChanges, PropertySet::Outages, PropertySet::Areas, PropertySet::Threats}) {
      for (const char separator : {',', ';', '\t'}) {
        const std::string text = tableText(plan, set, rowsOf(plan, set), separator);
        const Result<TableProposal> read = readTable(plan, set, text);
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        QCOMPARE(read->refused, 0);
        QCOMPARE(read->added, 0);
        QCOMPARE(read->changed, 0);
        QVERIFY(read->next == plan);
        QCOMPARE(read->rows.size(), rowsOf(plan, set).size());
      }
    }
    // Into an empty plan the sites come anew, as far as a table has them.
    const std::string text = tableText(plan, PropertySet::Sites, rowsOf(plan, PropertySet::Sites));
    const Result<TableProposal> anew = readTable({}, PropertySet::Sites, text);
    QVERIFY(anew.ok());
    QCOMPARE(anew->added, static_cast<int>(plan.sites.size()));
    QCOMPARE(anew->next.site("r-oki")->sensor->instrumentedRange,
             plan.site("r-oki")->sensor->instrumentedRange);
    QCOMPARE(anew->next.site("r-oki")->position, plan.site("r-oki")->position);
  }

  void eachRowIsRefusedWithItsReason() {
    const Plan plan = demo::makeDemoPlan();
    const Result<TableProposal> read = readTable(plan, PropertySet::Sites,
                                                 "\xEF\xBB\xBFName;Range (NM);lat;lon;Colour\r\n"
                                                 "Oki;150,5;;;\r\n"
                                                 "Noto;far;;;\r\n"
                                                 "Sado;9000000;;;\r\n"
                                                 "New one;;35.5;139.5;\r\n"
                                                 "Nowhere;;;;\r\n"
                                                 "Off;;95;10;\r\n"
                                                 "Relay Chūgoku;20;;;\r\n");
    QVERIFY(read.ok());
    QCOMPARE(read->unknownColumns, std::vector<std::string>{"Colour"});
    QCOMPARE(read->rows.size(), std::size_t{7});
    const auto problem = [&](int i) {
      return QString::fromStdString(read->rows[static_cast<std::size_t>(i)].problem);
    };
    QCOMPARE(problem(0), QString());
    QVERIFY(std::abs(read->next.site("r-oki")->sensor->instrumentedRange - 150.5 * 1852) < 0.01);
    QVERIFY2(problem(1).contains(QStringLiteral("'far' is no number")), qPrintable(problem(1)));
    QVERIFY2(problem(2).contains(QStringLiteral("between 1000 and 1000000")), qPrintable(problem(2)));
    QCOMPARE(problem(3), QString());
    QVERIFY2(problem(4).contains(QStringLiteral("needs a position")), qPrintable(problem(4)));
    QVERIFY2(problem(5).contains(QStringLiteral("95")), qPrintable(problem(5)));
    QVERIFY2(problem(6).contains(QStringLiteral("does not apply")), qPrintable(problem(6)));
    QCOMPARE(read->added, 1);
    QCOMPARE(read->changed, 1);
    QCOMPARE(read->refused, 5);
    QCOMPARE(read->rows[4].line, 6);
    // A unit of another kind, no header at all, nothing at all.
    const Result<TableProposal> wrong = readTable(plan, PropertySet::Sensors, "name,range [GHz]\nOki,3\n");
    QVERIFY(wrong.ok() && wrong->refused == 1);
    QVERIFY(!readTable(plan, PropertySet::Sites, "a,b\n1,2\n").ok());
    QVERIFY(!readTable(plan, PropertySet::Sites, " \n").ok());
  }

  void outagesAreReadForSitesAndLinks() {
    const Plan plan = demo::makeDemoPlan();
    const Link& link = plan.links[2];
    const std::string there = nameOf(plan, {PlanItemKind::Link, link.id});
    const std::string back = linkName(*plan.site(link.to), *plan.site(link.from));
    const Result<TableProposal> read =
        readTable(plan, PropertySet::Outages,
                  "Site,Link,From,Until,Reason\n,\"" + there +
                      "\",2026-08-12T06:00:00Z,2026-08-12T06:30:00Z,rain\n,\"" + back +
                      "\",2026-08-12T05:00:00Z,,\nOki,,2026-08-12T06:00:00Z,,upkeep\n,Nowhere – "
                      "Oki,2026-08-12T06:00:00Z,,\n");
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QCOMPARE(read->added, 3);
    QCOMPARE(read->refused, 1);
    QVERIFY(read->rows[3].problem.find("Nowhere") != std::string::npos);
    const std::vector<Outage>& outages = read->next.link(link.id)->outages;
    QCOMPARE(outages.size(), std::size_t{2});
    QCOMPARE(outages[0].until, Micros{0});
    QCOMPARE(outages[1].reason, std::string("rain"));
    QCOMPARE(read->next.site("r-oki")->outages.size(), std::size_t{1});
  }

  void quotedCellsKeepWhatIsInThem() {
    const auto cells = cellsOf("a,\"b,\"\"c\"\"\nd\",e\r\n1,2,3");
    QCOMPARE(cells.size(), std::size_t{2});
    QCOMPARE(cells[0][1], std::string("b,\"c\"\nd"));
    QCOMPARE(cells[1][2], std::string("3"));
  }

  void aGeoPackageComesBackWithoutLoss() {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      const Plan plan = seed == 1 ? demo::makeDemoPlan() : test::PlanGenerator(seed).plan();
      const std::string path = file("plan.gpkg");
      const Status written = exportPlan(plan, path);
      QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
      const Result<ImportedPlan> read = importPlan({}, path);
      QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
      QVERIFY(read->isWhole);
      for (const std::string& problem : read->problems) qWarning("%s", problem.c_str());
      QCOMPARE(planToJson(read->next), planToJson(plan));
    }
  }

  void otherProgramsReadAndChangeIt() {
    const QString ogrinfo = QStandardPaths::findExecutable(QStringLiteral("ogrinfo"));
    if (ogrinfo.isEmpty()) QSKIP("GDAL's programs are not installed");
    const Plan plan = demo::makeDemoPlan();
    for (const char* name : {"out.gpkg", "out.geojson", "out.kml"}) {
      const Status written = exportPlan(plan, file(name));
      QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
      QProcess info;
      info.start(ogrinfo, {QStringLiteral("-al"), QStringLiteral("-so"), QString::fromStdString(file(name))});
      QVERIFY(info.waitForFinished());
      QCOMPARE(info.exitCode(), 0);
      QVERIFY(info.readAllStandardOutput().contains("Feature Count: "));
    }
    QProcess sql;
    sql.start(ogrinfo,
              {QString::fromStdString(file("out.gpkg")), QStringLiteral("-sql"),
               QStringLiteral(
                   "UPDATE sites SET name = 'Oki East', instrumentedRangeM = 300000 WHERE id = 'r-oki'")});
    QVERIFY(sql.waitForFinished());
    const Result<ImportedPlan> read = importPlan({}, file("out.gpkg"));
    QVERIFY(read.ok());
    QCOMPARE(read->changed, 1);
    QCOMPARE(read->next.site("r-oki")->name, std::string("Oki East"));
    QCOMPARE(read->next.site("r-oki")->sensor->instrumentedRange, 300e3);
    QCOMPARE(read->next.site("r-oki")->sensor->frequencyHz, plan.site("r-oki")->sensor->frequencyHz);
  }

  void geoJsonAndKmlGiveObjectsBack() {
    const Plan plan = demo::makeDemoPlan();
    for (const char* name : {"back.geojson", "back.kml"}) {
      QVERIFY(exportPlan(plan, file(name)).ok());
      const Result<ImportedPlan> same = importPlan(plan, file(name));
      QVERIFY2(same.ok(), same.ok() ? "" : same.error().text().c_str());
      QCOMPARE(same->added, 0);
      const Result<ImportedPlan> anew = importPlan({}, file(name));
      QVERIFY(anew.ok());
      QCOMPARE(anew->next.sites.size(), plan.sites.size());
      QCOMPARE(anew->next.links.size(), plan.links.size());
      QCOMPARE(anew->next.areas.size(), plan.areas.size());
      const Area* a = anew->next.area("z-north");
      QVERIFY(a);
      QCOMPARE(a->ring.size(), plan.area("z-north")->ring.size());
      QVERIFY(std::abs(a->ring[2].lat - plan.area("z-north")->ring[2].lat) < 1e-9);
    }
  }

  void foreignFilesBecomeSitesAreasAndDrawings() {
    QFile out(QString::fromStdString(file("foreign.geojson")));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"Hill"},"geometry":{"type":"Point","coordinates":[139,36]}},
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,2]]}},
      {"type":"Feature","properties":{},"geometry":null}]})");
    out.close();
    const Result<ImportedPlan> read = importPlan({}, file("foreign.geojson"));
    QVERIFY(read.ok());
    QCOMPARE(read->added, 3);
    QCOMPARE(read->next.sites.at(0).name, std::string("Hill"));
    QCOMPARE(read->next.areas.at(0).ring.size(), std::size_t{3});
    QCOMPARE(read->next.drawings.size(), std::size_t{1});
    QCOMPARE(read->problems.size(), std::size_t{1});
    QVERIFY(!importPlan({}, file("absent.geojson")).ok());
    QVERIFY(!exportPlan(read->next, file("plan.docx")).ok());
    QVERIFY(!exportPlan(read->next, file("no/such/folder/plan.gpkg")).ok());
  }

  void bundlesHandOverEverything() {
    const Plan plan = demo::makeDemoPlan();
    QFile a(QString::fromStdString(file("zones.txt")));
    QVERIFY(a.open(QIODevice::WriteOnly));
    a.write(QByteArray(3'000'000, 'x'));
    a.close();
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("other")));
    QVERIFY(QFile::copy(QString::fromStdString(file("zones.txt")),
                        QString::fromStdString(file("other/zones.txt"))));
    std::vector<std::string> skipped;
    const Status written = writeBundle(plan, {file("zones.txt"), file("other/zones.txt"), file("absent")},
                                       file("hand.sobundle"), &skipped);
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
    QCOMPARE(skipped.size(), std::size_t{1});
    const Result<BundleContents> read = readBundle(file("hand.sobundle"), file("unpacked"));
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QVERIFY(read->plan.plan == plan);
    QCOMPARE(read->files.size(), std::size_t{2});
    QVERIFY(read->missing.empty());
    QCOMPARE(QFile(QString::fromStdString(read->files[1])).size(), qint64{3'000'000});
    QVERIFY(!readBundle(file("zones.txt"), file("unpacked2")).ok());
    QVERIFY(!QFile::exists(QString::fromStdString(file(".part-hand.sobundle.zip"))));
  }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
