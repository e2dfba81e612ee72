// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandWords.h"
#include "app/MainWindow.h"

#include <QLineEdit>
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

  /// Who searches for what other programs call it finds it here too, and no word leads to what is gone.
  void whatOthersCallIt() {
    MainWindow window;
    for (const QString& id : actionsWithOtherWords())
      QVERIFY2(window.actionList()[id] != nullptr, qPrintable(id));
    const std::pair<const char*, const char*> kAsked[] = {
        {"raw data", "records.show"}, {"ppi", "view.scope"},         {"screenshot", "handOver"},
        {"cpa", "track.closest"},     {"DTED", "file.addTerrain"},   {"print", "plan.sheet"},
        {"shortcuts", "keys"},        {"perspective", "layout.keep"}};
    auto* search = window.findChild<CommandSearch*>();
    QVERIFY(search);
    for (const auto& [words, id] : kAsked) {
      QAction* action = window.actionList()[QString::fromLatin1(id)];
      action->setEnabled(true);
      search->activate();
      search->edit()->setText(QString());
      QTest::keyClicks(search->edit(), QString::fromLatin1(words));
      QVERIFY2(search->hitCount() > 0, words);
      QCOMPARE(search->hit(0).text, action->text());
    }
  }
};

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
