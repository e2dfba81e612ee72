// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/AroundPoint.h"
#include "data/store/HeatMap.h"
#include "data/store/Queries.h"
#include "tests/widgets/scene/SceneFixture.h"
#include "widgets/scene/diagram/ScopeDiagram.h"
#include "widgets/scene/layers/HeatLayer.h"
#include "widgets/scene/layers/StoryLayer.h"
#include "widgets/scene/layers/StoryPicture.h"
#include "widgets/scene/layers/TrackLabel.h"
#include "widgets/scene/layers/TrackPicture.h"
#include "widgets/scene/layers/TracksLayer.h"

#include <QTest>

using namespace sorami;
using namespace sorami::test;

namespace {

std::shared_ptr<Frame> sky(int tracks = 40) {
  auto frame = makeFrame({900, 600}, 1200);
  const auto sink = makeMemoryRecording();
  sink->addSource({"ADS-B Tokyo", "sbs", -1});
  for (int i = 0; i < tracks; ++i) {
    Flight f;
    f.callsign = (i % 2 ? "JAL" : "ANA") + std::to_string(i);
    f.affiliation = i % 5 == 0 ? Affiliation::Hostile : Affiliation::Civil;
    f.start = {34.5 + 0.07 * i, 135.5 + 0.09 * (i * 7 % tracks)};
    f.course = 17.0 * i;
    f.altitude = 500.0 * i;
    f.climb = i % 3 - 1;
    f.speed = 100 + 5 * i;
    f.interval = (i % 4 + 1) * 7 * kSecond;
    addFlight(*sink, f);
  }
  auto view = sink->finish();
  if (view) frame->store = *view;
  return frame;
}

std::vector<TrackId> shown(const TrackPicture& picture, bool dimToo = false) {
  std::vector<TrackId> ids;
  for (const auto& item : picture.items)
    if (!item.dim || dimToo) ids.push_back(item.track);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<TrackId> passing(const Frame& frame, const std::vector<TrackId>& among) {
  std::vector<TrackState> states;
  stateAt(*frame.store, frame.time, states);
  std::vector<TrackId> ids;
  for (const TrackState& s : states) {
    if (!std::binary_search(among.begin(), among.end(), s.track)) continue;
    const TrackInfo& info = frame.store->tracks()[s.track];
    if (frame.filter->matches(info, frame.store->sources()[info.source].name,
                              TrackFilter::momentOf(s, frame.time))) {
      ids.push_back(s.track);
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

class TestBriefing : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void mapAndTableAgreeOnTheFilter_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"alt < 20000ft", "speed > 400kt", "callsign ~ JAL*", "affiliation:hostile or climb < 0",
          "heading = 300..60", "source:tokyo", "within(80NM, 36N 138E)", "not is:ground age < 5s"}) {
      QTest::newRow(text) << QString::fromLatin1(text);
    }
  }
  void mapAndTableAgreeOnTheFilter() {
    QFETCH(QString, text);
    const auto frame = sky();
    TrackPainter painter;
    TrackPicture picture;
    painter.make(*frame, picture);
    const auto all = shown(picture);
    QVERIFY(all.size() > 20);
    frame->filter = TrackFilter::parse(text.toStdString());
    QVERIFY(frame->filter);
    for (int k = 0; k < 6; ++k) {
      frame->time = sceneTime() + k * 13 * kSecond;
      frame->filterDims = false;
      const auto same = std::make_shared<Frame>(*frame);
      same->filter.reset();
      painter.make(*same, picture);
      const auto here = shown(picture);
      painter.make(*frame, picture);
      const auto hard = shown(picture);
      QVERIFY2(hard == passing(*frame, here), qPrintable(text));
      QCOMPARE(shown(picture, true), hard);
      frame->filterDims = true;
      painter.make(*frame, picture);
      QVERIFY(shown(picture) == hard);
      QVERIFY(shown(picture, true) == here);
      for (const auto& label : picture.labels)
        QVERIFY(std::binary_search(hard.begin(), hard.end(), label.track));
    }
  }

  void calloutsStandAtTheirTracks() {
    const auto frame = sky();
    const auto tracks = std::make_unique<TracksLayer>();
    StoryLayer layer(tracks->cache());
    TrackPainter painter;
    TrackPicture picture;
    painter.make(*frame, picture);
    const TrackId track = picture.items.front().track;
    auto story = std::make_shared<FrameStory>();
    story->callouts.push_back({track, {}, QStringLiteral("This one\nturns away"), {30, 20}});
    story->callouts.push_back({kNoTrack, {36, 138}, QStringLiteral("Place"), {-80, -60}});
    frame->story = story;
    const auto place = [&](TrackId id) -> std::optional<PixelPoint> {
      for (const auto& item : picture.items)
        if (item.track == id) return item.at;
      return std::nullopt;
    };
    const StoryPicture made = layoutStory(*frame, place);
    QCOMPARE(made.callouts.size(), std::size_t{2});
    QCOMPARE(made.anchors[0].x, picture.items.front().at.x);
    draw(frame, {tracks.get(), &layer});
    const PixelBox box = made.callouts[0].second;
    const Pick pick =
        layer.pick(*frame, {static_cast<double>(box.x + box.w / 2), static_cast<double>(box.y + box.h / 2)});
    QVERIFY(pick.kind == Pick::Kind::Callout);
    QCOMPARE(pick.callout, 0);
    // Nothing leaves the picture.
    for (const auto& plate : made.plates) QVERIFY(QRectF(0, 0, 900, 600).contains(plate.box));
  }

  void wordsStayOnTheirCard() {
    const auto frame = sky(2);
    auto story = std::make_shared<FrameStory>();
    story->title = QStringLiteral("A title that is rather long and so has to be broken somewhere");
    story->words =
        QStringLiteral("# Heading\nText with **weight** and a [link](http://x).\n\n- one\n- two\n\n") +
        QStringLiteral("日本語の文章は空白がなくても折り返されます。").repeated(30);
    frame->story = story;
    const QRectF card = storyCardBox(*frame);
    QVERIFY(card.width() > 100 && QRectF(0, 0, 900, 600).contains(card));
    const StoryPicture made = layoutStory(*frame, [](TrackId) { return std::nullopt; });
    for (const TextRun& run : made.texts) {
      QVERIFY(static_cast<double>(run.at.y) < card.bottom() && static_cast<double>(run.at.x) >= card.left());
      QVERIFY(!run.text.contains(QLatin1String("**")) && !run.text.contains(QLatin1String("http")));
    }
    frame->story = nullptr;
    QVERIFY(storyCardBox(*frame).isEmpty());
  }

  void markdownIsRead() {
    const auto lines =
        wordLines(QStringLiteral("# Head\npara one\nstill one\n\n- a\n- b *c*\n  1. d\n**bold line**"));
    QStringList texts;
    for (const WordLine& line : lines) texts << line.text;
    QCOMPARE(texts, QStringList({QStringLiteral("Head"), QStringLiteral("para one still one"),
                                 QStringLiteral("\u2022 a"), QStringLiteral("\u2022 b c"),
                                 QStringLiteral("1. d bold line")}));
    QVERIFY(lines[0].isHeading && lines[2].startsBlock);
    QCOMPARE(lines[4].indent, 1);
  }

  void draggedLabelsStayWherePut() {
    const auto frame = sky();
    TrackPainter painter;
    TrackPicture picture;
    painter.make(*frame, picture);
    QVERIFY(!picture.labels.empty());
    const TrackId track = picture.labels.front().track;
    auto choices = std::make_shared<LabelChoices>();
    (*choices)[track].offset = QPointF(55, -70);
    frame->labelChoices = choices;
    for (int k = 0; k < 5; ++k) {
      frame->time = sceneTime() + k * 7 * kSecond;
      painter.make(*frame, picture);
      const auto found = std::find_if(picture.labels.begin(), picture.labels.end(),
                                      [&](const auto& l) { return l.track == track; });
      QVERIFY(found != picture.labels.end());
      QVERIFY(std::abs(found->box.x - found->anchor.x - 55) <= 1 &&
              std::abs(found->box.y - found->anchor.y + 70) <= 1);
      const Pick pick =
          picture.pick({static_cast<double>(found->box.x + 3), static_cast<double>(found->box.y + 3)}, 4);
      QVERIFY(pick.onLabel && pick.track == track);
      QVERIFY(std::abs(pick.labelOffset.x() - 55) <= 1);
    }
  }

  void aPairShowsRangeAndBearing() {
    const auto frame = sky();
    TrackPainter painter;
    TrackPicture picture;
    painter.make(*frame, picture);
    frame->selectedTrack = picture.items[0].track;
    frame->secondTrack = picture.items[1].track;
    painter.make(*frame, picture);
    QCOMPARE(picture.pair.size(), std::size_t{1});
    QVERIFY(!picture.pairText.isEmpty() && picture.pairText.front().contains(QStringLiteral("NM")));
    frame->units = UnitProfile::Metric;
    painter.make(*frame, picture);
    QVERIFY(picture.pairText.front().contains(QStringLiteral("km")));
  }

  // --- views beside the map, as pictures

  void scopeAndSideViewShowWhatIsThere_data() {
    QTest::addColumn<QString>("themeId");
    QTest::newRow("night") << "night";
    QTest::newRow("dusk") << "dusk";
    QTest::newRow("day") << "day";
  }
  void scopeAndSideViewShowWhatIsThere() {
    QFETCH(QString, themeId);
    const auto frame = sky(24);
    AroundDiagram d;
    d.look.theme = theme(themeId);
    d.look.title = QStringLiteral("Oki");
    d.look.marking = QStringLiteral("EXERCISE · NOTIONAL DATA");
    d.store = frame->store;
    d.turn = 12;
    d.afterglow = 120;
    d.antennaMsl = 600;
    d.around = std::make_shared<const AroundPoint>(
        aroundPoint(*frame->store, frame->time, {35.5, 137}, 250e3, 2 * kMinute));
    QVERIFY(d.around->tracks.size() > 10);
    d.selected = d.around->tracks[3].track;
    const auto picture = [](const AroundDiagram& of, QSize size, auto draw) {
      QImage image(size, QImage::Format_RGB32);
      PixelCanvas canvas(image, 1);
      draw(canvas, of);
      return image;
    };
    const QSize scopeSize(760, 800);
    const QSize sideSize(1000, 360);
    const auto count = [](const QImage& image, const QColor& colour, int within) {
      int n = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
          const QColor c = image.pixelColor(x, y);
          n += std::abs(c.red() - colour.red()) + std::abs(c.green() - colour.green()) +
                   std::abs(c.blue() - colour.blue()) <
               within;
        }
      return n;
    };
    for (const bool isScope : {true, false}) {
      const QSize size = isScope ? scopeSize : sideSize;
      const auto draw = isScope ? drawScope : drawSideView;
      const QImage image = picture(d, size, draw);
      QVERIFY2(image == picture(d, size, draw), "the same picture twice");
      // The selection's ring is there, and gone with the selection.
      AroundDiagram none = d;
      none.selected = kNoTrack;
      QVERIFY(count(image, d.look.theme->selection, 60) >
              count(picture(none, size, draw), d.look.theme->selection, 60));
      // What hostile tracks are drawn in is in the picture.
      QVERIFY(count(image, d.look.theme->colourOf(Affiliation::Hostile), 120) > 5);
      // A click finds what is drawn, and nothing where nothing is.
      int hits = 0;
      for (int y = 0; y < size.height(); y += 3)
        for (int x = 0; x < size.width(); x += 3) {
          const TrackId at =
              isScope ? trackOnScope(d, size, 1, QPointF(x, y)) : trackOnSideView(d, size, 1, QPointF(x, y));
          hits += at == d.selected;
        }
      QVERIFY2(hits > 5 && hits < 60, qPrintable(QString::number(hits)));
      // Every label has its place or is counted.
      AroundDiagram crowded = d;
      crowded.labels = 2;
      QImage into(size, QImage::Format_RGB32);
      PixelCanvas canvas(into, 1);
      QVERIFY(draw(canvas, crowded) > 0);
    }
    // The glow fades: an hour later nothing of it is left.
    AroundDiagram later = d;
    auto moved = std::make_shared<AroundPoint>(*d.around);
    for (TrackAround& t : moved->tracks)
      for (SeenFrom& s : t.past) s.age += 3600;
    later.around = moved;
    QVERIFY(picture(later, scopeSize, drawScope) != picture(d, scopeSize, drawScope));
  }

