// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BriefDesk.h"
#include "app/Hands.h"
#include "app/MainWindow.h"
#include "app/Presenter.h"
#include "widgets/map/MapWidget.h"
#include "widgets/panels/MessageArea.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QScreen>
#include <QTest>

/// What Qt's platform plugins offer by name, as far as it is asked here: Qt does not install its header.
class QPlatformNativeInterface : public QObject {
 public:
  virtual void* nativeResourceForIntegration(const QByteArray& resource);
};

using namespace sorami;

namespace {

QJsonObject screensOf(std::initializer_list<const char*> names) {
  QJsonArray screens;
  int x = 0;
  for (const char* name : names) {
    screens.append(QJsonObject{{QStringLiteral("name"), QString::fromLatin1(name)},
                               {QStringLiteral("x"), x},
                               {QStringLiteral("y"), 0},
                               {QStringLiteral("width"), 1280},
                               {QStringLiteral("height"), 800},
                               {QStringLiteral("logicalDpi"), 96},
                               {QStringLiteral("logicalBaseDpi"), 96},
                               {QStringLiteral("dpr"), 1}});
    x += 1280;
  }
  return {{QStringLiteral("synchronousWindowSystemEvents"), false},
          {QStringLiteral("windowFrameMargins"), true},
          {QStringLiteral("screens"), screens}};
}

/// Plugs screens in and out while the program runs.
bool plug(std::initializer_list<const char*> names) {
  QPlatformNativeInterface* native = QGuiApplication::platformNativeInterface();
  using Set = void (*)(const QJsonObject&, QPlatformNativeInterface*);
  const auto set =
      native ? reinterpret_cast<Set>(native->nativeResourceForIntegration("setConfiguration")) : nullptr;
  if (!set) return false;
  set(screensOf(names), native);
  QCoreApplication::processEvents();
  return true;
}

}  // namespace

/// A screen that is lost, or comes back, in the middle of a talk.
class TestLostScreen : public QObject, protected test::WindowTest {
  Q_OBJECT

  Presenter& presenter() { return m_window->presenter(); }

 private Q_SLOTS:
  void init() {
    if (!plug({"stage", "desk"})) QSKIP("this Qt cannot unplug a screen of its offscreen platform");
    QCOMPARE(QGuiApplication::screens().size(), 2);
    QVERIFY(openWindow({1200, 760}));
    session().openPlan(test::makePlan(), {});
    session().setStore(test::makeRecording(6));
    for (int i = 0; i < 3; ++i) {
      session().command(ClockCommand::Seek{test::recordingStart() + (10 + 10 * i) * kMinute});
      m_window->briefing().addStep();
    }
    Storyboard story = m_window->briefing().story();
    for (StoryStep& step : story.steps) step.notes = "For the speaker only";
    m_window->briefing().setStory(story, QStringLiteral("notes"));
    QVERIFY(presenter().begin(1));
    QVERIFY(m_window->isFullScreen());
    QVERIFY(presenter().speaker());
    QVERIFY(presenter().speaker()->screen() != m_window->screen());
  }
  void cleanup() { m_window.reset(); }

  /// The speaker's: the notes must not come over the picture.
  void theSpeakersScreenGoesAndComesBack() {
    const Storyboard before = m_window->briefing().story();
    QVERIFY(plug({"stage"}));
    QCOMPARE(QGuiApplication::screens().size(), 1);
    QVERIFY(!presenter().speaker() || !presenter().speaker()->isVisible());
    QVERIFY(presenter().isOn());
    QCOMPARE(m_window->briefing().step(), 1);
    for (QWidget* widget : QApplication::topLevelWidgets()) {
      if (!widget->isVisible()) continue;
      for (const auto* notes : widget->findChildren<QPlainTextEdit*>(QStringLiteral("speakerNotes")))
        QVERIFY(!notes->isVisible());
    }
    QTRY_VERIFY(m_window->isActiveWindow());
    // The remote still works, and what was lost is told when the talk is over.
    key(Qt::Key_PageDown);
    QCOMPARE(m_window->briefing().step(), 2);
    QVERIFY(plug({"stage", "desk"}));
    QTRY_VERIFY(presenter().speaker() && presenter().speaker()->isVisible());
    QVERIFY(presenter().speaker()->screen() != m_window->screen());
    auto* notes = presenter().speaker()->findChild<QPlainTextEdit*>(QStringLiteral("speakerNotes"));
    QCOMPARE(notes->toPlainText(), QStringLiteral("For the speaker only"));
    presenter().end();
    QVERIFY(
        m_window->messages()->texts().join(QLatin1Char('\n')).contains(QStringLiteral("screen was lost")));
    QVERIFY(m_window->briefing().story() == before);
    QVERIFY(session().store());
  }

  /// The audience's: the picture goes on on the screen that is left, without the notes.
  void theStageGoes() {
    const QString stage = m_window->screen()->name();
    QVERIFY(plug({stage == QStringLiteral("stage") ? "desk" : "stage"}));
    QCOMPARE(QGuiApplication::screens().size(), 1);
    QVERIFY(presenter().isOn());
    QVERIFY(!presenter().speaker() || !presenter().speaker()->isVisible());
    QTRY_VERIFY(m_window->screen()->geometry().intersects(m_window->geometry()));
    QVERIFY(m_window->isVisible() && m_window->isFullScreen());
    QCOMPARE(m_window->briefing().step(), 1);
    QTRY_VERIFY(m_window->isActiveWindow());
    // Asked for, the notes come to the one screen there is.
    key(Qt::Key_F5, Qt::ControlModifier);
    QTRY_VERIFY(presenter().speaker() && presenter().speaker()->isVisible());
    QTest::keyClick(presenter().speaker(), Qt::Key_PageUp);
    QCOMPARE(m_window->briefing().step(), 0);
    presenter().end();
    QVERIFY(m_window->timeline());
    QTRY_VERIFY(!presenter().isOn() && !presenter().speaker());
  }

  /// Without a talk it is nothing to speak of.
  void noTalkNoMessage() {
    presenter().end();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(plug({"stage"}));
    QVERIFY(plug({"stage", "desk"}));
    QVERIFY(!presenter().speaker());
    QVERIFY(!m_window->messages()->texts().join(QLatin1Char('\n')).contains(QStringLiteral("screen")));
  }
};

int main(int argc, char** argv) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("screens.json"));
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return 1;
  file.write(QJsonDocument(screensOf({"stage", "desk"})).toJson());
  file.close();
  qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + path.toUtf8());
  QApplication application(argc, argv);
  TestLostScreen test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_lostscreen.moc"
