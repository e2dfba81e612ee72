// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandWords.h"

#include <QCoreApplication>

namespace sorami {
namespace {

constexpr const char* kContext = "sorami::CommandWords";

struct Words {
  const char* action;
  const char* words;
};

constexpr Words kWords[] = {
    {"about", QT_TRANSLATE_NOOP("sorami::CommandWords", "version licence credits help")},
    {"diagram.defence", QT_TRANSLATE_NOOP("sorami::CommandWords", "interceptors missiles stacked diagram")},
    {"diagram.profile",
     QT_TRANSLATE_NOOP("sorami::CommandWords", "elevation cross section line of sight Fresnel")},
    {"diagram.vertical", QT_TRANSLATE_NOOP("sorami::CommandWords", "VCD RHI beam lobes blind cone")},
    {"file.addMap",
     QT_TRANSLATE_NOOP("sorami::CommandWords", "GIS shapefile GeoTIFF GeoPackage raster vector overlay")},
    {"file.addRecording", QT_TRANSLATE_NOOP("sorami::CommandWords", "second overlay combine merge")},
    {"file.addService", QT_TRANSLATE_NOOP("sorami::CommandWords", "WMS WMTS MBTiles web tiles")},
    {"file.addTerrain", QT_TRANSLATE_NOOP("sorami::CommandWords", "DEM DTED SRTM elevation heights")},
    {"file.bundle", QT_TRANSLATE_NOOP("sorami::CommandWords", "zip pack archive hand over")},
    {"file.open", QT_TRANSLATE_NOOP("sorami::CommandWords", "load import recording file")},
    {"file.openLibrary", QT_TRANSLATE_NOOP("sorami::CommandWords", "PostgreSQL database server archive")},
    {"file.openWith", QT_TRANSLATE_NOOP("sorami::CommandWords", "import CSV columns format edition date")},
    {"file.releasable", QT_TRANSLATE_NOOP("sorami::CommandWords", "partner coalition sanitise redact")},
    {"filter.edit", QT_TRANSLATE_NOOP("sorami::CommandWords", "query find hide dim")},
    {"font.larger", QT_TRANSLATE_NOOP("sorami::CommandWords", "font size bigger")},
    {"font.smaller", QT_TRANSLATE_NOOP("sorami::CommandWords", "font size")},
    {"handOver", QT_TRANSLATE_NOOP("sorami::CommandWords",
                                   "export screenshot picture film video movie MP4 PNG PDF HTML KML data")},
    {"heat.0", QT_TRANSLATE_NOOP("sorami::CommandWords", "density plots")},
    {"keys", QT_TRANSLATE_NOOP("sorami::CommandWords", "shortcuts hotkeys help")},
    {"layout.keep", QT_TRANSLATE_NOOP("sorami::CommandWords", "save perspective workspace")},
    {"link.copy", QT_TRANSLATE_NOOP("sorami::CommandWords", "share URL address")},
    {"live.connect",
     QT_TRANSLATE_NOOP("sorami::CommandWords", "UDP TCP multicast stream feed network serial")},
    {"live.table", QT_TRANSLATE_NOOP("sorami::CommandWords", "sensors offsets SAC SIC affiliation")},
    {"log.add", QT_TRANSLATE_NOOP("sorami::CommandWords", "narrative note remark")},
    {"log.import", QT_TRANSLATE_NOOP("sorami::CommandWords", "narrative CSV")},
    {"plan.export", QT_TRANSLATE_NOOP("sorami::CommandWords", "CSV KML GeoJSON GeoPackage save")},
    {"plan.import", QT_TRANSLATE_NOOP("sorami::CommandWords", "CSV KML GeoJSON GeoPackage load")},
    {"plan.report", QT_TRANSLATE_NOOP("sorami::CommandWords", "PDF HTML document brief")},
    {"plan.sheet", QT_TRANSLATE_NOOP("sorami::CommandWords", "print paper PDF SVG A3 A4 page")},
    {"position.next", QT_TRANSLATE_NOOP("sorami::CommandWords", "coordinates MGRS GEOREF UTM DMS degrees")},
    {"projection", QT_TRANSLATE_NOOP("sorami::CommandWords", "EPSG PROJ Mercator Lambert coordinate system")},
    {"records.show", QT_TRANSLATE_NOOP("sorami::CommandWords", "raw data bytes octets hex decoded fields")},
    {"story.add", QT_TRANSLATE_NOOP("sorami::CommandWords", "bookmark slide keep moment")},
    {"story.present", QT_TRANSLATE_NOOP("sorami::CommandWords", "slideshow full screen briefing talk")},
    {"theme.next", QT_TRANSLATE_NOOP("sorami::CommandWords", "dark light mode colours theme")},
    {"time.goTo", QT_TRANSLATE_NOOP("sorami::CommandWords", "jump seek clock date")},
    {"track.closest", QT_TRANSLATE_NOOP("sorami::CommandWords", "CPA distance pair")},
    {"tracks.associate", QT_TRANSLATE_NOOP("sorami::CommandWords", "merge correlate fuse duplicates split")},
    {"units", QT_TRANSLATE_NOOP("sorami::CommandWords", "feet metres knots kilometres nautical miles")},
    {"view.compare", QT_TRANSLATE_NOOP("sorami::CommandWords", "difference two recordings pairs")},
    {"view.fit", QT_TRANSLATE_NOOP("sorami::CommandWords", "zoom to")},
    {"view.map", QT_TRANSLATE_NOOP("sorami::CommandWords", "second split window")},
    {"view.overview", QT_TRANSLATE_NOOP("sorami::CommandWords", "zoom all home fit")},
    {"view.scope", QT_TRANSLATE_NOOP("sorami::CommandWords", "PPI rings afterglow")},
    {"view.side", QT_TRANSLATE_NOOP("sorami::CommandWords", "altitude range profile")},
};

}  // namespace

QString otherWordsOf(const QString& action) {
  for (const Words& each : kWords) {
    if (action == QLatin1String(each.action)) return QCoreApplication::translate(kContext, each.words);
  }
  return {};
}

QStringList actionsWithOtherWords() {
  QStringList ids;
  for (const Words& each : kWords) ids << QString::fromLatin1(each.action);
  return ids;
}

}  // namespace sorami
