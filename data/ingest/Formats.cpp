// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/Decoder.h"
#include "data/ingest/decoders/acmi/AcmiDecoder.h"
#include "data/ingest/decoders/asi/AsiDecoder.h"
#include "data/ingest/decoders/asterix/AsterixDecoder.h"
#include "data/ingest/decoders/cot/CotDecoder.h"
#include "data/ingest/decoders/csv/CsvDecoder.h"
#include "data/ingest/decoders/dis/DisDecoder.h"
#include "data/ingest/decoders/gmti4607/GmtiDecoder.h"
#include "data/ingest/decoders/gpx/GpxDecoder.h"
#include "data/ingest/decoders/igc/IgcDecoder.h"
#include "data/ingest/decoders/jet1090/Jet1090Decoder.h"
#include "data/ingest/decoders/kml/KmlDecoder.h"
#include "data/ingest/decoders/mf/MfDecoder.h"
#include "data/ingest/decoders/modes/BeastDecoder.h"
#include "data/ingest/decoders/nmea/NmeaDecoder.h"
#include "data/ingest/decoders/opensky/OpenSkyDecoder.h"
#include "data/ingest/decoders/readsb/ReadsbDecoder.h"
#include "data/ingest/decoders/sbs/SbsDecoder.h"
#include "data/ingest/decoders/traffic/TrafficDecoder.h"

#include <array>

namespace sorami {

std::span<const Format> formats() {
  static const std::array kFormats = {
      kAsterixFormat, kSbsFormat,     kReadsbFormat,  kReadsbHeatmapFormat, kTrafficFormat, kBeastFormat,
      kAvrFormat,     kAcmiFormat,    kGpxFormat,     kKmlFormat,           kCotFormat,     kIgcFormat,
      kNmeaFormat,    kDisFormat,     kDisLogFormat,  kAsiFormat,           kMfJsonFormat,  kMfCsvFormat,
      kGmtiFormat,    kOpenSkyFormat, kJet1090Format, kCsvFormat,
  };
  return kFormats;
}

const Format* sniff(std::span<const std::byte> head) {
  // Below this a probe says no more than "not impossible".
  constexpr int kSure = 30;
  const Format* best = nullptr;
  int bestScore = kSure - 1;
  for (const Format& format : formats()) {
    const int score = format.probe(head);
    if (score > bestScore) {
      best = &format;
      bestScore = score;
    }
  }
  return best;
}

const Format* findFormat(std::string_view id) {
  for (const Format& format : formats()) {
    if (format.id == id) return &format;
  }
  return nullptr;
}

}  // namespace sorami
