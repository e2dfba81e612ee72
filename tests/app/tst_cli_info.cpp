// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// info and export as a user calls them: the built program, its output, its exit code.
class TestCliInfo : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void info();
  void clockOffset();
  void damagedFile();
  void wrongFiles();
  void helpOfEach();
  void badArguments_data();
  void badArguments();
  void exportCsv();
  void exportGeoJson();
  void exportsTellWhatTheyHold();
  void exportToNowhere();
  void importAndBack();
  void importNothing();

 private:
  struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QJsonObject file(int i = 0) const { return json()[QStringLiteral("files")].toArray()[i].toObject(); }
  };
  static Run run(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(SORAMI_BINARY_DIR "/bin/sorami"), arguments);
    if (!process.waitForFinished(30'000)) process.kill();
    Run result;
    result.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
  }
  static QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  QString write(const QString& name, const QByteArray& bytes) const {
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
    return file.fileName();
  }
  QTemporaryDir m_folder;
  const QString m_sbs = QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/small.sbs.csv");
  const QString m_json = QStringLiteral(SORAMI_SOURCE_DIR "/tests/replay/small_aircraft.json");
};

/// Every subcommand that the program lists says how it is used.
void TestCliInfo::helpOfEach() {
  const QList<QByteArray> lines = run({"--help"}).out.split('\n');
  int asked = 0;
  for (const QByteArray& line : lines) {
    if (!line.startsWith("  ") || line.startsWith("   ")) continue;
    const QString name = QString::fromUtf8(line.trimmed().split(' ').first());
    if (name.startsWith(QLatin1Char('-'))) continue;
    const Run r = run({name, "--help"});
    QVERIFY2(r.code == 0, qPrintable(name));
    QVERIFY2((r.out + r.err).startsWith(("usage: sorami " + name).toUtf8()), qPrintable(name));
    ++asked;
  }
  QVERIFY2(asked >= 20, qPrintable(QString::number(asked)));
}

void TestCliInfo::info() {
  const Run result = run({QStringLiteral("info"), m_sbs, m_json});
  QCOMPARE(result.code, 0);
  QCOMPARE(result.json()[QStringLiteral("files")].toArray().size(), 2);
  const QJsonObject file = result.file();
  QCOMPARE(file[QStringLiteral("path")].toString(), m_sbs);
  QCOMPARE(file[QStringLiteral("format")].toString(), QStringLiteral("sbs"));
  QCOMPARE(file[QStringLiteral("tracks")].toInt(), 3);
  QCOMPARE(file[QStringLiteral("updates")].toInt(), 4);
  QCOMPARE(file[QStringLiteral("firstTime")].toString(), QStringLiteral("2026-08-12T06:12:30.500000Z"));
  QCOMPARE(file[QStringLiteral("lastTime")].toString(), QStringLiteral("2026-08-12T06:12:47.000000Z"));
  QCOMPARE(file[QStringLiteral("bbox")].toArray(), (QJsonArray{139.75, 35.5, 139.8, 35.6}));
  QCOMPARE(file[QStringLiteral("records")].toObject()[QStringLiteral("MSG3")].toInt(), 4);
  QCOMPARE(file[QStringLiteral("dropped")].toObject()[QStringLiteral("no position")].toInt(), 1);
  QVERIFY(file[QStringLiteral("editions")].isObject());
  QVERIFY(file[QStringLiteral("errors")].toArray().isEmpty());
  QCOMPARE(file[QStringLiteral("sources")].toArray(), (QJsonArray{QStringLiteral("SBS-1")}));
}

void TestCliInfo::clockOffset() {
  const Run result =
      run({QStringLiteral("info"), QStringLiteral("--clock-offset"), QStringLiteral("9h"), m_sbs});
  QCOMPARE(result.code, 0);
  QCOMPARE(result.file()[QStringLiteral("firstTime")].toString(),
           QStringLiteral("2026-08-11T21:12:30.500000Z"));
}

/// The readable part is printed, the error is located, and the exit code says that not all was well.
void TestCliInfo::damagedFile() {
  const QByteArray whole = read(m_sbs);
  const QString path = write(QStringLiteral("cut.csv"), whole.left(whole.size() - 40));
  const Run result = run({QStringLiteral("info"), path});
  QCOMPARE(result.code, 1);
  QCOMPARE(result.file()[QStringLiteral("updates")].toInt(), 4);
  const QJsonObject error = result.file()[QStringLiteral("errors")].toArray()[0].toObject();
  QCOMPARE(error[QStringLiteral("offset")].toInt(), static_cast<int>(whole.lastIndexOf("MSG,3")));
  QVERIFY(result.err.contains(path.toUtf8()));
  QVERIFY(result.err.contains("byte " + QByteArray::number(whole.lastIndexOf("MSG,3"))));
}

