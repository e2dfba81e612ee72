// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/Units.h"
#include "data/filter/FilterText.h"
#include "data/filter/TrackFilter.h"

#include <QTest>

#include <array>
#include <cmath>
#include <functional>
#include <random>

using namespace sorami;

namespace {

struct Case {
  TrackInfo track;
  std::string source;
  TrackFilter::Moment moment;
};

Case airliner() {
  Case c;
  c.track.callsign = "JAL123";
  c.track.type = "B788";
  c.track.icao24 = 0x8467AB;
  c.track.nativeId = {IdKind::Icao24, 0x8467AB};
  c.track.mode3A = 02123;
  c.track.affiliation = Affiliation::Civil;
  c.track.domain = Domain::Air;
  c.source = "ADS-B Tokyo";
  c.moment.lat = 35.6;
  c.moment.lon = 139.8;
  c.moment.baroAltitude = static_cast<float>(4900 * kFoot);
  c.moment.groundSpeed = static_cast<float>(250 * kKnot);
  c.moment.trackDeg = 359.0F;
  c.moment.verticalRate = static_cast<float>(-1500 * kFootPerMinute);
  return c;
}

bool passes(const char* text, const Case& c) {
  FilterProblem problem;
  const TrackFilterPtr filter = TrackFilter::parse(text, &problem);
  if (!filter) {
    qWarning("%s: %zu: %s", text, problem.at, problem.what.c_str());
    return false;
  }
  const bool is = filter->matches(c.track, c.source, c.moment);
  const auto verdict = filter->ofTrack(c.track, c.source);
  // What is said without an instant must hold at every instant.
  if (verdict == TrackFilter::Verdict::Yes && !is) qFatal("said yes: %s", text);
  if (verdict == TrackFilter::Verdict::No && is) qFatal("said no: %s", text);
  return is;
}

// --- a second reading of the language, for the property test: closures instead of nodes

using Judge = std::function<bool(const Case&)>;
struct Made {
  std::string text;
  Judge judge;
};

class Maker {
 public:
  explicit Maker(unsigned seed) : m_random(seed) {}
  Made expression(int depth) {
    switch (depth <= 0 ? 9 : pick(10)) {
      case 0:
      case 1:
        return joined(depth, " and ", true);
      case 2:
        return joined(depth, " ", true);
      case 3:
      case 4:
        return joined(depth, " or ", false);
      case 5: {
        Made inner = expression(depth - 1);
        return {"not (" + inner.text + ")", [j = inner.judge](const Case& c) { return !j(c); }};
      }
      default:
        return leaf();
    }
  }

 private:
  int pick(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }

  Made joined(int depth, const char* word, bool all) {
    Made a = expression(depth - 1);
    Made b = expression(depth - 1);
    return {"(" + a.text + ")" + word + "(" + b.text + ")",
            [a = a.judge, b = b.judge, all](const Case& c) { return all ? a(c) && b(c) : a(c) || b(c); }};
  }

