// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/LabelPlacer.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace sorami;

namespace {

bool overlap(const PixelBox& a, const PixelBox& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

PixelBox symbolBox(const LabelRequest& r) {
  return {r.anchor.x - r.clearance, r.anchor.y - r.clearance, 2 * r.clearance, 2 * r.clearance};
}

std::vector<LabelRequest> scatter(int count, QSize view, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<LabelRequest> out;
  for (int i = 0; i < count; ++i) {
    LabelRequest r;
    r.id = static_cast<std::uint32_t>(i);
    r.anchor = {static_cast<float>(random() % static_cast<unsigned>(view.width())),
                static_cast<float>(random() % static_cast<unsigned>(view.height()))};
    r.width = 56 + static_cast<float>(random() % 30);
    r.height = 28;
    r.priority = static_cast<std::int32_t>(random() % 4);
    out.push_back(r);
  }
  return out;
}

void placeAll(LabelPlacer& placer, QSize view, const std::vector<LabelRequest>& requests,
              std::vector<PlacedLabel>& placed) {
  placer.begin(view);
  for (const LabelRequest& r : requests) placer.block(symbolBox(r));
  placer.place(requests, placed);
}

}  // namespace

class TestLabelPlacer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void loneLabelStandsRightAbove() {
    LabelPlacer placer;
    LabelRequest r;
    r.anchor = {200, 150};
    r.width = 60;
    r.height = 28;
    std::vector<PlacedLabel> placed;
    placeAll(placer, {400, 300}, {r}, placed);
    QCOMPARE(placed.size(), std::size_t{1});
    QVERIFY(placed[0].box.x > r.anchor.x + r.clearance);
    QVERIFY(placed[0].box.y + placed[0].box.h <= r.anchor.y);
  }

