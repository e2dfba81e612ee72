// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/encoders/EncodeText.h"

#include <algorithm>

namespace sorami {
namespace {

char affiliationOf(Affiliation affiliation) {
  switch (affiliation) {
    case Affiliation::Pending:
      return 'p';
    case Affiliation::Unknown:
      return 'u';
    case Affiliation::AssumedFriend:
      return 'a';
    case Affiliation::Friend:
      return 'f';
    case Affiliation::Neutral:
    case Affiliation::Civil:
      return 'n';
    case Affiliation::Suspect:
      return 's';
    case Affiliation::Hostile:
      return 'h';
  }
  return 'p';
}

const char* dimensionOf(const TrackInfo& track, Affiliation affiliation) {
  switch (track.domain) {
    case Domain::Air:
      return affiliation == Affiliation::Civil ? "-A-C" : "-A";
    case Domain::Missile:
      return "-A-W";
    case Domain::Space:
      return "-P";
    case Domain::Surface:
      return "-S";
    case Domain::Subsurface:
      return "-U";
    case Domain::Ground:
      return "-G";
    case Domain::Unknown:
      break;
  }
  return "";
}

Status writeCot(const StoreView& view, const TextOut& out, std::stop_token stop) {
  TextBuffer text(out);
  UniqueNames names;
  const std::string marking = view.meta("marking");
  const std::string access = marking.empty() ? std::string() : " access=\"" + xmlText(marking) + "\"";
  const Status status = forEachUpdate(view, std::move(stop), [&](const UpdateRow& row) {
    // An event is of a thing with an identity.
    if (row.track.isPlots) return true;
    const Sample& s = row.sample;
    const std::string time = isoShort(s.time);
    const Micros valid = std::max<Micros>(60 * kSecond, 3 * row.track.medianInterval);
    const bool simulated = row.track.simulated || (s.flags & kSimulated) != 0;
    text += "<event version=\"2.0\" uid=\"" + xmlText(names.of(row.track)) + "\" type=\"a-";
    text += std::string(1, affiliationOf(row.affiliation)) + dimensionOf(row.track, row.affiliation);
    text += std::string("\" how=\"") + (simulated ? "m-s" : (s.flags & kCoasted) != 0 ? "m-p" : "m-g") + "\"";
    if ((s.flags & kExercise) != 0) text += " opex=\"e\"";
    text += access;
    text += " time=\"" + time + "\" start=\"" + time + "\" stale=\"" + isoShort(s.time + valid) + "\">";
    const bool ellipsoid = s.geoAltitude == s.geoAltitude && (s.flags & kGeoIsMsl) == 0;
    text += "<point lat=\"" + decimalText(s.lat, 7) + "\" lon=\"" + decimalText(s.lon, 7) + "\" hae=\"" +
            (ellipsoid ? decimalText(s.geoAltitude, 2) : "9999999.0") +
            "\" ce=\"9999999.0\" le=\"9999999.0\"/><detail>";
    if (!row.callsign.empty()) text += "<contact callsign=\"" + xmlText(row.callsign) + "\"/>";
    if (s.trackDeg == s.trackDeg || s.groundSpeed == s.groundSpeed) {
      text += "<track";
      if (s.trackDeg == s.trackDeg) text += " course=\"" + decimalText(s.trackDeg, 1) + "\"";
      if (s.groundSpeed == s.groundSpeed) text += " speed=\"" + decimalText(s.groundSpeed, 2) + "\"";
      text += "/>";
    }
    // A point knows the ellipsoid only; details are open to what else was recorded.
    std::string more;
    if (s.baroAltitude == s.baroAltitude) more += " baroAltitude=\"" + decimalText(s.baroAltitude, 2) + "\"";
    if (s.geoAltitude == s.geoAltitude && !ellipsoid)
      more += " mslAltitude=\"" + decimalText(s.geoAltitude, 2) + "\"";
    if (!more.empty()) text += "<altitude" + more + "/>";
    text += "</detail></event>\n";
    return text.flush();
  });
  if (!text.flush(true)) return cannotWrite();
  return status;
}

}  // namespace

const Encoder kCotEncoder = {"cot", "Cursor-on-Target events", writeCot, false};

}  // namespace sorami