void TestCliInfo::wrongFiles() {
  const QString text = write(QStringLiteral("radar.ast"), "this is no recording\n");
  for (const QString& path :
       {text, m_folder.filePath(QStringLiteral("none")), write(QStringLiteral("empty"), {})}) {
    const Run result = run({QStringLiteral("info"), path});
    QCOMPARE(result.code, 1);
    QVERIFY(result.file()[QStringLiteral("format")].isNull());
    QVERIFY(result.err.contains(path.toUtf8()));
  }
  // One bad file does not hide the good one.
  const Run both = run({QStringLiteral("info"), text, m_sbs});
  QCOMPARE(both.code, 1);
  QCOMPARE(both.file(1)[QStringLiteral("updates")].toInt(), 4);
}

void TestCliInfo::badArguments_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::newRow("none") << QStringList{};
  QTest::newRow("unknown option") << QStringList{QStringLiteral("--nonsense"), m_sbs};
  QTest::newRow("value missing") << QStringList{m_sbs, QStringLiteral("--date")};
  QTest::newRow("date") << QStringList{QStringLiteral("--date=tomorrow"), m_sbs};
  QTest::newRow("offset") << QStringList{QStringLiteral("--clock-offset=9x"), m_sbs};
  QTest::newRow("edition") << QStringList{QStringLiteral("--edition=2.1"), m_sbs};
  QTest::newRow("sensor") << QStringList{QStringLiteral("--sensor=35,139"), m_sbs};
  QTest::newRow("twice") << QStringList{QStringLiteral("--date=2026-08-12"),
                                        QStringLiteral("--date=2026-08-12"), m_sbs};
}

void TestCliInfo::badArguments() {
  QFETCH(QStringList, arguments);
  const Run result = run(QStringList{QStringLiteral("info")} + arguments);
  QCOMPARE(result.code, 2);
  QVERIFY(result.out.isEmpty());
  QVERIFY(!result.err.isEmpty());
}

void TestCliInfo::exportCsv() {
  const QString path = m_folder.filePath(QStringLiteral("out.csv"));
  const Run result = run({QStringLiteral("export"), m_sbs, QStringLiteral("--format"), QStringLiteral("csv"),
                          QStringLiteral("-o"), path});
  QCOMPARE(result.code, 0);
  QCOMPARE(result.json()[QStringLiteral("updates")].toInt(), 4);
  const QList<QByteArray> lines = read(path).split('\n');
  QCOMPARE(lines.size(), 6);
  QVERIFY(lines[0].startsWith("time,received,track,source,id_kind,id,"));
  QVERIFY2(lines[1].startsWith("2026-08-12T06:12:30.500000Z,,"), lines[1].constData());
  QVERIFY2(lines[1].contains(",86D6A1,86D6A1,SRM101,,4521,air,"), lines[1].constData());
  QVERIFY2(lines[1].contains(",35.5000000,139.7500000,10668.00,,,231.50,90.00,-3.25,leg-start"),
           lines[1].constData());
}

void TestCliInfo::exportGeoJson() {
  const Run result = run({QStringLiteral("export"), m_json, QStringLiteral("--format"),
                          QStringLiteral("geojson"), QStringLiteral("-o"), QStringLiteral("-")});
  QCOMPARE(result.code, 0);
  const QJsonArray features = result.json()[QStringLiteral("features")].toArray();
  QCOMPARE(features.size(), 2);
  const QJsonObject first = features[0].toObject();
  const QJsonArray point =
      first[QStringLiteral("geometry")].toObject()[QStringLiteral("coordinates")].toArray();
  QCOMPARE(point, (QJsonArray{139.75, 35.5, 11049.0}));
  QCOMPARE(first[QStringLiteral("properties")].toObject()[QStringLiteral("callsign")].toString(),
           QStringLiteral("SRM101"));
}

