// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MainWindow.h"

#include <QMap>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace sorami;

class TestKeys : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// A key that two actions have does nothing: Qt calls it ambiguous.
  void eachKeyBelongsToOneAction() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("sorami"));
    QCoreApplication::setApplicationName(QStringLiteral("sorami-test-keys"));
    QSettings().clear();
    MainWindow window;
    QMap<QString, QStringList> users;
    for (const Actions::Entry& entry : window.actionList().entries())
      for (const QKeySequence& key : entry.defaults) users[key.toString()] << entry.id;
    QStringList shared;
    for (auto it = users.begin(); it != users.end(); ++it)
      if (it->size() > 1) shared << it.key() + QStringLiteral(": ") + it->join(QStringLiteral(", "));
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(QStringLiteral("; "))));
    QVERIFY(users.size() > 60);
  }
};

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
