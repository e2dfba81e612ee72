// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/coverage/CoverageService.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

using namespace sorami;

namespace {

/// Collects what a service hands over.
struct Inbox {
  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<CoverageUpdate> updates;

  CoverageService::Deliver deliver() {
    return [this](const CoverageUpdate& update) {
      const std::lock_guard lock(mutex);
      updates.push_back(update);
      arrived.notify_all();
    };
  }
  bool waitFor(const std::function<bool(const std::vector<CoverageUpdate>&)>& done) {
    std::unique_lock lock(mutex);
    return arrived.wait_for(lock, std::chrono::seconds(60), [&] { return done(updates); });
  }
};

/// Rough ground at 3″ about (36, 138), made by arithmetic: enough that a refined field takes a while.
TerrainPtr hills() {
  TerrainGrid grid;
  grid.name = "hills";
  grid.firstLon = 137;
  grid.firstLat = 37;
  grid.stepLon = 1.0 / 1200;
  grid.stepLat = -1.0 / 1200;
  grid.columns = grid.rows = 2400;
  auto posts = std::make_shared<std::vector<std::int16_t>>();
  for (int r = 0; r < grid.rows; ++r) {
    for (int c = 0; c < grid.columns; ++c) {
      posts->push_back(static_cast<std::int16_t>(400 + 300 * std::sin(c * 0.013) * std::cos(r * 0.017)));
    }
  }
  grid.posts = posts;
  return Terrain::withGrid(nullptr, grid);
}

FloorRequest someRequest() {
  FloorRequest request;
  request.site = {36.1, 138.05};
  request.range = 80'000;
  return request;
}

}  // namespace

class TestCoverageService : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void coarseThenFine() {
    Inbox inbox;
    CoverageService service(inbox.deliver());
    const std::uint64_t generation = service.request("a", someRequest(), hills());
    QVERIFY(inbox.waitFor([](const auto& u) { return !u.empty() && u.back().last; }));
    const std::lock_guard lock(inbox.mutex);
    QCOMPARE(inbox.updates.size(), std::size_t{3});
    const FloorQuality expected[] = {FloorQuality::Preview, FloorQuality::Fast, FloorQuality::Refined};
    for (std::size_t i = 0; i < 3; ++i) {
      const CoverageUpdate& update = inbox.updates[i];
      QVERIFY(update.field.ok());
      QVERIFY((*update.field)->quality() == expected[i]);
      QCOMPARE(update.generation, generation);
      QCOMPARE(update.last, i == 2);
      QVERIFY(!(*update.field)->smoothEarth());
    }
  }

  void stopsWhereAsked() {
    Inbox inbox;
    CoverageService service(inbox.deliver());
    service.request("a", someRequest(), nullptr, FloorQuality::Preview);
    QVERIFY(inbox.waitFor([](const auto& u) { return !u.empty(); }));
    QTRY_VERIFY(!service.isBusy());
    const std::lock_guard lock(inbox.mutex);
    QCOMPARE(inbox.updates.size(), std::size_t{1});
    QVERIFY(inbox.updates[0].last);
  }

  void newestWins() {
    const TerrainPtr terrain = hills();
    Inbox inbox;
    CoverageService service(inbox.deliver());
    std::uint64_t newest = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 200; ++i) {
      FloorRequest request = someRequest();
      request.antennaHeight = i;
      newest = service.request("a", request, terrain);
    }
    // Asking costs next to nothing whatever is being computed.
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(inbox.waitFor([&](const auto& u) { return !u.empty() && u.back().last; }));
    const std::lock_guard lock(inbox.mutex);
    QCOMPARE(inbox.updates.back().generation, newest);
    QCOMPARE((*inbox.updates.back().field)->request().antennaHeight, 199.0);
    QVERIFY(inbox.updates.size() < 100);
    std::uint64_t before = 0;
    for (const CoverageUpdate& update : inbox.updates) {
      QVERIFY(update.field.ok());
      QVERIFY(update.generation >= before);
      before = update.generation;
    }
  }

  void previewsOfAllComeFirst() {
    const TerrainPtr terrain = hills();
    Inbox inbox;
    CoverageService service(inbox.deliver(), 1);
    for (const char* id : {"a", "b", "c", "d"}) service.request(id, someRequest(), terrain);
    QVERIFY(inbox.waitFor([](const auto& u) { return u.size() == 12; }));
    const std::lock_guard lock(inbox.mutex);
    // All four were asked for before the first was done or just after: from the second on no refined field
    // may come before a preview.
    bool refinedSeen = false;
    for (const CoverageUpdate& update : inbox.updates) {
      const FloorQuality quality = (*update.field)->quality();
      if (quality == FloorQuality::Preview) QVERIFY(!refinedSeen);
      refinedSeen = refinedSeen || quality == FloorQuality::Refined;
    }
  }

  void cancelled() {
    const TerrainPtr terrain = hills();
    Inbox inbox;
    CoverageService service(inbox.deliver());
    service.request("a", someRequest(), terrain);
    service.request("b", someRequest(), terrain);
    service.cancel("a");
    QVERIFY(inbox.waitFor([](const auto& u) { return !u.empty() && u.back().last; }));
    QTRY_VERIFY(!service.isBusy());
    const std::lock_guard lock(inbox.mutex);
    for (const CoverageUpdate& update : inbox.updates) {
      // The preview of "a" may have been in hand already.
      QVERIFY(update.id == "b" || !update.last);
    }
  }

  void goesAwayInTheMiddle() {
    const TerrainPtr terrain = hills();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i) {
      std::atomic<bool> gone = false;
      std::atomic<int> late = 0;
      {
        CoverageService service([&](const CoverageUpdate&) { late += gone ? 1 : 0; });
        for (const char* id : {"a", "b", "c"}) service.request(id, someRequest(), terrain);
        std::this_thread::sleep_for(std::chrono::milliseconds(3 * i));
      }
      gone = true;
      QCOMPARE(late.load(), 0);
    }
    QVERIFY(timer.elapsed() < 60'000);
  }

  void tellsWhatIsWrong() {
    Inbox inbox;
    CoverageService service(inbox.deliver());
    FloorRequest request = someRequest();
    request.k = -1;
    service.request("a", request, nullptr);
    QVERIFY(inbox.waitFor([](const auto& u) { return !u.empty(); }));
    const std::lock_guard lock(inbox.mutex);
    QVERIFY(!inbox.updates[0].field.ok());
    QVERIFY(inbox.updates[0].last);
  }
};

QTEST_GUILESS_MAIN(TestCoverageService)
#include "tst_coverageservice.moc"
