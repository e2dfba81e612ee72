// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/Vectors.h"
#include "data/coverage/physics/Detection.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace sorami;
using namespace sorami::physics;

/// Detection probability against the project's table of exact figures, closed forms and the laws it must
/// obey.
class TestPhysicsDetection : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void vectors() {
    const auto rows = vectors::csv("detection_snr.csv");
    QCOMPARE(rows.size(), std::size_t{150});
    double exact = 0;
    double albersheim = 0;
    double shnidman = 0;
    for (const auto& row : rows) {
      const int pulses = static_cast<int>(row[2]);
      const auto swerling = static_cast<Swerling>(static_cast<int>(row[3]));
      const Result<double> snr = requiredSnrDb(row[0], row[1], pulses, swerling);
      QVERIFY2(snr.ok(), snr.ok() ? "" : snr.error().text().c_str());
      exact = std::max(exact, std::abs(*snr - row[4]));
      if (!std::isnan(row[5]))
        albersheim = std::max(albersheim, std::abs(albersheimSnrDb(row[0], row[1], pulses) - row[5]));
      shnidman = std::max(shnidman, std::abs(shnidmanSnrDb(row[0], row[1], pulses, swerling) - row[6]));
    }
    qInfo("150 rows: exact within %.2e dB, Albersheim %.2e dB, Shnidman %.2e dB", exact, albersheim,
          shnidman);
    QVERIFY(exact <= 2e-6);  // the table has six decimals
    QVERIFY(albersheim <= 1e-6);
    QVERIFY(shnidman <= 1e-6);
  }

  void publishedFigures() {
    // One pulse, Pd 0.9, Pfa 1e-6, and ten pulses (the project's survey, to 0.001 dB).
    const double one[] = {13.183, 21.144, 21.144, 17.296, 17.296};
    const double ten[] = {5.267, 13.500, 6.292, 9.601, 5.806};
    for (int c = 0; c < 5; ++c) {
      QVERIFY(std::abs(*requiredSnrDb(0.9, 1e-6, 1, static_cast<Swerling>(c)) - one[c]) < 0.0006);
      QVERIFY(std::abs(*requiredSnrDb(0.9, 1e-6, 10, static_cast<Swerling>(c)) - ten[c]) < 0.0006);
    }
    // The inputs of Blake's example of 1972 and of the MARSWR program.
    const double blake[] = {10.654, 18.689, 14.826, 14.826, 12.865};
    for (int c = 0; c < 5; ++c)
      QVERIFY(std::abs(*requiredSnrDb(0.9, 1e-6, 2, static_cast<Swerling>(c)) - blake[c]) < 0.0006);
    const double pd =
        detectionProbability(fromDb(12.86), detectionThreshold(1e-6, 2), 2, Swerling::PulseOneLarge);
    QVERIFY(std::abs(pd - 0.8997) < 5e-5);
  }

  void closedForms() {
    // One pulse: T = -ln Pfa; Swerling 1 and 2: Pd = Pfa^(1/(1+snr)).
    for (const double pfa : {1e-15, 1e-10, 1e-6, 1e-3, 0.1}) {
      const double t = detectionThreshold(pfa, 1);
      QVERIFY(std::abs(t / -std::log(pfa) - 1) < 1e-13);
      for (const double snr : {0.001, 0.1, 1.0, 10.0, 1000.0}) {
        const double wanted = std::pow(pfa, 1 / (1 + snr));
        QVERIFY(std::abs(detectionProbability(snr, t, 1, Swerling::ScanRayleigh) - wanted) < 1e-12);
        QVERIFY(std::abs(detectionProbability(snr, t, 1, Swerling::PulseRayleigh) - wanted) < 1e-12);
        // Case 3, one pulse (Meyer and Mayer): (1 + 2 snr T/(2+snr)^2) exp(-2T/(2+snr)).
        const double a = 2 + snr;
        const double three = std::exp(-2 * t / a) * (1 + 2 * snr * t / (a * a));
        QVERIFY(std::abs(detectionProbability(snr, t, 1, Swerling::ScanOneLarge) - three) < 1e-12);
        QVERIFY(std::abs(detectionProbability(snr, t, 1, Swerling::PulseOneLarge) - three) < 1e-12);
      }
    }
    for (const int pulses : {1, 2, 7, 100, 3000, 100000})
      for (const double pfa : {1e-15, 1e-6, 0.1}) {
        const double t = detectionThreshold(pfa, pulses);
        QVERIFY(std::abs(falseAlarmProbability(t, pulses) / pfa - 1) < 1e-8);
        for (int c = 0; c < 5; ++c)
          QVERIFY(std::abs(detectionProbability(0, t, pulses, static_cast<Swerling>(c)) / pfa - 1) < 1e-8);
      }
  }

  void againstSimulation() {
    // Drawing the target and the noise, not summing series: shares nothing with the code under test.
    std::mt19937_64 random(20240607);
    std::normal_distribution<double> normal(0, std::sqrt(0.5));
    std::exponential_distribution<double> exponential(1);
    const int pulses = 6;
    const double threshold = detectionThreshold(1e-3, pulses);
    const double snr = 1.2;
    const int trials = 60000;
    for (int c = 0; c < 5; ++c) {
      int hits = 0;
      for (int i = 0; i < trials; ++i) {
        double power = snr;
        double sum = 0;
        for (int n = 0; n < pulses; ++n) {
          const bool renew = n == 0 || c == 2 || c == 4;
          if (renew && (c == 1 || c == 2)) power = snr * exponential(random);
          if (renew && (c == 3 || c == 4)) power = snr * 0.5 * (exponential(random) + exponential(random));
          const double x = std::sqrt(power) + normal(random);
          const double y = normal(random);
          sum += x * x + y * y;
        }
        hits += sum > threshold;
      }
      const double pd = detectionProbability(snr, threshold, pulses, static_cast<Swerling>(c));
      const double sigma = std::sqrt(pd * (1 - pd) / trials);
      QVERIFY2(std::abs(double(hits) / trials - pd) < 4.5 * sigma, qPrintable(QString::number(c)));
    }
  }

  void monotone() {
    for (int c = 0; c < 5; ++c)
      for (const int pulses : {1, 3, 30, 1000})
        for (const double pfa : {1e-12, 1e-6, 1e-2}) {
          const auto swerling = static_cast<Swerling>(c);
          const double t = detectionThreshold(pfa, pulses);
          double before = 0;
          for (double db = -50; db <= 80; db += 0.5) {
            const double pd = detectionProbability(fromDb(db), t, pulses, swerling);
            QVERIFY(pd >= before - 1e-11 && pd >= pfa * (1 - 1e-6) && pd <= 1);
            before = pd;
          }
        }
  }

  void ordering() {
    // Where a high Pd is wanted, what fluctuates needs more; slow fluctuation needs more than fast, many
    // scatterers more than one large.
    for (const int pulses : {2, 5, 20, 100})
      for (const double pfa : {1e-8, 1e-4}) {
        double snr[5];
        for (int c = 0; c < 5; ++c) snr[c] = *requiredSnrDb(0.9, pfa, pulses, static_cast<Swerling>(c));
        QVERIFY(snr[0] < snr[4] && snr[4] < snr[2] && snr[2] < snr[1]);
        QVERIFY(snr[4] < snr[3] && snr[3] < snr[1]);
        // More pulses never need more of each, and all of them never less than one of all their energy.
        for (int c = 0; c < 5; c += 1) {
          const double more = *requiredSnrDb(0.9, pfa, pulses * 2, static_cast<Swerling>(c));
          QVERIFY(more < snr[c]);
        }
        const double single = *requiredSnrDb(0.9, pfa, 1, Swerling::Steady);
        QVERIFY(snr[0] + toDb(pulses) >= single);
      }
  }

  void curve() {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> any(-45, 65);
    double worst = 0;
    double inverse = 0;
    for (int c = 0; c < 5; ++c)
      for (const int pulses : {1, 8, 64, 1024})
        for (const double pfa : {1e-10, 1e-6, 1e-3}) {
          const auto made = DetectionCurve::make(pfa, pulses, static_cast<Swerling>(c));
          QVERIFY(made.ok());
          QCOMPARE(made->pulses(), pulses);
          double previous = 0;
          for (double db = -60; db < 110; db += 0.37) {
            QVERIFY(made->pd(db) >= previous);
            previous = made->pd(db);
          }
          for (int i = 0; i < 150; ++i) {
            const double db = any(random);
            const double exact =
                detectionProbability(fromDb(db), made->threshold(), pulses, made->swerling());
            worst = std::max(worst, std::abs(made->pd(db) - exact));
          }
          for (const double pd : {0.01, 0.2, 0.5, 0.8, 0.9, 0.99})
            inverse = std::max(inverse,
                               std::abs(made->snrDb(pd) - *requiredSnrDb(pd, pfa, pulses, made->swerling())));
          QVERIFY(std::isinf(made->snrDb(pfa)) && made->snrDb(pfa) < 0);
          QCOMPARE(made->pd(200), 1.0);
          QCOMPARE(made->pd(-200), pfa);
          QVERIFY(std::isnan(made->pd(qQNaN())));
        }
    qInfo("table: Pd within %.1e, inverse within %.1e dB", worst, inverse);
    QVERIFY(worst < 2e-6);
    QVERIFY(inverse < 1e-3);
  }

  void refusals() {
    const auto says = [](const Result<double>& result, const char* where) {
      return !result.ok() && result.error().where == where && !result.error().hint.empty();
    };
    QVERIFY(says(requiredSnrDb(0.9, 0, 1, Swerling::Steady), "false-alarm probability"));
    QVERIFY(says(requiredSnrDb(0.9, qQNaN(), 1, Swerling::Steady), "false-alarm probability"));
    QVERIFY(says(requiredSnrDb(0.9, 1e-6, 0, Swerling::Steady), "pulses integrated"));
    QVERIFY(says(requiredSnrDb(0.9, 1e-6, 100001, Swerling::Steady), "pulses integrated"));
    QVERIFY(says(requiredSnrDb(1, 1e-6, 1, Swerling::Steady), "probability of detection"));
    QVERIFY(says(requiredSnrDb(1e-7, 1e-6, 1, Swerling::Steady), "probability of detection"));
    QVERIFY(says(requiredSnrDb(0.9, 1e-6, 1, static_cast<Swerling>(9)), "Swerling case"));
    QVERIFY(!DetectionCurve::make(2, 1, Swerling::Steady).ok());
    QVERIFY(std::isnan(detectionProbability(-1, 10, 1, Swerling::Steady)));
    QVERIFY(std::isnan(detectionProbability(1, qInf(), 1, Swerling::Steady)));
    QVERIFY(std::isnan(detectionThreshold(0, 1)));
    QVERIFY(std::isnan(albersheimSnrDb(1, 1e-6, 1)));
    QVERIFY(std::isnan(shnidmanSnrDb(0.05, 1e-6, 1, Swerling::Steady)));
  }
};

QTEST_APPLESS_MAIN(TestPhysicsDetection)
#include "tst_physics_detection.moc"
