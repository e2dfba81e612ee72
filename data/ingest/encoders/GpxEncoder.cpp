// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/ingest/encoders/EncodeText.h"

namespace sorami {
namespace {

Status writeGpx(const StoreView& view, const TextOut& out, std::stop_token stop) {
  auto tracks = keepTracks(view, std::move(stop));
  if (!tracks) return tracks.error();
  TextBuffer text(out);
  UniqueNames names;
  text +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Sorami\" "
      "xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:sorami=\"urn:sorami:gpx\">\n";
  if (const std::string marking = view.meta("marking"); !marking.empty())
    text += "<metadata><desc>" + xmlText(marking) + "</desc></metadata>\n";
  for (const KeptTrack& track : *tracks) {
    const std::string name = track.callsign.empty() ? names.of(track.info) : track.callsign;
    text += "<trk><name>" + xmlText(name) + "</name><desc>" + xmlText(names.of(track.info)) + "</desc>\n";
    bool open = false;
    for (const Sample& s : track.samples) {
      if (!open || (s.flags & kLegStart) != 0) text += open ? "</trkseg>\n<trkseg>\n" : "<trkseg>\n";
      open = true;
      text += "<trkpt lat=\"" + decimalText(s.lat, 7) + "\" lon=\"" + decimalText(s.lon, 7) + "\">";
      const bool msl = (s.flags & kGeoIsMsl) != 0;
      // An elevation is above the sea; what else was recorded goes where extensions go.
      if (s.geoAltitude == s.geoAltitude && msl) text += "<ele>" + decimalText(s.geoAltitude, 2) + "</ele>";
      text += "<time>" + isoShort(s.time) + "</time>";
      std::string more;
      const auto add = [&more](const char* element, double value, int decimals) {
        if (value == value)
          more += std::string("<sorami:") + element + ">" + decimalText(value, decimals) +
                  "</sorami:" + element + ">";
      };
      add("baroAltitude", s.baroAltitude, 2);
      if (!msl) add("haeAltitude", s.geoAltitude, 2);
      add("speed", s.groundSpeed, 2);
      add("course", s.trackDeg, 1);
      if (!more.empty()) text += "<extensions>" + more + "</extensions>";
      text += "</trkpt>\n";
      if (!text.flush()) return cannotWrite();
    }
    text += open ? "</trkseg></trk>\n" : "</trk>\n";
  }
  text += "</gpx>\n";
  if (!text.flush(true)) return cannotWrite();
  return {};
}

}  // namespace

const Encoder kGpxEncoder = {"gpx", "GPX 1.1, one trk a track", writeGpx, false};

}  // namespace sorami
