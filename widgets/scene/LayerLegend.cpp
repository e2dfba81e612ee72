// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/LayerLegend.h"

#include "data/core/Translate.h"
#include "widgets/scene/layers/CoverageComposite.h"
#include "widgets/scene/layers/CoverageStyle.h"
#include "widgets/scene/layers/FurniturePicture.h"

#include <QPainter>

#include <algorithm>

namespace sorami {
namespace {

struct Chips {
  const Frame& frame;
  QSize size;
  std::vector<LegendEntry> out = {};

  QImage blank() const {
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
  }
  void area(const QColor& edge, double fill, const QString& text, bool hatched = false,
            Qt::PenStyle line = Qt::SolidLine) {
    QImage image = blank();
    QPainter painter(&image);
    QColor inside = edge;
    inside.setAlphaF(static_cast<float>(fill));
    painter.fillRect(image.rect(), hatched ? QBrush(edge, Qt::BDiagPattern) : QBrush(inside));
    painter.setPen(QPen(edge, 1, line));
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1));
    out.push_back({image, text});
  }
  void line(const QColor& colour, const QString& text, Qt::PenStyle style = Qt::SolidLine, double width = 2) {
    QImage image = blank();
    QPainter painter(&image);
    painter.setPen(QPen(colour, width, style));
    painter.drawLine(0, size.height() / 2, size.width(), size.height() / 2);
    out.push_back({image, text});
  }
  void ramp(const std::vector<QColor>& colours, const QString& text) {
    if (colours.empty()) return;
    QImage image = blank();
    QPainter painter(&image);
    const int n = static_cast<int>(colours.size());
    for (int i = 0; i < n; ++i) {
      const int from = size.width() * i / n;
      painter.fillRect(from, 0, size.width() * (i + 1) / n - from, size.height(),
                       colours[static_cast<std::size_t>(i)]);
    }
    out.push_back({image, text});
  }
  void coverage() {
    const CoverageStyle style = CoverageStyle::of(frame);
    if (frame.coverageMode != CoverageMode::Bands) {
      for (CompositeLegendEntry& e : compositeLegend(frame, style, size)) out.push_back({e.chip, e.text});
      return;
    }
    for (std::size_t i = 0; i < style.bands.size(); ++i) {
      out.push_back({coverageSwatch(style, i, false, false, size),
                     sorami::tr("seen from %1").arg(coverageAltitudeText(style.bands[i].upTo, frame))});
    }
    if (style.hatchSingle)
      out.push_back({coverageSwatch(style, 0, true, false, size), sorami::tr("one sensor only")});
    out.push_back({coverageSwatch(style, 0, false, true, size), sorami::tr("terrain not known")});
  }
};

}  // namespace

std::vector<LegendEntry> layerLegend(const Frame& frame, const std::string& layer, QSize chip) {
  if (!frame.theme) return {};
  const Theme& t = *frame.theme;
  Chips c{frame, chip};
  if (layer == "coverage") {
    c.coverage();
  } else if (layer == "relief") {
    const double top = t.hypsometricStep * static_cast<double>(t.hypsometric.size());
    c.ramp(t.hypsometric, tr("sea level to %1").arg(coverageAltitudeText(top, frame)));
    c.ramp(t.bathymetric, tr("sea, deeper to the right"));
  } else if (layer == "coast") {
    c.area(t.landEdge, 0, tr("coast"));
    c.line(t.river, tr("river, lake"));
  } else if (layer == "boundaries") {
    c.line(t.boundary, tr("state"));
    c.line(t.province, tr("province"), Qt::DotLine, 1);
  } else if (layer == "graticule") {
    c.line(t.graticule, tr("degrees"), Qt::SolidLine, 1);
  } else if (layer == "defence") {
    c.area(t.footprint, 0.15, tr("within reach of a battery"));
  } else if (layer == "network") {
    c.line(t.link, tr("link that works"));
    c.line(t.linkDown, tr("link that is off or blocked"), Qt::DashLine);
  } else if (layer == "areas") {
    c.area(t.accent, 0.05, tr("of interest"));
    c.area(t.accent, 0.05, tr("corridor"), false, Qt::DashLine);
    c.area(t.ok, 0.06, tr("defended"));
    c.area(t.error, 0.1, tr("exclusion"), true);
    c.area(t.textMuted, 0.04, tr("for candidates"), false, Qt::DotLine);
  } else if (layer == "threats") {
    c.line(t.colourOf(Affiliation::Hostile), tr("notional threat"), Qt::DashLine);
  } else if (layer == "tracks" || layer == "sites") {
    c.area(t.colourOf(Affiliation::Friend), 0.6, tr("friend"));
    if (layer == "tracks") {
      c.area(t.colourOf(Affiliation::Hostile), 0.6, tr("hostile"));
      c.area(t.colourOf(Affiliation::Neutral), 0.6, tr("neutral"));
      c.area(t.colourOf(Affiliation::Unknown), 0.6, tr("unknown"));
    }
  } else if (layer.starts_with("user:")) {
    const auto look = std::find_if(frame.mapFiles.begin(), frame.mapFiles.end(),
                                   [&](const MapFile& file) { return "user:" + file.path == layer; });
    if (look == frame.mapFiles.end()) return {};
    QColor colour(QString::fromStdString(look->colour));
    if (!colour.isValid()) colour = t.accent;
    const bool timed = !look->time.empty();
    c.area(colour, look->fill, timed ? tr("what is of the time shown") : tr("its lines, areas and points"));
  }
  return std::move(c.out);
}

}  // namespace sorami
