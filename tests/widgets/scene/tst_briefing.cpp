// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/Queries.h"
#include "tests/widgets/scene/SceneFixture.h"
#include "widgets/scene/layers/StoryLayer.h"
#include "widgets/scene/layers/StoryPicture.h"
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
};

QTEST_MAIN(TestBriefing)
#include "tst_briefing.moc"
