// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Golden.h"
#include "SceneFixture.h"
#include "data/coverage/detection/SiteCoverage.h"
#include "data/demo/DemoPlan.h"
#include "data/geo/Geodesic.h"
#include "data/store/Queries.h"
#include "data/store/RecordingFile.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TracksLayer.h"
#include "widgets/scene/layers/TrailPd.h"
#include "widgets/scene/layers/TrailShades.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>
#include <thread>

using namespace sorami;
using namespace sorami::test;

namespace {

StoreViewPtr mixedPicture(std::map<std::string, TrackId>* ids = nullptr) {
  auto sink = makeMemoryRecording();
  std::map<std::string, TrackId> made;
  const auto add = [&](Flight f) { made[f.callsign] = addFlight(*sink, f); };
  add({.callsign = "ANA263", .start = {35.2, 136.2}, .course = 70, .type = "B789"});
  add({.callsign = "JAL889", .start = {37.0, 138.8}, .course = 200, .climb = 8, .turn = 0.3});
  add({.callsign = "SKY407", .start = {36.5, 135.8}, .course = 110, .altitude = 5400, .climb = -4});
  add({.callsign = "H4022",
       .affiliation = Affiliation::Hostile,
       .start = {37.4, 136.6},
       .course = 120,
       .speed = 320,
       .type = ""});
  add({.callsign = "U4107",
       .affiliation = Affiliation::Unknown,
       .start = {36.1, 139.2},
       .course = 310,
       .type = ""});
  add({.callsign = "EAGLE1",
       .affiliation = Affiliation::Friend,
       .start = {35.4, 138.3},
       .course = 20,
       .type = "F15"});
  add({.callsign = "MAY7", .start = {35.7, 137.3}, .course = 90, .flags = kEmergency});
  // No news for 40 s: coasting.
  add({.callsign = "LOST1",
       .affiliation = Affiliation::Suspect,
       .start = {36.2, 136.9},
       .course = 60,
       .speed = 260,
       .until = -40 * kSecond});
  add({.callsign = "SIM9",
       .affiliation = Affiliation::Neutral,
       .start = {37.3, 139.6},
       .course = 250,
       .simulated = true});
  if (ids) *ids = made;
  return *sink->finish();
}

std::map<TrackId, PixelPoint> places(TrackPainter& painter, const Frame& frame) {
  TrackPicture picture;
  painter.make(frame, picture);
  std::map<TrackId, PixelPoint> out;
  for (const auto& item : picture.items) out[item.track] = item.at;
  return out;
}

/// Forty minutes of 150 tracks that report every two seconds, in a file of eight buckets at least.
StoreViewPtr longRecording(const QTemporaryDir& folder) {
  const std::string path = folder.filePath(QStringLiteral("long.sorec")).toStdString();
  auto made = createRecording(path);
  if (!made) return nullptr;
  const auto sink = std::move(*made);
  for (int i = 0; i < 150; ++i) {
    Flight f{.callsign = "T" + std::to_string(i), .start = {35 + 0.015 * i, 136 + 0.02 * (i * 37 % 150)}};
    f.course = i * 47 % 360;
    f.speed = 60;
    f.interval = 2 * kSecond;
    // The first ones appear last: rows of tracks move when a bucket comes into sight.
    if (i < 20) f.from = (i - 5) * kMinute;
    f.until = 40 * kMinute;
    addFlight(*sink, f);
  }
  if (!sink->finish().ok()) return nullptr;
  StoreViewPtr view = *openRecording(path);
  return view->buckets().size() >= 8 ? view : nullptr;
}

/// Whether two pictures show the same tracks at the same places with the same trails.
bool isSame(const TrackPicture& a, const TrackPicture& b) {
  const auto same = [](const auto& one, const auto& two) {
    return one.at.x == two.at.x && one.at.y == two.at.y;
  };
  const auto isOneItem = [&](const TrackPicture::Item& one, const TrackPicture::Item& two) {
    return one.track == two.track && same(one, two) && one.phase == two.phase;
  };
  const auto isOneDot = [&](const Dot& one, const Dot& two) {
    return same(one, two) && one.colour == two.colour;
  };
  const auto isOnePoint = [](PixelPoint one, PixelPoint two) { return one.x == two.x && one.y == two.y; };
  const auto equal = [](const auto& one, const auto& two, const auto& is) {
    return std::equal(one.begin(), one.end(), two.begin(), two.end(), is);
  };
  if (!equal(a.items, b.items, isOneItem) || !equal(a.dots, b.dots, isOneDot)) return false;
  for (std::size_t k = 0; k < a.trails.size(); ++k)
    if (!equal(a.trails[k].points, b.trails[k].points, isOnePoint)) return false;
  return true;
}

}  // namespace