  /// So many plots that arcs would run together are dots; the youngest of a place is what is seen of it.
  void manyPlotsAreAnAfterglow() {
    AroundDiagram d;
    d.look.theme = theme(QStringLiteral("night"));
    d.afterglow = 3600;
    auto around = std::make_shared<AroundPoint>();
    around->range = 100e3;
    // An old ring, and across its eastern half a young one.
    for (int i = 0; i < 40'000; ++i) {
      const float a = static_cast<float>(i) * 6.2831853F / 40'000;
      around->plots.push_back({60e3F * std::sin(a), 60e3F * std::cos(a), 5000, 3500});
      if (i < 20'000) around->plots.push_back({60e3F * std::sin(a), 60e3F * std::cos(a), 5000, 10});
    }
    d.around = around;
    const QSize size(700, 740);
    const auto picture = [&](auto draw) {
      QImage image(size, QImage::Format_RGB32);
      PixelCanvas canvas(image, 1);
      draw(canvas, d);
      return image;
    };
    const QImage scope = picture(drawScope);
    QVERIFY(scope == picture(drawScope));
    // Green of the glow against that of the ground, along a line through the middle of the ring.
    const auto glowing = [&](int from, int to, int y) {
      int most = 0;
      for (int x = from; x < to; ++x) most = std::max(most, qGreen(scope.pixel(x, y)));
      return most;
    };
    const int middle = 46 + 310;
    const int young = glowing(360, 640, middle + 20), old = glowing(60, 340, middle + 20);
    QVERIFY2(young > old + 40, qPrintable(QStringLiteral("%1 %2").arg(young).arg(old)));
    const QImage side = picture(drawSideView);
    // Once all have faded nothing is left of them.
    auto faded = std::make_shared<AroundPoint>(*around);
    for (SeenFrom& s : faded->plots) s.age += 3700;
    auto none = std::make_shared<AroundPoint>();
    none->range = around->range;
    d.around = faded;
    const QImage after = picture(drawScope);
    d.around = none;
    QVERIFY(after == picture(drawScope));
    QVERIFY2(side != picture(drawSideView), "plots are seen from the side too");
  }

  void heatMapsAndPlainSymbolsAreDrawn() {
    const auto frame = sky(40);
    HeatLayer heat;
    TracksLayer tracks;
    frame->tracks.trailLength = 0;
    frame->tracks.maxLabels = 0;
    const QImage bare = draw(frame, {&heat});
    for (const HeatKind kind : {HeatKind::Reports, HeatKind::MeanAltitude, HeatKind::FirstDetections}) {
      frame->heat = makeHeatMap(*frame->store, frame->store->extent(), kind, 90);
      const QImage image = draw(frame, {&heat});
      QVERIFY(image == draw(frame, {&heat}));
      int coloured = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) coloured += image.pixel(x, y) != bare.pixel(x, y);
      QVERIFY2(coloured > 200, qPrintable(QString::number(coloured)));
      const auto steps = heatSteps(*frame->heat, *frame->theme, frame->units);
      QVERIFY(steps.front().colour != steps.back().colour && !steps.back().text.isEmpty());
    }
    frame->heat.reset();
    std::vector<QImage> styles;
    for (const SymbolStyle style : {SymbolStyle::Military, SymbolStyle::Simple, SymbolStyle::Scope}) {
      frame->tracks.symbols = style;
      styles.push_back(draw(frame, {&tracks}));
    }
    QVERIFY(styles[0] != styles[1] && styles[1] != styles[2] && styles[0] != styles[2]);
    // Larger symbols cover more.
    const auto covered = [&](int px) {
      frame->tracks.symbolPx = px;
      const QImage image = draw(frame, {&tracks});
      int n = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) n += image.pixel(x, y) != bare.pixel(x, y);
      return n;
    };
    frame->tracks.symbols = SymbolStyle::Simple;
    frame->tracks.vectorMinutes = 0;
    const int small = covered(16);
    QVERIFY(covered(64) > 4 * small);
  }

  void labelsSayWhatIsChosen() {
    const auto frame = sky(1);
    TrackInfo info = frame->store->tracks()[0];
    info.type = "B789";
    info.mode3A = 01234;
    info.remarks = "a very long remark that does not fit into any block";
    Sample s;
    s.baroAltitude = 10'668;
    s.groundSpeed = 231.5F;
    s.trackDeg = 93.4F;
    s.verticalRate = -5.08F;
    const auto lines = [&](int fields) {
      frame->tracks.labelFields = static_cast<std::uint16_t>(fields);
      const LabelText text = labelText(info, s, 2, *frame, false);
      return QString(text.motion + QLatin1Char('|') + text.remarks);
    };
    QCOMPARE(lines(0).trimmed().remove(QLatin1Char(' ')), QStringLiteral("|"));
    QVERIFY(lines(kLabelAltitude).startsWith(QStringLiteral("FL350")));
    QVERIFY(lines(kLabelSpeed).contains(QStringLiteral("450 kt")));
    QVERIFY(lines(kLabelHeading).contains(QStringLiteral("093\u00B0")));
    QVERIFY(lines(kLabelClimb).contains(QStringLiteral("\u221210")));
    QVERIFY(lines(kLabelType).endsWith(QStringLiteral("|B789")));
    QVERIFY(lines(kLabelSquawk).endsWith(QStringLiteral("|A1234")));
    QVERIFY(lines(kLabelSource).endsWith(QStringLiteral("|ADS-B Tokyo")));
    QVERIFY(lines(kLabelRemarks).endsWith(QChar(0x2026)));
    QVERIFY(lines(kLabelRemarks).size() < 40);
  }
};

QTEST_MAIN(TestBriefing)
#include "tst_briefing.moc"
