// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"
#include "data/ingest/decoders/asterix/BlockReader.h"
#include "data/ingest/decoders/asterix/Mapping.h"
#include "data/ingest/decoders/asterix/PolarToWgs84.h"

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sorami::asterix {

/// Turns records into Reports: settles date, place and identity with what their source said before.
class ReportMaker {
 public:
  explicit ReportMaker(const DecodeOptions& options);

  /// All records of a block to the sink.
  void block(const GoodBlock& block, DecodeSink& sink);
  /// Records whose truncated time never found its base go out with what they have.
  void finish(DecodeSink& sink);
  bool isDateKnown() const { return m_dateKnown; }

 private:
  struct Learned {
    std::int32_t icao24 = -1;
    UtcTime when;
  };
  struct Source {
    int sacSic = -1;
    int index = -1;  ///< of the sink's table
    UtcTime last;    ///< last event time
    std::optional<SensorFrame> sensor;
    std::unordered_map<int, Learned> addresses;  ///< by track number
  };

  Source& source(int sacSic);
  UtcTime frameReceived(const GoodBlock& block);
  /// The instant with this time of day nearest to what is known.
  UtcTime resolve(double timeOfDay, const Source& source, UtcTime received);
  UtcTime resolveTruncated(double seconds, const Source& source, UtcTime received) const;
  UtcTime reference(const Source& source, UtcTime received) const;
  void send(Draft& draft, DecodeSink& sink);
  /// Radar video that the record holds.
  void sendVideo(const RecordView& record, const Draft& draft, DecodeSink& sink);
  void place(Draft& draft, const Source& source) const;
  void identify(Draft& draft, Source& source) const;

  DecodeOptions m_options;
  bool m_dateKnown = false;
  DecodeSink* m_sink = nullptr;
  std::unordered_map<int, Source> m_sources;
  Source* m_hit = nullptr;
  std::array<int, 256> m_lastSacSic;  ///< by category, for records without item 010
  int m_lastAny = -1;
  UtcTime m_last;        ///< last event time of the stream
  UtcTime m_lastFrame;   ///< last frame time with its date
  Micros m_elapsed = 0;  ///< time of the last frame since the start of an RFF recording
  Micros m_shift = 0;    ///< from receive time to the user's date
  bool m_shiftKnown = false;
  std::optional<SensorFrame> m_defaultSensor;
  std::vector<Draft> m_waiting;  ///< truncated times before the first whole one
  Draft m_draft;
};

}  // namespace sorami::asterix
