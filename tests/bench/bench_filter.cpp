// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// From a filter's text to the picture of 100 000 tracks, and to the table's rows.
#include "BenchTable.h"
#include "data/events/Events.h"
#include "data/store/MemoryRecording.h"
#include "widgets/panels/TrackRows.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/Theme.h"
#include "widgets/scene/layers/TrackPicture.h"

#include <QGuiApplication>

#include <random>

using namespace sorami;

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  constexpr int kTracks = 100'000;
  const UtcTime start = utcFromCivil(2026, 8, 12, 6);
  std::mt19937 random(1);
  const auto uniform = [&](double a, double b) {
    return std::uniform_real_distribution<double>(a, b)(random);
  };
  const auto sink = makeMemoryRecording();
  sink->addSource({"ADS-B Tokyo", "sbs", -1});
  sink->addSource({"SAC 25 SIC 201", "asterix", 1});
  for (int i = 0; i < kTracks; ++i) {
    TrackInfo info;
    info.source = static_cast<std::uint16_t>(i % 2);
    info.callsign = (i % 3 ? "JAL" : "ANA") + std::to_string(i);
    info.nativeId = {IdKind::Icao24, static_cast<std::uint64_t>(i)};
    info.icao24 = i;
    info.affiliation = static_cast<Affiliation>(i % 8);
    const TrackId id = sink->addTrack(info);
    const double lat = uniform(20, 50);
    const double lon = uniform(120, 155);
    for (int k = 0; k < 4; ++k) {
      Sample s;
      s.time = start + k * 10 * kSecond;
      s.lat = lat + 0.01 * k;
      s.lon = lon + 0.01 * k;
      s.baroAltitude = static_cast<float>(uniform(0, 12'000));
      s.groundSpeed = static_cast<float>(uniform(50, 300));
      s.trackDeg = 45;
      sink->append(id, s);
    }
  }
  auto view = sink->finish();
  if (!view) return 1;
  auto frame = std::make_shared<Frame>();
  auto projection = Projection::create("lcc-japan", {36, 138});
  auto theme = loadTheme(QStringLiteral("night"));
  if (!projection || !theme) return 1;
  frame->projection = *projection;
  frame->theme = std::make_shared<const Theme>(*theme);
  frame->view.size = {1920, 1080};
  frame->view.metresPerPixel = 2500;
  frame->view.centre = frame->projection->forward(LatLon{36, 138});
  frame->store = *view;
  frame->time = start + 15 * kSecond;
  frame->interactive = true;
  TrackPainter painter;
  TrackPicture picture;
  painter.cache().tracksAt(TrackPainter::requestOf(*frame), TrackCache::kForever);
  painter.make(*frame, picture);

  QImage image(frame->view.size, QImage::Format_RGB32);
  PixelCanvas canvas(image, 1);
  bench::Table table("filter over 100 000 tracks");
  const char* const texts[] = {"alt < 5000ft and source:ADS-B", "callsign ~ JAL1*", "affiliation:hostile",
                               "speed > 400kt and not (alt > FL300 or callsign:99)",
                               "within(100NM, 35.5N 139.8E)"};
  for (const char* text : texts) {
    const auto toPicture = bench::measure(5, [&] {
      frame->filter = TrackFilter::parse(text);
      painter.make(*frame, picture);
      picture.drawTracks(canvas, *frame);
      picture.drawLabels(canvas, *frame);
    });
    table.add(std::string("to picture, drawn: ") + text, toPicture.median, "ms", 100);
    TrackRowsRequest request;
    request.store = frame->store;
    request.time = frame->time;
    request.passes = TrackFilter::parse(text);
    const auto toRows = bench::measure(3, [&] { makeTrackRows(request, {}); });
    table.add(std::string("to table: ") + text, toRows.median, "ms");
  }
  const auto found = bench::measure(3, [&] { findEvents(**view, {}, {}); });
  table.add("events of 400 000 reports", found.median, "ms");
  return 0;
}
