// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/Units.h"
#include "data/coverage/CoverageField.h"
#include "data/geo/Geodesic.h"
#include "data/store/MemoryRecording.h"
#include "widgets/scene/Compositor.h"
#include "widgets/scene/Frame.h"
#include "widgets/scene/Layer.h"
#include "widgets/scene/PixelCanvas.h"
#include "widgets/scene/Theme.h"

#include <QImage>

#include <cmath>
#include <limits>

namespace sorami::test {

inline UtcTime sceneTime() {
  return utcFromCivil(2026, 8, 12, 6, 12, 30);
}

/// One straight or turning flight with reports at even intervals.
struct Flight {
  std::string callsign;
  Affiliation affiliation = Affiliation::Civil;
  LatLon start;
  double course = 90;        ///< deg
  double speed = 230;        ///< m/s
  double altitude = 10'668;  ///< m
  double climb = 0;          ///< m/s
  double turn = 0;           ///< deg/s
  Micros interval = 4 * kSecond;
  Micros from = -10 * kMinute;  ///< after sceneTime()
  Micros until = 10 * kMinute;
  std::uint16_t flags = 0;
  bool simulated = false;
  std::string type = "B77W";
  bool velocity = true;  ///< reports say how fast it goes
  Domain domain = Domain::Air;
};

inline TrackId addFlight(SampleSink& sink, const Flight& f) {
  TrackInfo info;
  info.callsign = f.callsign;
  info.affiliation = f.affiliation;
  info.domain = f.domain;
  info.type = f.type;
  info.simulated = f.simulated;
  info.mode3A = 01234;
  info.medianInterval = f.interval;
  const TrackId id = sink.addTrack(info);
  LatLon p = f.start;
  double course = f.course;
  double altitude = f.altitude;
  for (Micros t = f.from; t <= f.until; t += f.interval) {
    Sample s;
    s.time = sceneTime() + t;
    s.lat = p.lat;
    s.lon = p.lon;
    s.baroAltitude = static_cast<float>(altitude);
    if (f.velocity) {
      s.groundSpeed = static_cast<float>(f.speed);
      s.trackDeg = static_cast<float>(std::fmod(course + 720, 360));
    }
    s.verticalRate = static_cast<float>(f.climb);
    s.flags = f.flags;
    sink.append(id, s);
    const double dt = static_cast<double>(f.interval) * 1e-6;
    p = geodesicPoint(p, course + f.turn * dt / 2, f.speed * dt);
    course += f.turn * dt;
    altitude += f.climb * dt;
  }
  return id;
}

/// A radar over made-up terrain: a smooth earth's floor, raised behind a ridge in the north-east, unknown in
/// the south.
class FakeField final : public CoverageField {
 public:
  explicit FakeField(LatLon site, double range = 300e3, std::uint64_t key = 1) : m_key(key) {
    m_request.site = site;
    m_request.range = range;
  }
  FloorRequest& edit() { return m_request; }
  const FloorRequest& request() const override { return m_request; }
  double groundHeight() const override { return 100; }
  double antennaMsl() const override { return 115; }
  int rays() const override { return 720; }
  int bins() const override { return 600; }
  double binSize() const override { return m_request.range / 600; }
  FloorQuality quality() const override { return FloorQuality::Refined; }
  float floorAt(double azimuthDeg, double range) const override {
    if (range > m_request.range) return std::numeric_limits<float>::infinity();
    if (azimuthDeg > 170 && azimuthDeg < 200 && range > 120e3) return std::numeric_limits<float>::quiet_NaN();
    const double horizon = range * range / (2 * 6371008.8 * 4 / 3);
    const bool shadow = azimuthDeg > 30 && azimuthDeg < 75 && range > 90e3;
    return static_cast<float>(std::max(50.0, horizon - 115 + (shadow ? range * 0.02 : 0)));
  }
  float floorAt(LatLon p) const override {
    const GeodesicLine line = geodesic(m_request.site, p);
    return floorAt(line.azimuthFromDeg, line.distance);
  }
  void floorsAt(std::span<const float> azimuths, std::span<const float> ranges,
                std::span<float> out) const override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = floorAt(static_cast<double>(azimuths[i]), static_cast<double>(ranges[i]));
    }
  }
  float groundAt(double azimuthDeg, double) const override { return azimuthDeg < 180 ? 40 : 0; }
  bool smoothEarth() const override { return false; }
  bool groundKnown() const override { return true; }
  double terrainCell() const override { return 90; }
  double unknownShare() const override { return 0.05; }
  std::uint64_t key() const override { return m_key; }

 private:
  FloorRequest m_request;
  std::uint64_t m_key;
};

inline std::shared_ptr<const Theme> theme(const QString& id) {
  auto loaded = loadTheme(id);
  return loaded.ok() ? std::make_shared<const Theme>(*loaded) : nullptr;
}

inline std::shared_ptr<Frame> makeFrame(QSize size, double metresPerPixel, LatLon centre = {36, 138},
                                        const QString& themeId = QStringLiteral("night"),
                                        const std::string& projection = "lcc-japan") {
  auto frame = std::make_shared<Frame>();
  auto made = Projection::create(projection, centre);
  if (made.ok()) frame->projection = *made;
  frame->theme = theme(themeId);
  frame->view.size = size;
  frame->view.metresPerPixel = metresPerPixel;
  if (frame->projection) frame->view.centre = frame->projection->forward(centre);
  frame->time = sceneTime();
  return frame;
}

/// Draws layers on the theme's sea, in one go.
inline QImage draw(const FramePtr& frame, const std::vector<Layer*>& layers) {
  QImage image(frame->view.size, QImage::Format_RGB32);
  image.fill(frame->theme->sea);
  PixelCanvas canvas(image, frame->view.pixelRatio);
  for (Layer* layer : layers) layer->prepare(frame)(canvas, {});
  return image;
}

}  // namespace sorami::test