class TestTracksLayer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void looksAsItShould_data() {
    QTest::addColumn<QString>("themeId");
    QTest::addColumn<bool>("dots");
    QTest::addColumn<int>("level");
    QTest::newRow("tracks-night") << "night" << true << 1;
    QTest::newRow("tracks-day") << "day" << true << 2;
    QTest::newRow("tracks-lines") << "night" << false << 0;
  }
  void looksAsItShould() {
    QFETCH(QString, themeId);
    QFETCH(bool, dots);
    QFETCH(int, level);
    std::map<std::string, TrackId> ids;
    auto frame = makeFrame({640, 400}, 800, {36.3, 138}, themeId);
    frame->store = mixedPicture(&ids);
    frame->tracks.trailsAsDots = dots;
    frame->tracks.labelLevel = level;
    frame->selectedTrack = ids["ANA263"];
    frame->hoveredTrack = ids["EAGLE1"];
    TracksLayer layer;
    const QString wrong = compareGolden(draw(frame, {&layer}), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  /// Every place equals that of the store's own rules, to a fraction of a pixel.
  void agreesWithTheStore_data() {
    QTest::addColumn<QString>("projection");
    QTest::addColumn<double>("lon");
    QTest::newRow("conformal conic") << "lcc-japan" << 138.0;
    QTest::newRow("dateline on Mercator") << "mercator" << 180.0;
    QTest::newRow("orthographic") << "orthographic" << 138.0;
  }
  void agreesWithTheStore() {
    QFETCH(QString, projection);
    QFETCH(double, lon);
    auto sink = makeMemoryRecording();
    std::mt19937 random(4);
    const auto number = [&](double from, double to) {
      return from + (to - from) * static_cast<double>(random() % 10'000) / 10'000;
    };
    for (int i = 0; i < 200; ++i) {
      Flight f{.callsign = "T" + std::to_string(i),
               .start = {number(33, 39), wrapLongitude(lon + number(-4, 4))}};
      f.course = number(0, 360);
      f.speed = number(60, 400);
      f.turn = number(-1.5, 1.5);
      f.interval = static_cast<Micros>(number(1, 45)) * kSecond;
      f.velocity = i % 3 != 0;
      f.until = i % 4 == 0 ? static_cast<Micros>(number(-120, 0)) * kSecond : 10 * kMinute;
      f.flags = i % 10 == 0 ? kOnGround : 0;
      addFlight(*sink, f);
    }
    auto frame = makeFrame({1600, 1200}, 900, {36, lon}, QStringLiteral("night"), projection.toStdString());
    frame->store = *sink->finish();
    TrackPainter painter;
    int compared = 0;
    for (int step = 0; step < 40; ++step) {
      frame->time = sceneTime() + step * 3'700 * kMillisecond;
      std::vector<TrackState> states;
      stateAt(*frame->store, frame->time, states);
      const auto shown = places(painter, *frame);
      for (const TrackState& s : states) {
        const MapPoint m = frame->projection->forward(s.position);
        const PixelPoint at = frame->view.toPixel(m);
        const bool inside = at.x > 1 && at.y > 1 && at.x < 1599 && at.y < 1199;
        if (!inside) continue;
        const auto found = shown.find(s.track);
        QVERIFY2(found != shown.end(), qPrintable(QStringLiteral("track %1 is missing").arg(s.track)));
        const double off = std::hypot(static_cast<double>(found->second.x - at.x),
                                      static_cast<double>(found->second.y - at.y));
        QVERIFY2(off < 0.5, qPrintable(QStringLiteral("track %1 is %2 px off").arg(s.track).arg(off)));
        ++compared;
      }
      // Nothing is shown that the store does not know of.
      for (const auto& [track, at] : shown) {
        QVERIFY(
            std::any_of(states.begin(), states.end(), [&](const TrackState& s) { return s.track == track; }));
      }
    }
    QVERIFY(compared > 2000);
  }

  /// As known then: every place equals that of the store's own query, whichever way the time is reached, and
  /// no trail shows what had not been received.
  void asKnownThenAgreesWithTheStore() {
    auto sink = makeMemoryRecording();
    std::mt19937 random(11);
    const auto number = [&](double from, double to) {
      return from + (to - from) * static_cast<double>(random() % 10'000) / 10'000;
    };
    for (int i = 0; i < 120; ++i) {
      TrackInfo info;
      info.callsign = "K" + std::to_string(i);
      const TrackId id = sink->addTrack(info);
      const double course = number(0, 360);
      const double speed = number(100, 300);
      const Micros interval = static_cast<Micros>(number(2, 15)) * kSecond;
      LatLon p{number(34, 38), number(135, 141)};
      for (Micros t = -10 * kMinute; t <= 10 * kMinute; t += interval) {
        Sample s;
        s.time = sceneTime() + t;
        s.lat = p.lat;
        s.lon = p.lon;
        s.groundSpeed = static_cast<float>(speed);
        s.trackDeg = static_cast<float>(course);
        // Most come within seconds, some in a burst later, some are dated ahead, some carry no receive time.
        const int kind = static_cast<int>(random() % 10);
        if (kind < 6) s.received = s.time + static_cast<Micros>(random() % 4000) * kMillisecond;
        if (kind == 6) s.received = s.time + static_cast<Micros>(20 + random() % 100) * kSecond;
        if (kind == 7) s.received = s.time - 5 * kSecond;
        sink->append(id, s);
        p = geodesicPoint(p, course, speed * static_cast<double>(interval) * 1e-6);
      }
    }
    const StoreViewPtr store = *sink->finish();
    auto frame = makeFrame({1600, 1200}, 600, {36, 138});
    frame->store = store;
    frame->asKnown = true;
    TrackPainter painter;
    int compared = 0;
    std::vector<int> seconds;
    for (int i = 0; i < 40; ++i) seconds.push_back(-500 + 25 * i);
    for (int i = 40; i-- > 0;) seconds.push_back(-500 + 25 * i);
    for (const int second : seconds) {
      frame->time = sceneTime() + second * kSecond + 300 * kMillisecond;
      std::vector<TrackState> states;
      stateAsKnownAt(*store, frame->time, states);
      const auto shown = places(painter, *frame);
      for (const TrackState& s : states) {
        const PixelPoint at = frame->view.toPixel(frame->projection->forward(s.position));
        if (!(at.x > 1 && at.y > 1 && at.x < 1599 && at.y < 1199)) continue;
        const auto found = shown.find(s.track);
        QVERIFY2(found != shown.end(), qPrintable(QStringLiteral("%1 at %2 s").arg(s.track).arg(second)));
        const double off = std::hypot(static_cast<double>(found->second.x - at.x),
                                      static_cast<double>(found->second.y - at.y));
        QVERIFY2(off < 0.8,
                 qPrintable(QStringLiteral("%1 at %2 s: %3 px").arg(s.track).arg(second).arg(off)));
        ++compared;
      }
      for (const auto& [track, at] : shown) {
        QVERIFY(std::any_of(states.begin(), states.end(),
                            [id = track](const TrackState& s) { return s.track == id; }));
      }
    }
    QVERIFY(compared > 3000);
  }

  /// A report that was received late stands in no trail before.
  void trailsAsKnownThenLeaveOutWhatCameLater() {
    auto sink = makeMemoryRecording();
    TrackInfo info;
    info.callsign = "LATE";
    const TrackId id = sink->addTrack(info);
    for (int t = -120; t <= 0; t += 4) {
      Sample s;
      s.time = sceneTime() + t * kSecond;
      s.lat = 36;
      s.lon = 138 + 0.01 * t;
      s.groundSpeed = 225;
      s.trackDeg = 90;
      // A minute of reports comes a minute and a half late.
      s.received = s.time + (t >= -90 && t < -30 ? 91 : 1) * kSecond;
      sink->append(id, s);
    }
    auto frame = makeFrame({800, 400}, 200, {36, 137.5});
    frame->store = *sink->finish();
    frame->tracks.trailsAsDots = true;
    const auto dots = [&](bool asKnown) {
      frame->asKnown = asKnown;
      TrackPainter painter;
      TrackPicture picture;
      painter.make(*frame, picture);
      return picture.dots.size();
    };
    const std::size_t all = dots(false);
    const std::size_t known = dots(true);
    QVERIFY2(all >= 10 && 2 * known <= all + 1, qPrintable(QStringLiteral("%1, %2").arg(all).arg(known)));
    // Later, when they have come, they are there.
    frame->time = sceneTime() + 58 * kSecond;
    frame->tracks.trailLength = 10 * kMinute;
    QCOMPARE(dots(true), dots(false));
  }

  /// By Pd of the plan's best sensor: certain in its beam, none far off, not known without an altitude.
  void trailsTellHowWellTheyWouldBeSeen() {
    SensorParameters sensor = demo::presetFor(SiteKind::GapFillerRadar);
    const auto field = computeCoverage(requestOf(sensor, {36, 138}, 4.0 / 3), nullptr, FloorQuality::Fast);
    QVERIFY(field.ok());
    Frame frame;
    frame.coverage = {*field};
    Bucket bucket;
    const auto add = [&](double lat, float altitude) {
      bucket.lat.push_back(static_cast<std::int32_t>(lat * 1e7));
      bucket.lon.push_back(1'380'000'000);
      bucket.baroAltitude.push_back(altitude);
      bucket.geoAltitude.push_back(kNoFloat);
    };
    const double lats[] = {36.4, 36.6, 36.8, 37.0, 37.5, 38.0, 41.0};
    for (const double lat : lats) add(lat, 4000);
    add(36.4, kNoFloat);
    add(37.0, 10);  // below the horizon
    const TrailPd pd(frame);
    const auto* detected = dynamic_cast<const DetectedFloor*>(field->get());
    QVERIFY(detected);
    int most = 0;
    for (std::uint32_t i = 0; i < std::size(lats); ++i) {
      const double ground = geodesic({36, 138}, {lats[i], 138}).distance;
      // The field reaches as far as the required Pd does; what lies in view beyond is not known.
      const double p = ground <= detected->request().range ? detected->pdInView(0, ground, 4000) : 0;
      const int wanted =
          std::clamp(static_cast<int>(p * kTrailShades), 0, static_cast<int>(kTrailShades) - 1);
      QVERIFY2(std::abs(pd.shadeOf(bucket, i) - wanted) <= 1, qPrintable(QString::number(wanted)));
      most = std::max(most, wanted);
    }
    QVERIFY(most >= 6);
    QCOMPARE(pd.shadeOf(bucket, 6), std::uint8_t{0});
    QCOMPARE(pd.shadeOf(bucket, 7), static_cast<std::uint8_t>(kTrailShades));
    QCOMPARE(pd.shadeOf(bucket, 8), std::uint8_t{0});
    // Another field is another picture; without sensors nothing is known.
    QVERIFY(TrailPd::keyOf(frame) != TrailPd::keyOf(Frame{}));
    QCOMPARE(TrailPd(Frame{}).shadeOf(bucket, 0), static_cast<std::uint8_t>(kTrailShades));
  }

  void plainSymbolsTellAffiliationByShape() {
    // In one colour the four families of shapes must differ in every style.
    for (const SymbolStyle style : {SymbolStyle::Simple, SymbolStyle::Scope}) {
      std::vector<QImage> images;
      for (const Affiliation a :
           {Affiliation::Friend, Affiliation::Hostile, Affiliation::Neutral, Affiliation::Unknown}) {
        const SpritePtr sprite = plainSymbol({style, a, 0, 32, false, 0xFFFFFFFF, 0xFF000000});
        QCOMPARE(plainSymbol({style, a, 0, 32, false, 0xFFFFFFFF, 0xFF000000}).get(), sprite.get());
        images.push_back(sprite->image);
      }
      for (std::size_t i = 0; i < images.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) QVERIFY(images[i] != images[k]);
    }
    QCOMPARE(plainTurn(0, -10), 1);   // north
    QCOMPARE(plainTurn(10, 0), 9);    // east
    QCOMPARE(plainTurn(0, 10), 17);   // south
    QCOMPARE(plainTurn(-10, 0), 25);  // west
    QCOMPARE(plainTurn(0, 0), 0);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(plainTurn(nan, nan), 0);
    const QImage north =
        plainSymbol({SymbolStyle::Simple, Affiliation::Hostile, 1, 40, false, ~0U, 0})->image;
    const QImage south =
        plainSymbol({SymbolStyle::Simple, Affiliation::Hostile, 17, 40, false, ~0U, 0})->image;
    QVERIFY(north != south);
  }

  void theWayToATimeDoesNotMatter_data() {
    QTest::addColumn<int>("ms");
    QTest::newRow("playback-before") << -245'500;
    QTest::newRow("playback-middle") << 61'300;
    QTest::newRow("playback-after") << 301'900;
  }
  /// Playback at chosen times: reached by a jump, forwards and backwards it is one picture, that which is
  /// kept.
  void theWayToATimeDoesNotMatter() {
    QFETCH(int, ms);
    auto frame = makeFrame({640, 400}, 800, {36.3, 138});
    frame->store = mixedPicture();
    frame->tracks.maxLabels = 0;  // labels remember where they stood, on purpose
    const UtcTime t = sceneTime() + ms * kMillisecond;
    const auto at = [&](TracksLayer& layer, UtcTime time) {
      auto f = std::make_shared<Frame>(*frame);
      f->time = time;
      return draw(f, {&layer});
    };
    TracksLayer jumped, forwards, backwards;
    const QImage direct = at(jumped, t);
    for (int i = 300; i > 0; i -= 7) at(forwards, t - i * kSecond);
    for (int i = 300; i > 0; i -= 7) at(backwards, t + i * kSecond);
    QCOMPARE(at(forwards, t), direct);
    QCOMPARE(at(backwards, t), direct);
    const QString wrong = compareGolden(direct, QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  /// A jump to where nothing is decoded yet shows where each track is before its trails are there; that first
  /// picture agrees with the store, at any place of a bucket, and the whole one follows.
  void aGlimpseComesBeforeTheTrails() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("long.sorec")).toStdString();
    auto made = createRecording(path);
    QVERIFY(made.ok());
    const auto sink = std::move(*made);
    std::mt19937 random(8);
    const auto number = [&](double from, double to) {
      return from + (to - from) * static_cast<double>(random() % 10'000) / 10'000;
    };
    for (int i = 0; i < 150; ++i) {
      Flight f{.callsign = "T" + std::to_string(i), .start = {number(34, 39), number(134, 142)}};
      f.course = number(0, 360);
      f.speed = number(20, 60);
      f.interval = static_cast<Micros>(number(1, 20)) * kSecond;
      f.until = i % 5 == 0 ? static_cast<Micros>(number(0, 1800)) * kSecond : 40 * kMinute;
      addFlight(*sink, f);
    }
    QVERIFY(sink->finish().ok());
    auto frame = makeFrame({1600, 1200}, 900, {36, 138});
    frame->interactive = true;
    frame->tracks.trailLength = 5 * kMinute;
    int glimpses = 0, compared = 0;
    for (int step = 0; step < 36; ++step) {
      frame->store = *openRecording(path);
      QVERIFY(frame->store->buckets().size() >= 8);
      // Just before, at and after the edges of buckets too.
      const auto& bucket = frame->store->buckets()[static_cast<std::size_t>(1 + step % 6)];
      frame->time = bucket.range.begin + (step < 18 ? (step % 3 - 1) * 2 * kSecond
                                                    : static_cast<Micros>(number(0, 300)) * kSecond);
      TrackCache cache;
      const TrackCache::Request request{frame->store,
                                        frame->projection,
                                        frame->time,
                                        frame->tracks.trailLength,
                                        TrackPainter::trailStep(frame->tracks.trailLength),
                                        true};
      const TrackCache::Answer first = cache.tracksAt(request, std::chrono::seconds(20));
      std::vector<TrackState> states;
      stateAt(*frame->store, frame->time, states);
      const auto isWhole = [&](const ActiveTracks& tracks) {
        std::size_t seen = 0;
        for (std::size_t row = 0; row < tracks.tracks().size(); ++row) {
          const MapSegment segment = tracks.segmentAt(row, frame->time.us);
          TrackPlace place;
          if (segment.kind == MapSegment::Kind::None || !tracks.placeAt(segment, frame->time.us, &place))
            continue;
          const auto state = std::find_if(states.begin(), states.end(), [&](const TrackState& s) {
            return s.track == tracks.tracks()[row];
          });
          if (state == states.end()) return false;
          const MapPoint at = frame->projection->forward(state->position);
          if (std::hypot(place.x - at.x, place.y - at.y) > 300 || place.phase != state->phase) return false;
          ++seen;
        }
        compared += static_cast<int>(seen);
        return seen == states.size();
      };
      glimpses += !first.complete;
      QVERIFY2(isWhole(*first.tracks), qPrintable(QStringLiteral("glimpse %1").arg(step)));
      const TrackCache::Answer all = cache.tracksAt(request, TrackCache::kForever);
      QVERIFY(all.complete && isWhole(*all.tracks));
    }
    // On a busy machine all may be there before anybody looks.
    QVERIFY2(glimpses > 3, qPrintable(QString::number(glimpses)));
    QVERIFY(compared > 5000);
  }

  /// Where there are many samples, of most buckets only ends and trails are kept: the same picture, in both
  /// directions of play, and the samples are back where tracks stand on them.
  void trailsAloneMakeTheSamePicture() {
    const QTemporaryDir folder;
    auto frame = makeFrame({900, 700}, 700, {36, 137.5});
    frame->store = longRecording(folder);
    frame->tracks.trailLength = 10 * kMinute;
    TrackPainter plain;
    TrackPainter thrifty(std::make_shared<TrackCache>(1000));
    TrackPicture one, two;
    int bare = 0;
    std::size_t dots = 0;
    for (const int minute : {15, 16, 20, 27, 33, 30, 24, 18, 17, 39}) {
      for (const bool asDots : {true, false}) {
        frame->time = frame->store->extent().begin + minute * kMinute;
        frame->tracks.trailsAsDots = asDots;
        plain.make(*frame, one);
        thrifty.make(*frame, two);
        const auto buckets = thrifty.cache().tracksAt(TrackPainter::requestOf(*frame), TrackCache::kForever);
        QVERIFY(buckets.complete);
        for (const ProjectedBucketPtr& each : buckets.tracks->buckets())
          bare += each->form < BucketForm::Whole;
        QVERIFY(isSame(two, one));
        dots += one.dots.size() + one.trails[0].points.size();
      }
    }
    QVERIFY2(bare > 10 && dots > 5000, qPrintable(QStringLiteral("%1 %2").arg(bare).arg(dots)));
  }

  /// While a recording plays, tracks and trails are made ready beside the frames: each frame is what a jump
  /// to its time shows.
  void playingMakesTheSamePictureAsLooking() {
    const QTemporaryDir folder;
    auto frame = makeFrame({900, 700}, 700, {36, 137.5});
    frame->store = longRecording(folder);
    frame->tracks.trailLength = 4 * kMinute;
    const UtcTime begin = frame->store->extent().begin;
    TrackPainter player(std::make_shared<TrackCache>(1000));
    TrackPicture played, looked;
    std::size_t shown = 0;
    int changes = 0;
    for (const int direction : {1, -1}) {
      for (const bool asDots : {true, false}) {
        const ActiveTracks* last = nullptr;
        for (int i = 0; i < 100; ++i) {
          frame->time = begin + (direction > 0 ? 6 : 38) * kMinute +
                        direction * (i * 5 * kSecond + i / 20 * 6 * kMinute);
          frame->tracks.trailsAsDots = asDots;
          frame->interactive = false;
          const auto answer = player.cache().tracksAt(TrackPainter::requestOf(*frame), TrackCache::kForever);
          changes += answer.tracks.get() != last;
          last = answer.tracks.get();
          frame->interactive = true;
          player.make(*frame, played);
          if (i % 3 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
          if (i % 20 > 1 && i % 5 != 0) continue;
          frame->interactive = false;
          TrackPainter afresh;
          afresh.make(*frame, looked);
          QVERIFY2(isSame(played, looked),
                   qPrintable(QStringLiteral("%1 %2 %3").arg(direction).arg(asDots).arg(i)));
          shown += looked.dots.size() + looked.trails[0].points.size();
        }
      }
    }
    QVERIFY2(changes > 12 && shown > 20'000, qPrintable(QStringLiteral("%1 %2").arg(changes).arg(shown)));
  }

  /// Points made for some tracks serve others of the recording for a while, to and fro.
  void trailsKnowWhoseRowsTheyAre() {
    const QTemporaryDir folder;
    auto frame = makeFrame({900, 700}, 700, {36, 137.5});
    frame->store = longRecording(folder);
    frame->tracks.trailLength = 4 * kMinute;
    frame->interactive = true;
    TrackCache cache;
    // Shortly before a bucket that brings new tracks: with it and without it.
    ActiveTracksPtr more, fewer;
    for (const BucketInfo& info : frame->store->buckets()) {
      frame->time = info.range.begin - 20 * kSecond;
      more = cache.tracksAt(TrackPainter::requestOf(*frame), TrackCache::kForever).tracks;
      std::vector<ProjectedBucketPtr> buckets;
      for (const ProjectedBucketPtr& each : more->buckets())
        if (each->bucket->range.begin <= frame->time) buckets.push_back(each);
      fewer = std::make_shared<const ActiveTracks>(frame->store, frame->projection, std::move(buckets));
      if (fewer->tracks().size() > 100 && fewer->tracks().size() < more->tracks().size()) break;
    }
    const std::size_t shift = more->tracks().size() - fewer->tracks().size();
    QVERIFY(shift > 0 && fewer->tracks().front() > more->tracks().front());
    TrailKeeper keeper;
    keeper.prepare(*frame, fewer, true);
    std::map<TrackId, std::size_t> counts;
    std::size_t points = 0;
    for (std::size_t row = 0; row < fewer->tracks().size(); ++row)
      points += counts[fewer->tracks()[row]] = keeper.of(row).size();
    QVERIFY2(points > 500,
             qPrintable(QStringLiteral("%1 of %2 tracks").arg(points).arg(fewer->tracks().size())));
    for (int turn = 0; turn < 40; ++turn) {
      const ActiveTracksPtr& tracks = turn % 3 == 0 ? fewer : more;
      keeper.prepare(*frame, tracks, true);
      for (std::size_t row = 0; row < tracks->tracks().size(); ++row) {
        // Points of what is yet to come may be there or not.
        const auto known = counts.find(tracks->tracks()[row]);
        std::size_t past = 0;
        for (const TrailPoints::Point& point : keeper.of(row))
          past += keeper.points().base + point.ms * kMillisecond <= frame->time.us;
        QCOMPARE(past, known == counts.end() ? std::size_t{0} : known->second);
      }
      if (turn % 5 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
  }

  /// While a recording is written, frames do not wait for what has just come: they go on with what they have,
  /// never without tracks, and soon show what a picture made afresh shows, with who the tracks are by then.
  void aGrowingRecordingIsShownWithoutAPause() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("grows.sorec")).toStdString();
    auto made = createRecording(path);
    QVERIFY(made.ok());
    const auto sink = std::move(*made);
    const UtcTime begin = utcFromCivil(2026, 8, 12, 6);
    SourceKey key;
    key.name = "live";
    const std::uint16_t source = sink->addSource(key);
    std::vector<TrackId> tracks;
    const auto addTrack = [&] {
      TrackInfo info;
      info.source = source;
      info.nativeId = {IdKind::Icao24, tracks.size() + 1};
      info.domain = Domain::Air;
      tracks.push_back(sink->addTrack(info));
    };
    const auto report = [&](int second) {
      for (std::size_t i = 0; i < tracks.size(); ++i) {
        Sample sample;
        sample.time = begin + second * kSecond;
        sample.lat = 36 + 0.01 * static_cast<double>(i);
        sample.lon = 137.5 + 0.0005 * second + 0.02 * static_cast<double>(i);
        sink->append(tracks[i], sample);
      }
    };
    for (int i = 0; i < 40; ++i) addTrack();
    for (int s = 0; s < 60; ++s) report(s);
    QVERIFY(sink->commit().ok());

    auto frame = makeFrame({640, 400}, 800, {36.3, 138});
    frame->interactive = true;
    TrackPainter painter;
    TrackPicture picture;
    frame->store = sink->snapshot();
    QVERIFY(frame->store->growth() != 0);
    frame->time = begin + 59 * kSecond;
    painter.cache().tracksAt(TrackPainter::requestOf(*frame), TrackCache::kForever);
    const auto drawUntil = [&](UtcTime until) {
      for (; frame->time < until; frame->time = frame->time + 16 * kMillisecond) {
        painter.make(*frame, picture);
        if (picture.items.size() < 40) return false;
      }
      return true;
    };
    QVERIFY(drawUntil(begin + 60 * kSecond));
    addTrack();
    for (int second = 60; second < 64; ++second) {
      if (second == 62) {
        TrackInfo info = frame->store->tracks()[tracks[7]];
        info.affiliation = Affiliation::Hostile;
        info.type = "J11";
        sink->setTrack(tracks[7], info);
      }
      report(second);
      QVERIFY(sink->commit().ok());
      const StoreViewPtr before = std::exchange(frame->store, sink->snapshot());
      QVERIFY(before != frame->store);
      QCOMPARE(before->growth(), frame->store->growth());
      QVERIFY(drawUntil(begin + (second + 1) * kSecond));
    }
    for (int tries = 0; tries < 300; ++tries) {
      frame->time = frame->time + kMillisecond;
      painter.make(*frame, picture);
      if (picture.items.size() == 41 && picture.items.back().track == tracks[7]) break;
      QTest::qWait(5);
    }
    TrackPainter fresh;
    TrackPicture anew;
    frame->interactive = false;
    painter.make(*frame, picture);
    fresh.make(*frame, anew);
    QCOMPARE(anew.items.size(), 41U);
    QVERIFY(isSame(picture, anew));
    // The threat is drawn last, so above the others, in both.
    QCOMPARE(anew.items.back().track, tracks[7]);
    QCOMPARE(picture.items.back().track, tracks[7]);
    QVERIFY(sink->finish().ok());
    QCOMPARE((*openRecording(path))->growth(), std::uint64_t{0});
  }

  void bandsMakeTheSamePicture() {
    auto frame = makeFrame({640, 400}, 800, {36.3, 138});
    frame->store = mixedPicture();
    TracksLayer one, two;
    const QImage whole = draw(frame, {&one});
    QImage image(frame->view.size, QImage::Format_RGB32);
    image.fill(frame->theme->sea);
    const PixelTarget target = PixelTarget::of(image);
    const Layer::Job job = two.prepare(frame);
    {
      std::jthread upper([&] {
        PixelCanvas canvas(target, 1, QRect(0, 0, 640, 200));
        job(canvas, {});
      });
      PixelCanvas canvas(target, 1, QRect(0, 200, 640, 200));
      job(canvas, {});
    }
    QCOMPARE(image, whole);
  }

  void picksSymbolsAndLabels() {
    std::map<std::string, TrackId> ids;
    auto frame = makeFrame({640, 400}, 800, {36.3, 138});
    frame->store = mixedPicture(&ids);
    TracksLayer layer;
    draw(frame, {&layer});
    std::vector<TrackState> states;
    stateAt(*frame->store, frame->time, states);
    for (const TrackState& s : states) {
      const PixelPoint at = frame->view.toPixel(frame->projection->forward(s.position));
      const Pick hit = layer.pick(*frame, {static_cast<double>(at.x) + 3, static_cast<double>(at.y) - 2});
      QCOMPARE(hit.kind, Pick::Kind::Track);
      QCOMPARE(hit.track, s.track);
      QVERIFY(hit.distancePx < 4.5);
    }
    TrackPainter painter;
    TrackPicture picture;
    painter.make(*frame, picture);
    QCOMPARE(picture.labels.size(), picture.items.size());
    for (const auto& label : picture.labels) {
      const QPointF corner(static_cast<double>(label.box.x + label.box.w) - 2,
                           static_cast<double>(label.box.y) + 2);
      QCOMPARE(layer.pick(*frame, corner).track, label.track);
    }
    QCOMPARE(layer.pick(*frame, {2, 2}).kind, Pick::Kind::None);
  }

  void gapsAreNotBridged() {
    auto sink = makeMemoryRecording();
    Flight early{.callsign = "GAP", .start = {35, 136}, .until = -5 * kMinute};
    const TrackId id = addFlight(*sink, early);
    // The same track is heard again an hour later and far away.
    for (int i = 0; i < 20; ++i) {
      Sample s;
      s.time = sceneTime() + kHour + i * 4 * kSecond;
      s.lat = 37;
      s.lon = 139;
      sink->append(id, s);
    }
    auto frame = makeFrame({640, 400}, 800);
    frame->store = *sink->finish();
    TrackPainter painter;
    QVERIFY(places(painter, *frame).empty());
    frame->time = sceneTime() + 30 * kMinute;
    QVERIFY(places(painter, *frame).empty());
    frame->time = sceneTime() + kHour + 10 * kSecond;
    QCOMPARE(places(painter, *frame).size(), std::size_t{1});
    frame->tracks.trailLength = 2 * kHour;
    frame->tracks.trailsAsDots = false;
    TrackPicture picture;
    painter.make(*frame, picture);
    for (const PathBatch& trail : picture.trails) {
      for (std::size_t i = 0; i < trail.size(); ++i) {
        const auto line = trail.line(i);
        for (std::size_t k = 1; k < line.size(); ++k) {
          QVERIFY(std::hypot(line[k].x - line[k - 1].x, line[k].y - line[k - 1].y) < 60);
        }
      }
    }
  }

  void coastingGrowsUncertain() {
    std::map<std::string, TrackId> ids;
    auto frame = makeFrame({640, 400}, 800, {36.3, 138});
    frame->store = mixedPicture(&ids);
    TrackPainter painter;
    TrackPicture picture;
    const auto item = [&](UtcTime t) -> const TrackPicture::Item* {
      frame->time = t;
      painter.make(*frame, picture);
      for (const auto& i : picture.items) {
        if (i.track == ids["LOST1"]) return &i;
      }
      return nullptr;
    };
    const UtcTime last = sceneTime() - 40 * kSecond;
    QVERIFY(item(last + 5 * kSecond));
    QCOMPARE(item(last + 5 * kSecond)->phase, TrackPhase::Live);
    QCOMPARE(item(last + 20 * kSecond)->phase, TrackPhase::Coasting);
    const float early = item(last + 20 * kSecond)->ring;
    const float late = item(last + 55 * kSecond)->ring;
    QVERIFY(early > 0);
    QVERIFY(late > 2 * early);
    QVERIFY(item(last + 2 * kMinute) == nullptr);
  }

  void crowdsAreThinnedButThreatsStay() {
    auto sink = makeMemoryRecording();
    std::mt19937 random(12);
    std::vector<TrackId> threats;
    for (int i = 0; i < 34'000; ++i) {
      TrackInfo info;
      info.affiliation = i % 1000 == 0 ? Affiliation::Hostile : Affiliation::Civil;
      info.domain = Domain::Air;
      const TrackId id = sink->addTrack(info);
      if (i % 1000 == 0) threats.push_back(id);
      Sample s;
      s.time = sceneTime() - kSecond;
      s.lat = 34 + static_cast<double>(random() % 4000) / 1000;
      s.lon = 136 + static_cast<double>(random() % 4000) / 1000;
      sink->append(id, s);
    }
    auto frame = makeFrame({800, 800}, 800);
    frame->store = *sink->finish();
    TrackPainter painter;
    TrackPicture picture;
    painter.make(*frame, picture);
    QVERIFY(picture.live > TrackPainter::kThinAbove);
    QVERIFY(picture.items.size() <= 112 * 112);
    std::map<TrackId, PixelPoint> shown;
    for (const auto& item : picture.items) shown[item.track] = item.at;
    for (TrackId id : threats) QVERIFY(shown.contains(id));
    QVERIFY(picture.hiddenLabels > 20'000);
  }

  void labelsSayUnitsAndReferences() {
    Sample s;
    s.baroAltitude = static_cast<float>(35'000 * kFoot);
    QCOMPARE(labelAltitude(s, UnitProfile::Air, 14'000 * kFoot), QStringLiteral("FL350"));
    s.baroAltitude = static_cast<float>(4'480 * kFoot);
    QCOMPARE(labelAltitude(s, UnitProfile::Air, 14'000 * kFoot), QStringLiteral("4500 ft"));
    QCOMPARE(labelAltitude(s, UnitProfile::Metric, 14'000 * kFoot), QStringLiteral("1370 m"));
    s.baroAltitude = kNoFloat;
    s.geoAltitude = 118'200;
    QCOMPARE(labelAltitude(s, UnitProfile::Air, 14'000 * kFoot), QStringLiteral("118 km HAE"));
    s.geoAltitude = 3000;
    s.flags = kGeoIsMsl;
    QCOMPARE(labelAltitude(s, UnitProfile::Metric, 14'000 * kFoot), QStringLiteral("3000 m MSL"));
    s.flags = kOnGround;
    QCOMPARE(labelAltitude(s, UnitProfile::Air, 0), QStringLiteral("GND"));
    QCOMPARE(labelAltitude(Sample{}, UnitProfile::Air, 0), QString());
    QCOMPARE(labelSpeed(232.0F, UnitProfile::Air), QStringLiteral("451 kt"));
    QCOMPARE(labelSpeed(2900.0F, UnitProfile::Air), QStringLiteral("2.9 km/s"));
    QCOMPARE(labelSpeed(100.0F, UnitProfile::Metric), QStringLiteral("360 km/h"));
    QCOMPARE(labelSpeed(kNoFloat, UnitProfile::Air), QString());
  }

  void nothingToShowIsNoTrouble() {
    TracksLayer layer;
    auto frame = makeFrame({64, 64}, 1000);
    QCOMPARE(draw(frame, {&layer}), [&] {
      QImage image(64, 64, QImage::Format_RGB32);
      image.fill(frame->theme->sea);
      return image;
    }());
    frame->store = *makeMemoryRecording()->finish();
    draw(frame, {&layer});
    frame->time = {};
    draw(frame, {&layer});
    QCOMPARE(layer.pick(*frame, {10, 10}).kind, Pick::Kind::None);
  }
};

QTEST_MAIN(TestTracksLayer)
#include "tst_trackslayer.moc"
