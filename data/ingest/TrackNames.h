// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/ingest/Decoder.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sorami {

/// Gives the tracks of one file their identities by name: two of one name are two tracks, and another file's
/// track of the same name is another one.
class TrackNames {
 public:
  /// `name`, or `fallback` and a number when it is empty; with `#2`, … when it was given before.
  std::string unique(std::string_view name, std::string_view fallback) {
    std::string base(name.substr(0, kMaxName));
    if (base.empty()) base = std::string(fallback);
    const int times = ++m_times[base];
    std::string uid =
        times == 1 && !name.empty() ? base : base + (name.empty() ? " " : " #") + std::to_string(times);
    return uid;
  }
  /// Remembers a track that was reported.
  void used(std::uint16_t source, const NativeId& id, const std::string& uid) {
    m_used.push_back({source, id, uid});
  }
  /// Tells that all of them end here.
  void end(DecodeSink& sink) {
    for (const Used& each : m_used) {
      Report report;
      report.source = each.source;
      report.id = each.id;
      report.uid = each.uid;
      report.flags = kTrackEnd;
      sink.report(report);
    }
    m_used.clear();
  }

 private:
  static constexpr std::size_t kMaxName = 128;
  struct Used {
    std::uint16_t source;
    NativeId id;
    std::string uid;
  };
  std::map<std::string, int> m_times;
  std::vector<Used> m_used;
};

}  // namespace sorami
