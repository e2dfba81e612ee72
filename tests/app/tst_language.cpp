// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Actions.h"
#include "app/AppFixture.h"
#include "app/Language.h"
#include "app/MainWindow.h"
#include "data/core/HalfWidth.h"
#include "data/core/Units.h"
#include "data/geo/CoordinateText.h"
#include "data/geo/Geodesic.h"
#include "data/ingest/live/SourceSpec.h"
#include "data/plan/Presets.h"
#include "data/plan/Properties.h"
#include "data/plan/sensors/SensorClass.h"
#include "data/time/DurationText.h"
#include "widgets/look/HalfWidthKeys.h"
#include "widgets/look/UnitText.h"
#include "widgets/map/TypedPlace.h"

#include <QDir>
#include <QDirIterator>
#include <QDoubleSpinBox>
#include <QFile>
#include <QInputMethodEvent>
#include <QLibraryInfo>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <map>

using namespace sorami;

namespace {

struct Entry {
  QStringList translations;
  bool isFinished = true;
};

/// Messages of a .ts file by context, text and note.
std::map<QStringList, Entry> readTranslations(const QString& path) {
  std::map<QStringList, Entry> entries;
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return entries;
  QXmlStreamReader xml(&file);
  QString context;
  QStringList key;
  Entry entry;
  while (!xml.atEnd()) {
    const QXmlStreamReader::TokenType token = xml.readNext();
    const QStringView name = xml.name();
    if (token == QXmlStreamReader::EndElement && name == QLatin1String("message")) entries[key] = entry;
    if (token != QXmlStreamReader::StartElement) continue;
    if (name == QLatin1String("name")) context = xml.readElementText();
    if (name == QLatin1String("message")) {
      key = {context, QString(), QString()};
      entry = {};
    }
    if (name == QLatin1String("source")) key[1] = xml.readElementText();
    if (name == QLatin1String("comment")) key[2] = xml.readElementText();
    if (name == QLatin1String("location")) key[2] += QStringLiteral(" (has a location)");
    if (name == QLatin1String("numerusform")) entry.translations.last() += xml.readElementText();
    if (name == QLatin1String("translation")) {
      entry.isFinished = !xml.attributes().hasAttribute(QStringLiteral("type"));
      entry.translations << QString();
      while (xml.readNext() == QXmlStreamReader::Characters) entry.translations.last() += xml.text();
      if (xml.isStartElement() && xml.name() == QLatin1String("numerusform")) {
        entry.translations.last() = xml.readElementText();
      }
    }
  }
  if (xml.hasError()) entries.clear();
  return entries;
}

QStringList placeholders(const QString& text) {
  static const QRegularExpression kForm(QStringLiteral("%(L?[0-9]+|n)"));
  QStringList all;
  for (auto it = kForm.globalMatch(text); it.hasNext();) all << it.next().captured();
  all.sort();
  all.removeDuplicates();
  return all;
}

/// Kana or kanji.
bool isJapanese(const QString& text) {
  static const QRegularExpression kLetters(QStringLiteral("[\\x{3040}-\\x{30ff}\\x{4e00}-\\x{9fff}]"));
  return kLetters.match(text).hasMatch();
}

}  // namespace

/// The Japanese translation is whole, and a window that is told to speak it does.
class TestLanguage : public QObject {
  Q_OBJECT

  const QString m_path = QStringLiteral(SORAMI_SOURCE_DIR "/resources/translations/sorami_ja.ts");
  std::map<QStringList, Entry> m_entries;
  QTemporaryDir m_folder;

 private Q_SLOTS:
  void initTestCase() {
    test::isolateSettings(m_folder);
    m_entries = readTranslations(m_path);
    QVERIFY2(m_entries.size() > 1000, "the translation was not found, or is no XML");
  }

