// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/encoders/EncodeText.h"

#include <cmath>
#include <unordered_map>

namespace sorami {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '\\') continue;
    if (c == ',') result += '\\';
    result += c;
  }
  return result;
}

const char* acmiType(Domain domain) {
  switch (domain) {
    case Domain::Air:
      return "Air+FixedWing";
    case Domain::Missile:
      return "Weapon+Missile";
    case Domain::Surface:
      return "Sea+Watercraft";
    case Domain::Subsurface:
      return "Sea+Submarine";
    case Domain::Ground:
      return "Ground+Vehicle";
    case Domain::Unknown:
    case Domain::Space:
      break;
  }
  return nullptr;
}

const char* colourOf(Affiliation affiliation) {
  switch (affiliation) {
    case Affiliation::Friend:
    case Affiliation::AssumedFriend:
      return "Blue";
    case Affiliation::Hostile:
    case Affiliation::Suspect:
      return "Red";
    case Affiliation::Neutral:
    case Affiliation::Civil:
      return "Green";
    case Affiliation::Pending:
    case Affiliation::Unknown:
      break;
  }
  return "Yellow";
}

/// What was last written of a track.
struct Written {
  std::string callsign;
  Affiliation affiliation = Affiliation::Pending;
  bool began = false;
  std::uint64_t left = 0;  ///< updates still to come
};

Status writeAcmi(const StoreView& view, const TextOut& out, std::stop_token stop) {
  TextBuffer text(out);
  const UtcTime reference = view.extent().isValid()
                                ? UtcTime{view.extent().begin.us - view.extent().begin.us % kSecond}
                                : UtcTime{0};
  text +=
      "\xef\xbb\xbf"
      "FileType=text/acmi/tacview\nFileVersion=2.2\n0,ReferenceTime=";
  text += toIso(reference).substr(0, 19) +
          "Z\n0,ReferenceLongitude=0\n0,ReferenceLatitude=0\n0,DataSource=Sorami\n";
  if (const std::string marking = view.meta("marking"); !marking.empty())
    text += "0,Comments=" + escaped(marking) + "\n";
  std::unordered_map<TrackId, Written> written;
  std::vector<TrackId> ended;
  UtcTime now;
  std::uint64_t ellipsoid = 0;
  std::uint64_t barometric = 0;
  std::uint64_t plots = 0;
  const auto idOf = [](TrackId id) {
    char hex[16];
    std::snprintf(hex, sizeof hex, "%llx", static_cast<unsigned long long>(id) + 1);
    return std::string(hex);
  };
  const Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    if (row.track.isPlots) {
      ++plots;
      return true;
    }
    const Sample& s = row.sample;
    if (s.time != now) {
      now = s.time;
      std::string offset = decimalText(static_cast<double>(now - reference) * 1e-6, 6);
      while (offset.back() == '0') offset.pop_back();
      if (offset.back() == '.') offset.pop_back();
      text += "#" + offset + "\n";
      for (const TrackId id : ended) text += "-" + idOf(id) + "\n";
      ended.clear();
    }
    const auto [place, isNew] = written.try_emplace(row.track.id);
    Written& before = place->second;
    if (isNew) before.left = row.track.count;
    double altitude = s.geoAltitude;
    if (altitude == altitude) {
      if ((s.flags & kGeoIsMsl) == 0) ++ellipsoid;
    } else if (s.baroAltitude == s.baroAltitude) {
      altitude = s.baroAltitude;
      ++barometric;
    }
    text += idOf(row.track.id) + ",T=" + decimalText(s.lon, 7) + "|" + decimalText(s.lat, 7) + "|" +
            decimalText(altitude, 2);
    if (s.trackDeg == s.trackDeg) text += "|||" + decimalText(s.trackDeg, 1);
    if (!before.began) {
      if (const char* const type = acmiType(row.track.domain)) text += std::string(",Type=") + type;
      if (!row.track.type.empty()) text += ",Name=" + escaped(row.track.type);
      if (row.track.icao24 > 0) {
        char hex[32];
        std::snprintf(hex, sizeof hex, ",ICAO24=%06X", static_cast<unsigned>(row.track.icao24));
        text += hex;
      }
    }
    if (before.callsign != row.callsign) {
      before.callsign = row.callsign;
      text += ",CallSign=" + escaped(row.callsign);
    }
    if (!before.began || before.affiliation != row.affiliation) {
      before.affiliation = row.affiliation;
      text += std::string(",Color=") + colourOf(row.affiliation);
    }
    before.began = true;
    text += "\n";
    if (before.left > 0 && --before.left == 0) ended.push_back(row.track.id);
    return text.flush();
  });
  // The format knows heights above the sea only: what was written instead is said.
  std::string comment;
  if (ellipsoid > 0)
    comment += std::to_string(ellipsoid) + " heights are above the ellipsoid\\, as recorded. ";
  if (barometric > 0) comment += std::to_string(barometric) + " altitudes are barometric\\, as recorded. ";
  if (plots > 0) comment += std::to_string(plots) + " plots are left out. ";
  if (!comment.empty()) text += "0,Comments=" + comment + "\n";
  if (!text.flush(true)) return cannotWrite();
  return status;
}

}  // namespace

const Encoder kAcmiEncoder = {"acmi", "Tacview ACMI 2.2, text", writeAcmi, false};

}  // namespace sorami