/// What an export says it has written is what is read from it again, in formats that have no plots too.
void TestCliInfo::exportsTellWhatTheyHold() {
  const QString folder = m_folder.filePath(QStringLiteral("demo"));
  QCOMPARE(run({"demo", "-o", folder}).code, 0);
  const QString part = folder + QStringLiteral("/part.sorec");
  QCOMPARE(run({"extract", folder + "/demo.pcap", "--from", "+60m", "--until", "+64m", "-o", part}).code, 0);
  const int all = run({"info", part}).file()[QStringLiteral("updates")].toInt();
  QVERIFY(all > 5000);
  for (const char* format : {"csv", "sbs", "acmi", "cot", "kml", "gpx", "dis", "asterix-pcap"}) {
    const QString path = folder + QStringLiteral("/out.") + QLatin1String(format);
    const QJsonObject told = run({"export", part, "--format", format, "-o", path}).json();
    const int plots = told[QStringLiteral("plotsLeftOut")].toInt();
    QCOMPARE(told[QStringLiteral("updates")].toInt() + plots, all);
    const Run again = run({"info", path});
    QVERIFY2(again.file()[QStringLiteral("updates")].toInt() == told[QStringLiteral("updates")].toInt(),
             qPrintable(QStringLiteral("%1: %2 of %3")
                            .arg(QLatin1String(format))
                            .arg(again.file()[QStringLiteral("updates")].toInt())
                            .arg(told[QStringLiteral("updates")].toInt())));
    QCOMPARE(plots > 0, std::string_view(format) != "csv" && std::string_view(format) != "sbs" &&
                            std::string_view(format) != "asterix-pcap");
  }
}

void TestCliInfo::exportToNowhere() {
  const QString path = m_folder.filePath(QStringLiteral("none/out.csv"));
  const Run result = run({QStringLiteral("export"), m_sbs, QStringLiteral("--format"), QStringLiteral("csv"),
                          QStringLiteral("-o"), path});
  QCOMPARE(result.code, 1);
  QVERIFY(result.err.contains(path.toUtf8()));
  const Run unknown = run({QStringLiteral("export"), m_sbs, QStringLiteral("--format=xls"),
                           QStringLiteral("-o"), m_folder.filePath(QStringLiteral("x"))});
  QCOMPARE(unknown.code, 2);
  QVERIFY(unknown.err.contains("csv"));
}

/// What goes into a recording comes out of it, and is what the files themselves give.
void TestCliInfo::importAndBack() {
  const QString path = m_folder.filePath(QStringLiteral("two.sorec"));
  const QStringList arguments = {QStringLiteral("import"), m_sbs, m_json, QStringLiteral("-o"), path};
  const Run made = run(arguments);
  QVERIFY2(made.code == 0, made.err.constData());
  QCOMPARE(made.json()[QStringLiteral("updates")].toInt(), 6);
  QCOMPARE(made.file(1)[QStringLiteral("format")].toString(), QStringLiteral("readsb"));

  const Run info = run({QStringLiteral("info"), path});
  QCOMPARE(info.code, 0);
  QCOMPARE(info.file()[QStringLiteral("format")].toString(), QStringLiteral("sorec"));
  QCOMPARE(info.file()[QStringLiteral("updates")].toInt(), 6);
  QCOMPARE(info.file()[QStringLiteral("sources")].toArray(),
           (QJsonArray{QStringLiteral("SBS-1"), QStringLiteral("readsb")}));
  QCOMPARE(info.file()[QStringLiteral("lastTime")].toString(), QStringLiteral("2026-08-12T06:12:47.000000Z"));

  const auto exported = [](const QStringList& inputs) {
    return run(QStringList{QStringLiteral("export")} + inputs +
               QStringList{QStringLiteral("--format=csv"), QStringLiteral("-o"), QStringLiteral("-")})
        .out;
  };
  const QByteArray direct = exported({m_sbs, m_json});
  QCOMPARE(direct.count('\n'), 7);
  QCOMPARE(exported({path}), direct);

  // Evidence is not overwritten by accident.
  QVERIFY(run(arguments).code != 0);
  QCOMPARE(run(arguments + QStringList{QStringLiteral("--replace")}).code, 0);
}

void TestCliInfo::importNothing() {
  const QString path = m_folder.filePath(QStringLiteral("none.sorec"));
  const Run nothing =
      run({QStringLiteral("import"), write(QStringLiteral("text"), "nothing"), QStringLiteral("-o"), path});
  QCOMPARE(nothing.code, 1);
  QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(TestCliInfo)
#include "tst_cli_info.moc"