  Made leaf() {
    switch (pick(14)) {
      case 0: {
        const int feet = pick(45) * 1000;
        static const char* kOps[] = {"<", "<=", ">", ">="};
        const int op = pick(4);
        return {"alt " + std::string(kOps[op]) + std::to_string(feet) + (pick(2) ? "ft" : ""),
                [feet, op](const Case& c) {
                  const float raw =
                      std::isnan(c.moment.baroAltitude) ? c.moment.geoAltitude : c.moment.baroAltitude;
                  const double v = static_cast<double>(raw);
                  const double limit = feet * kFoot;
                  if (std::isnan(v)) return false;
                  return op == 0 ? v < limit : op == 1 ? v <= limit : op == 2 ? v > limit : v >= limit;
                }};
      }
      case 1: {
        const int low = pick(500);
        const int high = low + pick(300);
        return {"speed = " + std::to_string(low) + ".." + std::to_string(high) + "kt",
                [low, high](const Case& c) {
                  const double v = static_cast<double>(c.moment.groundSpeed);
                  return v >= low * kKnot && v <= high * kKnot;
                }};
      }
      case 2: {
        static const char* kCarriers[] = {"JAL", "ANA", "SKY", ""};
        const std::string carrier = kCarriers[pick(4)];
        return {"callsign ~ " + carrier + "*", [carrier](const Case& c) {
                  return !c.track.callsign.empty() &&
                         c.track.callsign.compare(0, carrier.size(), carrier) == 0;
                }};
      }
      case 3: {
        static const std::array<std::pair<const char*, Affiliation>, 4> kNames = {
            {{"hostile", Affiliation::Hostile},
             {"civil", Affiliation::Civil},
             {"friend", Affiliation::Friend},
             {"assumed-friend", Affiliation::AssumedFriend}}};
        const auto& name = kNames[static_cast<std::size_t>(pick(4))];
        const bool negated = pick(2) == 1;
        return {std::string("affiliation") + (negated ? "!=" : ":") + name.first,
                [a = name.second, negated](const Case& c) { return (c.track.affiliation == a) != negated; }};
      }
      case 4: {
        const bool ground = pick(2) == 1;
        return {ground ? "is:ground" : "is:airborne",
                [ground](const Case& c) { return ((c.moment.flags & kOnGround) != 0) == ground; }};
      }
      case 5:
        return {"squawk = 7000..7777", [](const Case& c) { return c.track.mode3A >= 07000; }};
      case 6:
      case 7: {
        // By unit vectors, where the filter goes by latitude and longitude; across the dateline and the poles
        // too.
        const int lat = pick(181) - 90;
        const int lon = pick(361) - 180;
        const int miles = 1 + pick(4) * pick(1500);
        const std::string place = std::to_string(std::abs(lat)) + (lat < 0 ? "S " : "N ") +
                                  std::to_string(std::abs(lon)) + (lon < 0 ? "W" : "E");
        return {"within(" + std::to_string(miles) + "NM, " + place + ")", [lat, lon, miles](const Case& c) {
                  const auto vector = [](double la, double lo) {
                    const double a = degToRad(la), o = degToRad(lo);
                    return std::array{std::cos(a) * std::cos(o), std::cos(a) * std::sin(o), std::sin(a)};
                  };
                  const auto u = vector(lat, lon), v = vector(c.moment.lat, c.moment.lon);
                  const double chord = std::hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2]);
                  return 2 * 6371008.8 * std::asin(std::min(1.0, chord / 2)) <= miles * kNauticalMile;
                }};
      }
      case 8: {
        const int rate = (pick(60) - 30) * 100;
        return {"climb > " + std::to_string(rate), [rate](const Case& c) {
                  return static_cast<double>(c.moment.verticalRate) > rate * kFootPerMinute;
                }};
      }
      case 9: {
        const bool none = pick(2) == 1;
        return {none ? "callsign = none" : "callsign != none",
                [none](const Case& c) { return c.track.callsign.empty() == none; }};
      }
      case 10:
        return {"source:(tokyo, \"sic 201\")",
                [](const Case& c) { return c.source == "ADS-B Tokyo" || c.source == "SAC 25 SIC 201"; }};
      case 11: {
        const int south = pick(150) - 80;
        return {"lat = " + std::to_string(south) + ".." + std::to_string(south + 20),
                [south](const Case& c) { return c.moment.lat >= south && c.moment.lat <= south + 20; }};
      }
      case 12:
        return {pick(2) ? "jal" : "JAL",
                [](const Case& c) { return c.track.callsign.find("JAL") != std::string::npos; }};
      default:
        return {"heading = 315..45",
                [](const Case& c) { return c.moment.trackDeg >= 315 || c.moment.trackDeg <= 45; }};
    }
  }
  std::mt19937 m_random;
};

