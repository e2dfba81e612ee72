// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppFixture.h"
#include "app/DiagramDesk.h"
#include "app/MainWindow.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "data/plan/sensors/SensorClass.h"
#include "widgets/panels/SensorForm.h"
#include "widgets/panels/VerticalPanel.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

using namespace sorami;

namespace {

/// Pictures to look at go to the folder this names.
void keep(QWidget& widget, const char* name) {
  const QString folder = qEnvironmentVariable("SORAMI_SHOTS");
  if (!folder.isEmpty()) widget.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + ".png");
}

}  // namespace

/// The diagrams below the map and the form of a sensor, in the window.
class TestDiagrams : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(m_folder.isValid());
    qputenv("SORAMI_DATA_DIR",
            qgetenv("SORAMI_SHOTS_DATA").isEmpty() ? m_folder.path().toUtf8() : qgetenv("SORAMI_SHOTS_DATA"));
    test::isolateSettings(m_folder);
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1500, 950);
    m_window->show();
    Plan plan = demo::makeDemoPlan();
    m_window->session().openPlan(plan, {});
    m_window->session().selectSite("r-sado");
  }

  void verticalDiagramFollowsThePointer() {
    Session& s = m_window->session();
    (*m_window->actionList()[QStringLiteral("diagram.vertical")]).trigger();
    VerticalPanel* panel = m_window->diagrams()->vertical();
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->cut() != nullptr, 20'000);
    QVERIFY(!panel->cut()->contours.empty());
    const LatLon site = s.plan()->site("r-sado")->position;
    s.setPointer(geodesicPoint(site, 75, 150e3));
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(panel->cut()->azimuthDeg - 75) < 0.1, 20'000);
    keep(*m_window, "vertical");
    // And back: what is pointed at in the diagram is told to the map.
    QSignalSpy pointed(panel, &VerticalPanel::pointed);
    auto* view = panel->findChild<DiagramView*>();
    QVERIFY(view);
    const QPointF middle(view->width() / 2.0, view->height() / 2.0);
    QMouseEvent move(QEvent::MouseMove, middle, view->mapToGlobal(middle), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(view, &move);
    QCOMPARE(pointed.count(), 1);
    const auto at = pointed.first().first().value<std::optional<LatLon>>();
    QVERIFY(at);
    const GeodesicLine line = geodesic(site, *at);
    QVERIFY(std::abs(line.azimuthFromDeg - 75) < 0.2);
    QVERIFY(line.distance > 20e3);
  }

  void exportsEveryFormat() {
    VerticalPanel* panel = m_window->diagrams()->vertical();
    for (const char* ending : {"png", "svg", "pdf"}) {
      const QString path = m_folder.filePath(QStringLiteral("cut.") + QLatin1String(ending));
      QVERIFY(panel->exportTo(path).ok());
      QFile file(path);
      QVERIFY(file.open(QIODevice::ReadOnly));
      QVERIFY(file.size() > 4000);
    }
    QImage image(m_folder.filePath(QStringLiteral("cut.png")));
    QCOMPARE(image.size(), QSize(2800, 1240));
    const Status wrong = panel->exportTo(m_folder.filePath(QStringLiteral("cut.bmp")));
    QVERIFY(!wrong.ok());
    QVERIFY(!panel->exportTo(QStringLiteral("/no/such/folder/cut.png")).ok());
  }

  void profileBetweenTwoPlaces() {
    m_window->diagrams()->profileBetween({36, 138}, "A", {36.4, 138.9}, "B");
    ProfilePanel* panel = m_window->diagrams()->profile();
    QVERIFY(panel);
    QTRY_VERIFY_WITH_TIMEOUT(panel->profile() != nullptr, 20'000);
    QVERIFY(std::abs(panel->profile()->length - geodesic({36, 138}, {36.4, 138.9}).distance) < 1);
    keep(*m_window, "profile");
    QVERIFY(panel->exportTo(m_folder.filePath(QStringLiteral("profile.svg"))).ok());
  }

  void layersAndStocks() {
    (*m_window->actionList()[QStringLiteral("diagram.defence")]).trigger();
    DefencePanel* panel = m_window->diagrams()->defence();
    QVERIFY(panel);
    QVERIFY(!panel->sums().empty());
    QVERIFY(panel->exportTo(m_folder.filePath(QStringLiteral("layers.pdf"))).ok());
    QTest::qWait(300);
    keep(*m_window, "defence");
  }

  void formRefusesWhatCannotBe() {
    SensorForm form;
    SensorParameters sensor = sensorClass("long-range-3d")->presets[0].parameters;
    form.setSensor(SiteKind::LongRangeRadar, sensor);
    form.resize(320, 1400);
    form.show();
    keep(form, "form");
    QSignalSpy edited(&form, &SensorForm::edited);
    const auto type = [&](const char* id, const char* text) {
      FormField* field = form.field(QString::fromLatin1(id));
      field->edit()->setText(QString::fromLatin1(text));
      field->edit()->setModified(true);
      QTest::keyClick(field->edit(), Qt::Key_Return);
      return field->problem();
    };
    QVERIFY(type("requiredPd", "1.2").contains(QStringLiteral("0.01 to 0.999")));
    QVERIFY(type("prf", "1000").contains(QStringLiteral("unambiguous")));
    QVERIFY(type("elevationMax", "-3").contains(QStringLiteral("above the lowest elevation")));
    QCOMPARE(edited.count(), 0);
    QVERIFY(type("requiredPd", "0.9").isEmpty());
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited.first().first().value<SensorParameters>().requiredPd, 0.9);
    // Another class shows other parameters.
    form.setSensor(SiteKind::Passive, sensorClass("passive")->presets[0].parameters);
    QVERIFY(form.field(QStringLiteral("sensitivity")));
    QVERIFY(!form.field(QStringLiteral("peakPower")));
  }

  void cleanupTestCase() { m_window.reset(); }

 private:
  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestDiagrams)
#include "tst_diagrams.moc"
