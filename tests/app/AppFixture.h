// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/plan/Plan.h"
#include "data/store/MemoryRecording.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>

namespace sorami::test {

/// Settings of a test live in a folder of its own and begin empty.
inline void isolateSettings(const QTemporaryDir& folder) {
  QCoreApplication::setOrganizationName(QStringLiteral("sorami-test"));
  QCoreApplication::setApplicationName(QStringLiteral("sorami-test"));
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
  QSettings().clear();
  // Presets, autosaved plans and unpacked bundles of a test too.
  const QString data = folder.filePath(QStringLiteral("data"));
  QDir(data).removeRecursively();
  qputenv("XDG_DATA_HOME", data.toUtf8());
  qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toUtf8());
  QSettings().setValue(QStringLiteral("reducedMotion"), true);
}

inline UtcTime recordingStart() {
  return utcFromCivil(2026, 8, 12, 6, 0, 0);
}

/// Tracks that fly east side by side, a report every 10 s for an hour.
inline void fillRecording(SampleSink& sink, int tracks) {
  const std::uint16_t source = sink.addSource({"SAC 25 SIC 201", "asterix", 25 * 256 + 201});
  for (int i = 0; i < tracks; ++i) {
    TrackInfo info;
    info.source = source;
    info.nativeId = {IdKind::Icao24, 0x840000u + static_cast<unsigned>(i)};
    info.callsign = "TST" + std::to_string(100 + i);
    info.icao24 = 0x840000 + i;
    info.affiliation = i == 0 ? Affiliation::Hostile : Affiliation::Civil;
    info.domain = Domain::Air;
    const TrackId id = sink.addTrack(info);
    for (int k = 0; k <= 360; ++k) {
      Sample s;
      s.time = recordingStart() + k * 10 * kSecond;
      s.lat = 34 + 0.5 * i;
      s.lon = 134 + k * 0.01;
      s.baroAltitude = static_cast<float>(3000 + 500 * i);
      s.groundSpeed = static_cast<float>(200 + i);
      s.trackDeg = 90;
      sink.append(id, s);
    }
  }
}

inline StoreViewPtr makeRecording(int tracks = 5) {
  const auto sink = makeMemoryRecording();
  fillRecording(*sink, tracks);
  const Status committed = sink->commit();
  Q_ASSERT(committed.ok());
  Result<StoreViewPtr> view = sink->finish();
  return view ? *view : nullptr;
}

/// One radar in the Sea of Japan.
inline Plan makePlan() {
  Plan plan;
  plan.name = "Test";
  Site site;
  site.id = "oki";
  site.name = "Oki";
  site.position = {36.2, 133.1};
  site.sensor = SensorParameters{};
  site.sensor->instrumentedRange = 200e3;
  plan.sites.push_back(site);
  return plan;
}

}  // namespace sorami::test