Case randomCase(std::mt19937& random) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  Case c;
  static const char* kCarriers[] = {"JAL", "ANA", "SKY"};
  if (pick(5) > 0) c.track.callsign = kCarriers[pick(3)] + std::to_string(pick(1000));
  c.track.affiliation = static_cast<Affiliation>(pick(8));
  c.track.mode3A = pick(4) == 0 ? -1 : pick(4096);
  if (pick(6) > 0) c.moment.baroAltitude = static_cast<float>(pick(45'000) * kFoot);
  if (pick(3) > 0) c.moment.geoAltitude = static_cast<float>(pick(45'000) * kFoot);
  if (pick(6) > 0) c.moment.groundSpeed = static_cast<float>(pick(700) * kKnot);
  if (pick(6) > 0) c.moment.trackDeg = static_cast<float>(pick(360));
  if (pick(4) == 0) c.moment.flags = kOnGround;
  if (pick(6) > 0) c.moment.verticalRate = static_cast<float>((pick(80) - 40) * 97 * kFootPerMinute);
  c.moment.lat = pick(18'000'001) * 1e-5 - 90;
  c.moment.lon = pick(36'000'000) * 1e-5 - 180;
  static const char* kSources[] = {"ADS-B Tokyo", "SAC 25 SIC 201", "SAC 0 SIC 11", ""};
  c.source = kSources[pick(4)];
  return c;
}

}  // namespace

class TestTrackFilter : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void readsEachForm_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    const auto row = [](const char* text, bool is) { QTest::newRow(text) << QString::fromUtf8(text) << is; };
    row("", true);
    row("alt < 5000ft and source:ADS-B", true);
    row("alt < 5000 ft source:ads-b", true);
    row("alt > 1.5km", false);
    row("alt < FL50", true);
    row("alt<fl49", false);
    row("fl = 40..50", true);
    row("altitude = 4900", true);
    row("alt = 4000..4800ft", false);
    row("callsign ~ JAL*", true);
    row("callsign = jal123", true);
    row("callsign:al12", true);
    row("callsign = JAL*", true);
    row("callsign != ANA*", true);
    row("callsign = (ANA1, JAL123)", true);
    row("callsign = (ANA1, ANA2)", false);
    row("affiliation:hostile", false);
    row("not affiliation:hostile", true);
    row("!affiliation:hostile", true);
    row("affiliation:(hostile, civil)", true);
    row("speed > 400kt", false);
    row("speed > 100m/s", true);
    row("speed >= 463 km/h", true);
    row("squawk = 7700", false);
    row("squawk = 2123", true);
    row("squawk:2100..2200", true);
    row("squawk ~ 21*", true);
    row("squawk = 0123", false);
    row("climb < -1000", true);
    row("climb < -5m/s", true);
    row("heading = 350..10", true);
    row("heading = 0", false);
    row("heading = 359", true);
    row("within(30NM, 35.55N 139.78E)", true);
    row("within(3 km, 35.55N 139.78E)", false);
    row("type = B788", true);
    row("type != none", true);
    row("geo = none", true);
    row("geo < 100000ft", false);
    row("is:airborne", true);
    row("is:(ground, emergency)", false);
    row("icao = 8467ab", true);
    row("id:8467AB", true);
    row("jal", true);
    row("\"tokyo\"", true);
    row("jal tokyo", true);
    row("jal osaka", false);
    row("jal or osaka", true);
    row("JAL*", true);
    row("affiliation:hostile or alt < 5000ft and speed > 400kt", false);
    row("(affiliation:hostile or alt < 5000ft) and speed < 400kt", true);
    row("affiliation:hostile || (alt < 5000ft && speed < 400kt)", true);
    row("ａｌｔ　＜　５０００ｆｔ", true);
    row("domain:air lat > 35 lon = 139..140", true);
    row("age < 15s", true);
  }
  void readsEachForm() {
    QFETCH(QString, text);
    QFETCH(bool, is);
    QCOMPARE(passes(text.toUtf8().constData(), airliner()), is);
  }

  void saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("at");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* text, int at, const char* what) {
      QTest::newRow(text) << QString::fromUtf8(text) << at << QString::fromLatin1(what);
    };
    row("alt <", 5, "number is missing");
    row("alt < blue", 6, "no number");
    row("alt < 5000kt", 6, "no unit");
    row("altitood < 5000", 0, "no field");
    row("(alt < 5000", 0, "not closed");
    row("alt < 5000)", 10, "closes nothing");
    row("callsign < JAL", 9, "text");
    row("alt ~ 50*", 4, "number");
    row("affiliation:bad", 12, "none of its values");
    row("is:flying", 3, "says nothing");
    row("callsign = \"JAL", 11, "no partner");
    row("alt < 5000 and", 14, "ends where");
    row("and alt < 5000", 0, "missing before");
    row("within(50, 35N 139E)", 0, "needs its unit");
    row("within(50NM, nowhere)", 12, "");
    row("日本 and alt <", 12, "number is missing");
    row("= 5", 0, "missing here");
  }
  void saysWhatIsWrongAndWhere() {
    QFETCH(QString, text);
    QFETCH(int, at);
    QFETCH(QString, what);
    FilterProblem problem;
    QVERIFY(!TrackFilter::parse(text.toStdString(), &problem));
    QVERIFY2(QString::fromStdString(problem.what).contains(what), problem.what.c_str());
    QCOMPARE(static_cast<int>(problem.at), at);
    const auto read = TrackFilter::read(text.toStdString());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().where, "column " + std::to_string(at + 1));
  }

  void agreesWithASecondReading() {
    std::mt19937 random(20260812);
    int passed = 0;
    int asked = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
      const Made made = Maker(seed).expression(4);
      FilterProblem problem;
      const TrackFilterPtr filter = TrackFilter::parse(made.text, &problem);
      QVERIFY2(filter, (made.text + ": " + problem.what).c_str());
      for (int i = 0; i < 50; ++i) {
        const Case c = randomCase(random);
        const bool is = filter->matches(c.track, c.source, c.moment);
        QVERIFY2(is == made.judge(c), made.text.c_str());
        const auto verdict = filter->ofTrack(c.track, c.source);
        if (verdict != TrackFilter::Verdict::Depends) QCOMPARE(verdict == TrackFilter::Verdict::Yes, is);
        passed += is;
        ++asked;
      }
    }
    // A test of a property that is always true, or never, would prove nothing.
    QVERIFY(passed > asked / 10 && passed < asked * 9 / 10);
  }

  void survivesAnyText() {
    std::mt19937 random(7);
    const std::string letters =
        "alt<>=~:()\"' .,*?!-0159mftNMkandornotwithis\xE6\x97\xA5\xEF\xBC\x88\xFF\x80";
    for (int i = 0; i < 20'000; ++i) {
      std::string text;
      for (unsigned n = random() % 30; n > 0; --n) text += letters[random() % letters.size()];
      FilterProblem problem;
      const auto filter = TrackFilter::parse(text, &problem);
      QVERIFY(filter || !problem.what.empty());
      if (!filter) QVERIFY(problem.at <= text.size());
    }
    const std::string deep(100'000, '(');
    QVERIFY(!TrackFilter::parse(deep));
    std::string nots;
    for (int i = 0; i < 50'000; ++i) nots += "not ";
    QVERIFY(!TrackFilter::parse(nots + "jal"));
  }

  void globs() {
    QVERIFY(filter::globMatches("a*b*c", "aXXbYYc"));
    QVERIFY(!filter::globMatches("a*b*c", "aXXbYY"));
    QVERIFY(filter::globMatches("*", ""));
    QVERIFY(filter::globMatches("j?l*", "jal"));
    QVERIFY(!filter::globMatches("", "a"));
    // In a backtracking matcher this takes for ever.
    QVERIFY(!filter::globMatches("*a*a*a*a*a*a*a*a*a*a*b", std::string(20'000, 'a')));
  }
};

QTEST_APPLESS_MAIN(TestTrackFilter)
#include "tst_trackfilter.moc"