  void everyTextIsTranslated() {
    QStringList problems;
    for (const auto& [key, entry] : m_entries) {
      const QString& source = key[1];
      const QString translation = entry.translations.value(0);
      const auto say = [&](const char* what) {
        problems << QStringLiteral("%1: “%2”: %3").arg(key[0], source, QLatin1String(what));
      };
      if (key[2].contains(QLatin1String("location"))) say("has a location; lupdate -locations none");
      if (!entry.isFinished || translation.isEmpty()) {
        say("not translated");
        continue;
      }
      if (placeholders(source) != placeholders(translation)) say("other placeholders");
      if (source.count(QLatin1Char('\n')) != translation.count(QLatin1Char('\n'))) say("other lines");
      if (source.count(QLatin1String(";;")) != translation.count(QLatin1String(";;")))
        say("other file types");
      // A text that ends in a space is followed by something.
      if (source.startsWith(QLatin1Char(' ')) != translation.startsWith(QLatin1Char(' ')))
        say("other margin");
      // Planning and replay: no word of fighting, as in the sources.
      if (translation.contains(QStringLiteral("交戦"))) say("a word we do not use");
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
  }

  /// Without lupdate, and also what it stumbles over.
  void everyMarkedTextIsKnown() {
    // No raw strings: moc of Qt 6.4 loses its way in them.
    static const QRegularExpression kMarked(
        QStringLiteral("(?:\\b(?:tr|QT_TR_NOOP)\\(|\\b(?:translate|QT_TRANSLATE_NOOP)\\(\\s*\"[^\"]*\",)"
                       "\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"));
    static const QRegularExpression kPiece(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    QSet<QString> known;
    for (const auto& [key, entry] : m_entries) known.insert(key[1]);
    QStringList problems;
    int found = 0;
    for (const char* room : {"app", "widgets", "data"}) {
      QDirIterator it(QStringLiteral(SORAMI_SOURCE_DIR "/") + QLatin1String(room),
                      {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                      QDirIterator::Subdirectories);
      while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString source = QString::fromUtf8(file.readAll());
        for (auto marked = kMarked.globalMatch(source); marked.hasNext();) {
          QString text;
          const QString pieces = marked.next().captured(1);
          for (auto piece = kPiece.globalMatch(pieces); piece.hasNext();) text += piece.next().captured(1);
          text.replace(QLatin1String("\\n"), QLatin1String("\n"));
          text.replace(QLatin1String("\\\""), QLatin1String("\""));
          text.replace(QLatin1String("\\\\"), QLatin1String("\\"));
          ++found;
          if (!known.contains(text)) problems << file.fileName() + QStringLiteral(": ") + text;
        }
      }
    }
    QVERIFY2(found > 1000, "the sources were not found");
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
  }

  void nothingInTheSourcesIsMissing() {
    QString tool;
    for (const char* name : {"lupdate", "lupdate-qt6", "lupdate6"}) {
      if (!tool.isEmpty()) break;
      tool = QStandardPaths::findExecutable(QString::fromLatin1(name),
                                            {QLibraryInfo::path(QLibraryInfo::BinariesPath),
                                             QLibraryInfo::path(QLibraryInfo::LibraryExecutablesPath)});
      if (tool.isEmpty()) tool = QStandardPaths::findExecutable(QString::fromLatin1(name));
    }
    if (tool.isEmpty()) QSKIP("lupdate (Debian's qt6-l10n-tools) is not installed");
    const QString fresh = m_folder.filePath(QStringLiteral("sorami_ja.ts"));
    QVERIFY(QFile::copy(m_path, fresh));
    QProcess process;
    process.setWorkingDirectory(QStringLiteral(SORAMI_SOURCE_DIR));
    process.start(tool, QStringLiteral("-I . app widgets data -locations none -no-obsolete -ts").split(' ')
                            << fresh);
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 0);
    QStringList problems;
    // What lupdate files elsewhere than where tr() looks would never be found.
    const QString said = QString::fromUtf8(process.readAllStandardError());
    for (const QString& line : said.split(QLatin1Char('\n'))) {
      const bool isMisfiled =
          (line.contains(QLatin1String("lacks Q_OBJECT")) && !line.contains(QLatin1String("'sorami'"))) ||
          line.contains(QLatin1String("unknown namespace"));
      if (isMisfiled) problems << line;
    }
    const auto now = readTranslations(fresh);
    for (const auto& [key, entry] : now) {
      if (!m_entries.contains(key))
        problems << QStringLiteral("missing, run ./dev translate: ") + key.join(QStringLiteral(" | "));
    }
    for (const auto& [key, entry] : m_entries) {
      if (!now.contains(key))
        problems << QStringLiteral("no longer used: ") + key.join(QStringLiteral(" | "));
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
  }

  void whatDataNamesIsTranslated() {
    QStringList texts;
    const auto add = [&](std::string_view text) {
      texts << QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    };
    for (int set = 0; set <= static_cast<int>(PropertySet::Drawings); ++set) {
      for (const Property& p : propertiesOf(static_cast<PropertySet>(set))) {
        add(p.title);
        add(p.group);
        for (const auto& [id, title] : p.choices) add(title);
      }
    }
    for (const SensorParameter& p : sensorParameters()) {
      add(p.name);
      add(p.help);
      add(groupName(p.group));
      for (const std::string_view choice : p.choices) add(choice);
    }
    for (const SensorClass& c : sensorClasses()) {
      add(c.name);
      add(c.summary);
      for (const SensorPreset& preset : c.presets) add(preset.name);
    }
    for (const SitePreset& preset : sitePresets()) add(preset.title);
    QStringList missing;
    for (const QString& text : texts) {
      if (!text.isEmpty() && !m_entries.contains({QStringLiteral("sorami"), text, QString()}))
        missing << text;
    }
    missing.removeDuplicates();
    QVERIFY2(missing.isEmpty(),
             qPrintable(QStringLiteral("not marked by QT_TR_NOOP: ") + missing.join(QStringLiteral(" | "))));
  }

  void theSystemsLanguageOrTheChosenOne() {
    if (!languages().contains(QStringLiteral("ja"))) QSKIP("built without lrelease: English only");
    QCOMPARE(languages().first(), QStringLiteral("en"));
    QCOMPARE(languageFor({}, {QStringLiteral("ja-JP"), QStringLiteral("en-US")}), QStringLiteral("ja"));
    QCOMPARE(languageFor({}, {QStringLiteral("en-GB"), QStringLiteral("ja-JP")}), QStringLiteral("en"));
    QCOMPARE(languageFor({}, {QStringLiteral("de-DE"), QStringLiteral("ja")}), QStringLiteral("ja"));
    QCOMPARE(languageFor({}, {QStringLiteral("de-DE")}), QStringLiteral("en"));
    QCOMPARE(languageFor(QStringLiteral("ja"), {QStringLiteral("en-GB")}), QStringLiteral("ja"));
    QCOMPARE(languageFor(QStringLiteral("en"), {QStringLiteral("ja-JP")}), QStringLiteral("en"));
    QCOMPARE(languageFor(QStringLiteral("xx"), {QStringLiteral("ja-JP")}), QStringLiteral("ja"));
    QCOMPARE(languageName(QStringLiteral("ja")), QStringLiteral("日本語"));
  }

  /// A Japanese keyboard types full-width letters, digits and signs.
  void everyEntryReadsFullWidth() {
    QCOMPARE(numberFrom(QStringLiteral("−１２．５")), std::optional<double>(-12.5));
    QCOMPARE(numberFrom(QStringLiteral("ー３，２５")), std::optional<double>(-3.25));
    QVERIFY(!numberFrom(QStringLiteral("一二")));
    const Result<LatLon> place = parseCoordinate("３６°１２′００″Ｎ　１３３°０６′００″Ｅ");
    QVERIFY(place.ok());
    QVERIFY(std::abs(place->lat - 36.2) < 1e-9 && std::abs(place->lon - 133.1) < 1e-9);
    const Result<LatLon> polar =
        typedPlace(QStringLiteral("０９０／２０ＮＭ"), LatLon{0, 133}, UnitProfile::Air);
    QVERIFY(polar.ok());
    QVERIFY(std::abs(geodesic({0, 133}, *polar).distance - 20 * kNauticalMile) < 1e-6);
    QCOMPARE(parseDuration("−３ｈ３０ｍ"), std::optional<Micros>(-(3 * kHour + 30 * kMinute)));
    SensorParameters sensor;
    QVERIFY(setParameter(*sensorParameter("blanked"), sensor, "３５０－２０，９０－１００").ok());
    QCOMPARE(sensor.blanked.size(), std::size_t{2});
    QVERIFY(setParameter(*sensorParameter("antennaHeight"), sensor, "２５．５").ok());
    QCOMPARE(sensor.antennaHeight, 25.5);
    QVERIFY(parseSource(halfWidth(QStringLiteral("ｔｃｐ：／／ｌｏｃａｌｈｏｓｔ：３０００３")).toStdString())
                .ok());
    for (const Property& p : propertiesOf(PropertySet::Threats)) {
      if (p.kind != Property::Kind::Time) continue;
      const Result<PropertyValue> time = valueFrom(p, "２０２６－０８－１２Ｔ０６：１２：３０Ｚ");
      QVERIFY(time.ok());
      QCOMPARE(std::get<std::string>(*time), valueText(*valueFrom(p, "2026-08-12T06:12:30Z")));
    }
  }

  void spinBoxesTakeFullWidthDigits() {
    HalfWidthKeys keys;
    qApp->installEventFilter(&keys);
    QDoubleSpinBox box;
    box.setRange(-100, 100);
    box.show();
    box.selectAll();
    QKeyEvent typed(QEvent::KeyPress, 0, Qt::NoModifier, QStringLiteral("−"));
    QCoreApplication::sendEvent(&box, &typed);
    QInputMethodEvent composed;
    composed.setCommitString(QStringLiteral("１２．５"));
    QCoreApplication::sendEvent(&box, &composed);
    box.interpretText();
    QCOMPARE(box.value(), -12.5);
  }

  void theMenuKeepsTheChoice() {
    MainWindow window;
    Actions& actions = window.actionList();
    QVERIFY(actions[QStringLiteral("language.system")]->isChecked());
    for (const QString& code : languages()) {
      actions[QStringLiteral("language.") + code]->trigger();
      QCOMPARE(chosenLanguage(), code);
    }
    QVERIFY(!actions[QStringLiteral("language.system")]->isChecked());
    actions[QStringLiteral("language.system")]->trigger();
    QVERIFY(chosenLanguage().isEmpty());
  }

  /// Last, for the language stays.
  void aJapaneseWindowHasJapaneseMenus() {
    if (!languages().contains(QStringLiteral("ja"))) QSKIP("built without lrelease: English only");
    loadLanguage(QStringLiteral("ja"));
    MainWindow window;
    window.resize(1400, 900);
    window.show();
    QStringList problems;
    for (const Actions::Entry& entry : window.actionList().entries()) {
      if (entry.id == QLatin1String("language.en")) continue;
      if (!isJapanese(entry.action->text()))
        problems << entry.id + QStringLiteral(": ") + entry.action->text();
      if (!isJapanese(entry.group)) problems << entry.id + QStringLiteral(" in ") + entry.group;
    }
    for (const QMenu* menu : window.findChildren<QMenu*>()) {
      if (!menu->title().isEmpty() && !isJapanese(menu->title())) problems << menu->title();
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    if (const QString folder = qEnvironmentVariable("SORAMI_PICTURES"); !folder.isEmpty()) {
      window.grab().save(folder + QStringLiteral("/japanese.png"));
    }
  }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
