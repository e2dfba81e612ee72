// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/Resources.h"
#include "widgets/scene/Theme.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace sorami;

namespace {

using Rgb = std::array<double, 3>;

/// IEC 61966-2-1 to linear light.
double linear(double c) {
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

Rgb linearOf(const QColor& c) {
  return {linear(c.redF()), linear(c.greenF()), linear(c.blueF())};
}

/// WCAG 2.1 relative luminance and contrast ratio.
double luminance(const QColor& c) {
  const Rgb v = linearOf(c);
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
}

double contrast(const QColor& a, const QColor& b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// CIE L*a*b*, D65.
Rgb lab(const Rgb& v) {
  const double x = (0.4124 * v[0] + 0.3576 * v[1] + 0.1805 * v[2]) / 0.95047;
  const double y = 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
  const double z = (0.0193 * v[0] + 0.1192 * v[1] + 0.9505 * v[2]) / 1.08883;
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double distance(const Rgb& a, const Rgb& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/// Full dichromacy, matrices for linear RGB of Machado, Oliveira and Fernandes, "A Physiologically-based
/// Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0.
struct Deficiency {
  const char* name;
  std::array<double, 9> m;
};
constexpr Deficiency kDeficiencies[] = {
    {"none", {1, 0, 0, 0, 1, 0, 0, 0, 1}},
    {"protanopia",
     {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998}},
    {"deuteranopia",
     {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881}},
    {"tritanopia",
     {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}},
};

Rgb seen(const QColor& c, const Deficiency& d) {
  const Rgb v = linearOf(c);
  Rgb out{};
  for (std::size_t row = 0; row < 3; ++row) {
    const double sum = d.m[row * 3] * v[0] + d.m[row * 3 + 1] * v[1] + d.m[row * 3 + 2] * v[2];
    out[row] = std::clamp(sum, 0.0, 1.0);
  }
  return lab(out);
}

QByteArray describe(const QString& theme, const char* what, double value) {
  return QStringLiteral("%1: %2 is %3").arg(theme, QLatin1String(what)).arg(value, 0, 'f', 2).toUtf8();
}

}  // namespace

class TestTheme : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyThemeIsComplete() {
    QCOMPARE(themeIds().size(), 3);
    for (const QString& id : themeIds()) {
      const Result<Theme> theme = loadTheme(id);
      QVERIFY2(theme.ok(), theme.ok() ? "" : theme.error().text().c_str());
      QCOMPARE(theme->id, id);
      QVERIFY(theme->hypsometric.size() >= 6);
      QVERIFY(theme->bathymetric.size() >= 3);
      QVERIFY(theme->coverageBands.size() >= 3);
      QVERIFY(!theme->textFont.isEmpty() && !theme->monoFont.isEmpty());
      QCOMPARE(theme->colourOf(Affiliation::AssumedFriend), theme->colourOf(Affiliation::Friend));
    }
  }

  /// Takes each member away in turn, and spoils it: the error must name it.
  void aMissingMemberIsNamed() {
    const QJsonObject whole =
        QJsonDocument::fromJson(sceneResource(QStringLiteral("themes/night.json"))).object();
    QVERIFY(whole.size() > 40);
    for (const QString& name : whole.keys()) {
      QJsonObject cut = whole;
      cut.remove(name);
      const Result<Theme> missing = parseTheme(QJsonDocument(cut).toJson(), QStringLiteral("test.json"));
      QVERIFY2(!missing.ok(), qPrintable(name));
      QVERIFY2(missing.error().what.find(name.toStdString()) != std::string::npos,
               missing.error().text().c_str());
      cut.insert(name, QJsonValue::Null);
      QVERIFY2(!parseTheme(QJsonDocument(cut).toJson(), QStringLiteral("test.json")).ok(), qPrintable(name));
    }
  }

  void badThemesAreRefused() {
    QVERIFY(!loadTheme(QStringLiteral("noon")).ok());
    QVERIFY(!loadTheme(QStringLiteral("../banners")).ok());
    QVERIFY(!parseTheme("", QStringLiteral("empty")).ok());
    const Result<Theme> cut = parseTheme("{\"id\": \"x\",", QStringLiteral("cut.json"));
    QVERIFY(!cut.ok());
    QVERIFY(cut.error().text().find("cut.json") != std::string::npos);
  }

  void textStandsOutOnItsGround() {
    for (const QString& id : themeIds()) {
      const Result<Theme> loaded = loadTheme(id);
      QVERIFY(loaded.ok());
      const Theme& t = *loaded;
      struct Pair {
        const char* name;
        QColor text;
        QColor ground;
      };
      std::vector<Pair> pairs;
      for (const QColor& ground : {t.window, t.panel, t.panelRaised}) {
        pairs.push_back({"text", t.text, ground});
        pairs.push_back({"muted text", t.textMuted, ground});
        pairs.push_back({"accent", t.accent, ground});
        pairs.push_back({"warning", t.warning, ground});
        pairs.push_back({"error", t.error, ground});
        pairs.push_back({"ok", t.ok, ground});
      }
      pairs.push_back({"text on accent", t.accentText, t.accent});
      for (const QColor& ground : {t.sea, t.land}) {
        pairs.push_back({"label text", t.labelText, ground});
        pairs.push_back({"place name", t.place, ground});
        pairs.push_back({"graticule label", t.graticuleLabel, ground});
        pairs.push_back({"coverage label", t.coverageLabel, ground});
      }
      QColor plate = t.labelPlate;
      plate.setAlpha(255);
      pairs.push_back({"label text on plate", t.labelText, plate});
      // The heights labels are most often read on: lowland up to 2 000 m.
      for (std::size_t i = 0; i < 4 && i < t.hypsometric.size(); ++i) {
        pairs.push_back({"label text on relief", t.labelText, t.hypsometric[i]});
      }
      for (const Pair& p : pairs) {
        const double ratio = contrast(p.text, p.ground);
        QVERIFY2(ratio >= 4.5, describe(id, p.name, ratio));
      }
    }
  }

  void coverageBandsAreToldApartByEveryEye() {
    for (const QString& id : themeIds()) {
      const Result<Theme> t = loadTheme(id);
      QVERIFY(t.ok());
      for (const Deficiency& eye : kDeficiencies) {
        std::vector<Rgb> bands;
        for (const QColor& band : t->coverageBands) bands.push_back(seen(band, eye));
        for (std::size_t i = 0; i < bands.size(); ++i) {
          for (std::size_t j = i + 1; j < bands.size(); ++j) {
            QVERIFY2(distance(bands[i], bands[j]) >= 10,
                     describe(id, eye.name, distance(bands[i], bands[j])));
          }
          if (i == 0) continue;
          // Lightness alone orders them: from the lowest band on they fade into the ground.
          const double step = t->isDark ? bands[i - 1][0] - bands[i][0] : bands[i][0] - bands[i - 1][0];
          QVERIFY2(step >= 7, describe(id, eye.name, step));
        }
      }
    }
  }

  void coverageIsNoAffiliation() {
    for (const QString& id : themeIds()) {
      const Result<Theme> t = loadTheme(id);
      QVERIFY(t.ok());
      std::vector<QColor> ambers = t->coverageBands;
      ambers.push_back(t->coverageEdge);
      for (const QColor& amber : ambers) {
        for (const QColor& side : t->affiliation) {
          const double apart = distance(lab(linearOf(amber)), lab(linearOf(side)));
          QVERIFY2(apart >= 20, describe(id, "coverage to affiliation", apart));
        }
        // One family: all hues within a few degrees of amber.
        QVERIFY2(amber.hsvHue() >= 28 && amber.hsvHue() <= 42, describe(id, "hue", amber.hsvHue()));
      }
    }
  }

  void landIsBarelyLighterThanTheSea() {
    for (const QString& id : themeIds()) {
      const Result<Theme> t = loadTheme(id);
      QVERIFY(t.ok());
      const double step = lab(linearOf(t->land))[0] - lab(linearOf(t->sea))[0];
      QVERIFY2(step > 2 && step < 12, describe(id, "land over sea", step));
      QVERIFY2(contrast(t->landEdge, t->sea) > 2, describe(id, "coast", contrast(t->landEdge, t->sea)));
    }
  }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
