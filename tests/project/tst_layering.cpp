// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

/// Rooms from the ground up; a file may include its own room's headers and those of lower ones.
int levelOf(const QString& path) {
  if (path.startsWith(QLatin1String("data/"))) return 0;
  if (path.startsWith(QLatin1String("widgets/scene/"))) return 1;
  if (path.startsWith(QLatin1String("widgets/"))) return 2;
  if (path.startsWith(QLatin1String("app/"))) return 3;
  return -1;
}

}  // namespace

/// The one-way rule, app → widgets → data, read from the #include lines.
class TestLayering : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void nothingIncludesUpward() {
    const QString root = QStringLiteral(SORAMI_SOURCE_DIR "/");
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    static const QRegularExpression guiHeader(QStringLiteral(
        "^(QtGui|QtWidgets|QPainter|QImage|QPixmap|QColor|QFont|QWidget|QApplication|QGuiApplication)"));
    int files = 0;
    QStringList problems;
    for (const char* room : {"data", "widgets", "app"}) {
      QDirIterator it(root + QLatin1String(room), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                      QDir::Files, QDirIterator::Subdirectories);
      while (it.hasNext()) {
        const QString path = it.next();
        const QString name = path.mid(root.size());
        const int level = levelOf(name);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly | QIODevice::Text));
        ++files;
        int line = 0;
        while (!file.atEnd()) {
          ++line;
          const QRegularExpressionMatch match = include.match(QString::fromUtf8(file.readLine()));
          if (!match.hasMatch()) continue;
          const QString target = match.captured(1);
          const QString where = QStringLiteral("%1:%2 includes %3").arg(name).arg(line).arg(target);
          if (target.contains(QLatin1String(".."))) problems << where + QStringLiteral(" by a relative path");
          if (levelOf(target) > level) problems << where + QStringLiteral(", which is above it");
          if (level == 0 && guiHeader.match(target).hasMatch())
            problems << where + QStringLiteral(": no pictures in data");
        }
      }
    }
    QVERIFY2(files > 20, "the sources were not found");
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
  }

  void everyFileNamesItsLicence() {
    const QString root = QStringLiteral(SORAMI_SOURCE_DIR "/");
    QStringList without;
    for (const char* room : {"data", "widgets", "app", "tests"}) {
      QDirIterator it(root + QLatin1String(room), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                      QDir::Files, QDirIterator::Subdirectories);
      while (it.hasNext()) {
        const QString path = it.next();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (!file.read(400).contains("SPDX-License-Identifier: GPL-3.0-or-later"))
          without << path.mid(root.size());
      }
    }
    QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
  }
};

QTEST_APPLESS_MAIN(TestLayering)
#include "tst_layering.moc"