  void nothingOverlaps_data() {
    QTest::addColumn<int>("count");
    QTest::newRow("few") << 60;
    QTest::newRow("many") << 600;
    QTest::newRow("crowd") << 900;
  }
  void nothingOverlaps() {
    QFETCH(int, count);
    const QSize view(1000, 700);
    const auto requests = scatter(count, view, 7);
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    placeAll(placer, view, requests, placed);
    QVERIFY(!placed.empty());
    QCOMPARE(placer.hidden() + static_cast<int>(placed.size()), count);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const PixelBox& b = placed[i].box;
      QVERIFY(b.x >= 0 && b.y >= 0 && b.x + b.w <= 1000 && b.y + b.h <= 700);
      for (std::size_t k = i + 1; k < placed.size(); ++k) QVERIFY(!overlap(b, placed[k].box));
      for (const LabelRequest& r : requests) QVERIFY(!overlap(b, symbolBox(r)));
    }
  }

  void theImportantComeFirst() {
    // Both want the one place there is.
    LabelRequest low, high;
    low.id = 1;
    high.id = 2;
    high.priority = 3;
    low.anchor = high.anchor = {60, 40};
    low.width = high.width = 50;
    low.height = high.height = 28;
    LabelPlacer placer;
    placer.begin({150, 80});
    placer.block({0, 0, 66, 80});
    placer.block({0, 44, 150, 36});
    std::vector<PlacedLabel> placed;
    placer.place(std::vector<LabelRequest>{low, high}, placed);
    QCOMPARE(placed.size(), std::size_t{1});
    QCOMPARE(placed[0].request, 1U);
    QCOMPARE(placer.hidden(), 1);
    QVERIFY(placer.wasShown(2));
    QVERIFY(!placer.wasShown(1));
  }

  void aLabelKeepsItsPlaceWhenABetterOneComesFree() {
    LabelRequest r;
    r.anchor = {200, 150};
    r.width = 60;
    r.height = 28;
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    placer.begin({400, 300});
    placer.block(LabelPlacer::boxFor(r, 0));  // the best place is taken
    placer.place(std::vector<LabelRequest>{r}, placed);
    const auto slot = placed.at(0).slot;
    QVERIFY(slot != 0);
    placeAll(placer, {400, 300}, {r}, placed);
    QCOMPARE(placed.at(0).slot, slot);
  }

  void aHiddenLabelComesBackOnlyWithRoomToSpare() {
    LabelRequest r;
    r.anchor = {100, 100};
    r.clearance = 8;
    r.width = 60;
    r.height = 28;
    // A lane that holds the label, but not with slack, above right; everything else is taken.
    const PixelBox place = LabelPlacer::boxFor(r, 0);
    const auto besiege = [&](LabelPlacer& placer, float room) {
      placer.begin({400, 300});
      placer.block({0, 0, 400, place.y - room});
      placer.block({0, place.y + place.h + 4, 400, 300});
      placer.block({0, 0, place.x - 5, 300});
      placer.block({place.x + place.w + room, 0, 400, 300});
    };
    std::vector<PlacedLabel> placed;
    LabelPlacer fresh;
    besiege(fresh, 4);
    fresh.place(std::vector<LabelRequest>{r}, placed);
    QCOMPARE(placed.size(), std::size_t{0});
    besiege(fresh, 16);
    fresh.place(std::vector<LabelRequest>{r}, placed);
    QCOMPARE(placed.size(), std::size_t{1});
    // Once shown it stays where a new one would not come.
    besiege(fresh, 4);
    fresh.place(std::vector<LabelRequest>{r}, placed);
    QCOMPARE(placed.size(), std::size_t{1});
  }

  void whatTheUserPutSomewhereStaysThere() {
    auto requests = scatter(300, {800, 600}, 3);
    requests[5].pinned = true;
    requests[5].pinnedOffset = {-90, 40};
    requests[5].anchor = {400, 300};
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    placeAll(placer, {800, 600}, requests, placed);
    QCOMPARE(placed.at(0).request, 5U);
    QCOMPARE(placed[0].box.x, 310.0F);
    QCOMPARE(placed[0].box.y, 340.0F);
    for (std::size_t i = 1; i < placed.size(); ++i) QVERIFY(!overlap(placed[0].box, placed[i].box));
  }

  void whatMustShowIsShownInACrowd() {
    auto requests = scatter(3000, {600, 400}, 11);
    requests[17].mustShow = true;
    requests[17].anchor = {300, 200};
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    placeAll(placer, {600, 400}, requests, placed);
    QVERIFY(placer.wasShown(requests[17].id));
  }

  /// A dozen threats close together, each of which must be named: they go farther out before one covers
  /// another, keep their places, and come back when the others have gone.
  void threatsDoNotCoverEachOther() {
    const QSize view(1200, 800);
    std::vector<LabelRequest> requests;
    for (std::uint32_t i = 0; i < 12; ++i) {
      LabelRequest r;
      r.id = i;
      r.anchor = {600 + static_cast<float>(i % 4) * 22, 400 + static_cast<float>(i / 4) * 22};
      r.width = 140;
      r.height = 30;
      r.priority = 5;
      r.mustShow = true;
      requests.push_back(r);
    }
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    std::map<std::uint32_t, std::uint8_t> slots;
    for (int frame = 0; frame < 3; ++frame) {
      placeAll(placer, view, requests, placed);
      QCOMPARE(placed.size(), requests.size());
      for (std::size_t i = 0; i < placed.size(); ++i) {
        for (std::size_t k = i + 1; k < placed.size(); ++k)
          QVERIFY2(!overlap(placed[i].box, placed[k].box), qPrintable(QString("%1 %2").arg(i).arg(k)));
        const auto [at, isNew] = slots.emplace(placed[i].request, placed[i].slot);
        QVERIFY2(isNew || at->second == placed[i].slot, "a label that stood well has moved");
      }
    }
    const auto far = std::find_if(slots.begin(), slots.end(),
                                  [](const auto& s) { return s.second >= LabelPlacer::kRoomSlots; });
    QVERIFY(far != slots.end());
    placeAll(placer, view, {requests[far->first]}, placed);
    QVERIFY(placed[0].slot < LabelPlacer::kRoomSlots);
  }

  /// Tracks that fly: a label moves with its track; it takes another place only where its own was taken, and
  /// few do in any one frame.
  void movementIsBounded() {
    const QSize view(1400, 900);
    auto requests = scatter(250, view, 5);
    std::mt19937 random(9);
    std::vector<PixelPoint> velocity;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const float a = static_cast<float>(random() % 628) * 0.01F;
      // An airliner at 60 times its speed, 2 km a pixel, 60 pictures a second.
      velocity.push_back({0.125F * std::cos(a), 0.125F * std::sin(a)});
    }
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    std::map<std::uint32_t, std::pair<std::uint8_t, PixelBox>> before;
    int changes = 0, appearances = 0, kept = 0;
    constexpr int kFrames = 200;
    for (int f = 0; f < kFrames; ++f) {
      placeAll(placer, view, requests, placed);
      std::map<std::uint32_t, std::pair<std::uint8_t, PixelBox>> now;
      for (const PlacedLabel& p : placed) now[requests[p.request].id] = {p.slot, p.box};
      if (f > 0) {
        for (const auto& [id, place] : now) {
          const auto was = before.find(id);
          if (was == before.end()) {
            ++appearances;
          } else if (was->second.first != place.first) {
            ++changes;
          } else {
            ++kept;
            QVERIFY(std::abs(place.second.x - was->second.second.x) <= 1.5F);
            QVERIFY(std::abs(place.second.y - was->second.second.y) <= 1.5F);
          }
        }
      }
      before = std::move(now);
      for (std::size_t i = 0; i < requests.size(); ++i) {
        requests[i].anchor.x += velocity[i].x;
        requests[i].anchor.y += velocity[i].y;
      }
    }
    const double labels = kept + changes + appearances;
    QVERIFY2(changes < 0.006 * labels, qPrintable(QString::number(changes / labels)));
    QVERIFY2(appearances < 0.005 * labels, qPrintable(QString::number(appearances / labels)));
  }

  void theOrderOfTheRequestsDoesNotMatter() {
    auto requests = scatter(500, {900, 600}, 21);
    LabelPlacer a, b;
    std::vector<PlacedLabel> first, second;
    placeAll(a, {900, 600}, requests, first);
    auto reversed = requests;
    std::reverse(reversed.begin(), reversed.end());
    placeAll(b, {900, 600}, reversed, second);
    QCOMPARE(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      QCOMPARE(requests[first[i].request].id, reversed[second[i].request].id);
      QCOMPARE(first[i].slot, second[i].slot);
    }
  }

  void smallAndStrangeViews() {
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    auto requests = scatter(20, {100, 100}, 2);
    placeAll(placer, {1, 1}, requests, placed);
    QCOMPARE(placer.hidden(), 20);
    requests[0].anchor = {-1e7F, 1e7F};
    placeAll(placer, {3840, 2160}, requests, placed);
    QVERIFY(placed.size() < 20);
    placeAll(placer, {64, 64}, {}, placed);
    QCOMPARE(placer.hidden(), 0);
  }
};

QTEST_APPLESS_MAIN(TestLabelPlacer)
#include "tst_labelplacer.moc"
