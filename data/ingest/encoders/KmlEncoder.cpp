// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/encoders/EncodeText.h"

namespace sorami {
namespace {

/// The one altitude a track is written with: what it has at its first sample that has any.
const char* referenceOf(const KeptTrack& track) {
  for (const Sample& s : track.samples) {
    if (s.geoAltitude == s.geoAltitude) return (s.flags & kGeoIsMsl) != 0 ? "MSL" : "WGS84";
  }
  for (const Sample& s : track.samples) {
    if (s.baroAltitude == s.baroAltitude) return "barometric";
  }
  return "";
}

Status writeKml(const StoreView& view, const TextOut& out, std::stop_token stop) {
  auto tracks = keepTracks(view, std::move(stop));
  if (!tracks) return tracks.error();
  TextBuffer text(out);
  UniqueNames names;
  text +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
      "xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n<Document>\n";
  const std::string marking = view.meta("marking");
  text += marking.empty() ? std::string("<name>Sorami</name>\n")
                          : "<name>Sorami · " + xmlText(marking) + "</name><description>" + xmlText(marking) +
                                "</description>\n";
  for (const KeptTrack& track : *tracks) {
    const std::string reference = referenceOf(track);
    const std::string name = track.callsign.empty() ? names.of(track.info) : track.callsign;
    text += "<Placemark><name>" + xmlText(name) + "</name><ExtendedData><Data name=\"id\"><value>" +
            xmlText(names.of(track.info)) + "</value></Data>";
    if (!reference.empty())
      text += "<Data name=\"altitudeReference\"><value>" + reference + "</value></Data>";
    text += "</ExtendedData>\n<gx:MultiTrack><gx:interpolate>0</gx:interpolate>\n";
    std::size_t begin = 0;
    while (begin < track.samples.size()) {
      std::size_t end = begin + 1;
      while (end < track.samples.size() && (track.samples[end].flags & kLegStart) == 0) ++end;
      text += std::string("<gx:Track><altitudeMode>") + (reference.empty() ? "clampToGround" : "absolute") +
              "</altitudeMode>\n";
      for (std::size_t i = begin; i < end; ++i)
        text += "<when>" + isoShort(track.samples[i].time) + "</when>\n";
      for (std::size_t i = begin; i < end; ++i) {
        const Sample& s = track.samples[i];
        const double altitude = reference == "barometric" ? s.baroAltitude : s.geoAltitude;
        text += "<gx:coord>" + decimalText(s.lon, 7) + " " + decimalText(s.lat, 7);
        if (altitude == altitude) text += " " + decimalText(altitude, 2);
        text += "</gx:coord>\n";
      }
      text += "</gx:Track>\n";
      if (!text.flush()) return cannotWrite();
      begin = end;
    }
    text += "</gx:MultiTrack></Placemark>\n";
  }
  text += "</Document>\n</kml>\n";
  if (!text.flush(true)) return cannotWrite();
  return {};
}

}  // namespace

const Encoder kKmlEncoder = {"kml", "KML, one gx:MultiTrack a track", writeKml, false};

}  // namespace sorami
