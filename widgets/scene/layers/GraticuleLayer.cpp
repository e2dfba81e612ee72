// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scene/layers/GraticuleLayer.h"

#include "data/geo/Basemap.h"
#include "widgets/scene/Fonts.h"
#include "widgets/scene/LayerOrder.h"
#include "widgets/scene/ViewGround.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace sorami {
namespace {

constexpr double kSteps[] = {30,         20,         10,         5,          2,         1,
                             30 / 60.0,  20 / 60.0,  10 / 60.,   5 / 60.0,   2 / 60.0,  1 / 60.0,
                             30 / 3600., 20 / 3600., 10 / 3600., 5 / 3600.0, 2 / 3600., 1 / 3600.};
constexpr double kWantedPx = 110;  // between lines, logical
constexpr int kMaxLines = 400;

struct GraticuleLine {
  bool isParallel;
  double degrees;
  GeoLine points;
};

std::vector<GraticuleLine> makeLines(const ViewGround& ground, double step) {
  std::vector<GraticuleLine> out;
  const GeoBox& box = ground.box();
  const double east = box.crossesDateline() ? box.east + 360 : box.east;
  const auto along = [](double from, double to, const auto& add) {
    const int parts = std::clamp(static_cast<int>(std::ceil((to - from) / 10)), 1, 72);
    for (int i = 0; i <= parts; ++i) add(from + (to - from) * i / parts);
  };
  for (double k = std::ceil(box.south / step - 1e-9); k * step <= box.north + 1e-9; ++k) {
    const double lat = k * step;
    if (std::abs(lat) > 89.999 || out.size() > kMaxLines) continue;
    GraticuleLine line{true, lat, {}};
    along(box.west, east, [&](double lon) { line.points.push_back({lat, lon}); });
    out.push_back(std::move(line));
  }
  for (double k = std::ceil(box.west / step - 1e-9); k * step <= east + 1e-9; ++k) {
    const double lon = wrapLongitude(k * step);
    if (out.size() > kMaxLines || (east - box.west > 359.999 && k * step > east - 1e-9)) continue;
    // Near a pole meridians crowd: all but the quarters end one step of parallels, or ten degrees, short of
    // it.
    const bool isQuarter = std::abs(std::remainder(lon, 90)) < 1e-9;
    const double reach = isQuarter || step < 1 ? 90 : 90 - std::min(10.0, step);
    GraticuleLine line{false, lon, {}};
    const double from = std::max(box.south, -reach);
    const double to = std::min(box.north, reach);
    if (to <= from) continue;
    along(from, to, [&](double lat) { line.points.push_back({lat, lon}); });
    out.push_back(std::move(line));
  }
  return out;
}

/// Names lines where they leave the picture, each once an edge, and keeps names apart.
class EdgeLabels {
 public:
  EdgeLabels(const Frame& f, double ratio) : m_ratio(ratio), m_size(11 * f.theme->fontScale * ratio) {
    m_inside = QRectF(f.margins.left, f.margins.top, f.view.size.width() - f.margins.left - f.margins.right,
                      f.view.size.height() - f.margins.top - f.margins.bottom);
  }

  void add(const QString& text, bool isParallel, std::span<const PixelPoint> line) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const PixelPoint& a = line[i - 1];
      const PixelPoint& b = line[i];
      // Parallels are named at the sides, meridians below and above: each also at the others when it only
      // leaves there.
      if (isParallel) {
        cross(a, b, true, m_inside.left(), text, TextRun::Align::Left);
        cross(a, b, true, m_inside.right(), text, TextRun::Align::Right);
      } else {
        cross(a, b, false, m_inside.bottom(), text, TextRun::Align::Centre);
        cross(a, b, false, m_inside.top(), text, TextRun::Align::Centre);
      }
    }
  }

  /// A name on the line itself, for lines that reach no edge.
  void addInside(const QString& text, bool isParallel, PixelPoint at) {
    if (!m_inside.contains(at.x, at.y)) return;
    // Parallels to the left of the middle and above their line, meridians below theirs: where both meet,
    // both have room.
    const double pad = 4 * m_ratio;
    if (isParallel) {
      place(text, at.x - pad, at.y - pad, TextRun::Align::Right);
    } else {
      place(text, at.x + pad, at.y + pad + m_size * 0.8, TextRun::Align::Left);
    }
  }

  std::vector<TextRun> runs(const Theme& theme) {
    for (TextRun& run : m_runs) {
      run.colour = theme.graticuleLabel;
      run.halo = theme.isDark ? theme.window : theme.land;
      run.halo.setAlphaF(0.7F);
    }
    return std::move(m_runs);
  }

 private:
  void cross(PixelPoint a, PixelPoint b, bool vertical, double edge, const QString& text,
             TextRun::Align align) {
    const double da = (vertical ? a.x : a.y) - edge;
    const double db = (vertical ? b.x : b.y) - edge;
    if ((da < 0) == (db < 0)) return;
    const double t = da / (da - db);
    const double along = vertical ? a.y + (b.y - a.y) * t : a.x + (b.x - a.x) * t;
    const double low = vertical ? m_inside.top() : m_inside.left();
    const double high = vertical ? m_inside.bottom() : m_inside.right();
    if (along < low + 18 * m_ratio || along > high - 18 * m_ratio) return;
    const double pad = 5 * m_ratio;
    if (vertical) {
      place(text, align == TextRun::Align::Left ? edge + pad : edge - pad, along + m_size * 0.35, align);
    } else {
      place(text, along, edge == m_inside.bottom() ? edge - pad : edge + pad + m_size * 0.8, align);
    }
  }

  void place(const QString& text, double x, double y, TextRun::Align align) {
    QRectF box = textBounds(text, m_size, true).translated(x, y);
    if (align == TextRun::Align::Centre) box.translate(-box.width() / 2, 0);
    if (align == TextRun::Align::Right) box.translate(-box.width(), 0);
    const double pad = 6 * m_ratio;
    const QRectF room = box.adjusted(-pad, -pad / 3, pad, pad / 3);
    if (std::any_of(m_taken.begin(), m_taken.end(), [&](const QRectF& t) { return t.intersects(room); }))
      return;
    m_taken.push_back(room);
    TextRun run;
    run.text = text;
    run.at = {static_cast<float>(x), static_cast<float>(y)};
    run.sizePx = static_cast<float>(m_size);
    run.mono = true;
    run.align = align;
    m_runs.push_back(std::move(run));
  }

  double m_ratio;
  double m_size;
  QRectF m_inside;
  std::vector<QRectF> m_taken;
  std::vector<TextRun> m_runs;
};

/// Calls `use(line, step, pixels, isInside)` for each piece of a line that meets the picture; isInside: it
/// reaches no edge.
template <typename Use>
void forEachPiece(const Frame& f, double ratio, const std::stop_token& stop, const Use& use) {
  const ViewGround ground(*f.projection, f.view);
  if (ground.isEmpty()) return;
  const double step = graticuleStep(ground.metresPerPixel() * ratio);
  const double w = f.view.size.width();
  const double h = f.view.size.height();
  std::vector<PixelPoint> pixels;
  for (const GraticuleLine& line : makeLines(ground, step)) {
    if (stop.stop_requested()) return;
    for (const MapLine& piece : f.projection->projectLines({&line.points, 1}, 0.3 * f.view.metresPerPixel)) {
      pixels.clear();
      double west = 1e30, east = -1e30, north = 1e30, south = -1e30;
      for (const MapPoint& p : piece) {
        const PixelPoint q = f.view.toPixel(p);
        pixels.push_back(q);
        west = std::min<double>(west, q.x);
        east = std::max<double>(east, q.x);
        north = std::min<double>(north, q.y);
        south = std::max<double>(south, q.y);
      }
      if (west > w || east < 0 || north > h || south < 0) continue;
      use(line, step, std::span<const PixelPoint>(pixels), west > 0 && east < w && north > 0 && south < h);
    }
  }
}

}  // namespace

double graticuleStep(double metresPerPixel) {
  double best = kSteps[0];
  for (const double step : kSteps) {
    if (step * 111195 / metresPerPixel >= kWantedPx) best = step;
  }
  return best;
}

QString graticuleText(double degrees, bool isLatitude, double step) {
  const auto seconds = static_cast<long long>(std::llround(std::abs(degrees) * 3600));
  QString text = QString::number(seconds / 3600) + QChar(0xB0);
  if (step < 1) text += QString("%1").arg(seconds / 60 % 60, 2, 10, QChar('0')) + QChar(0x2032);
  if (step < 1 / 60.0 - 1e-9) text += QString("%1").arg(seconds % 60, 2, 10, QChar('0')) + QChar(0x2033);
  if (seconds == 0 || (!isLatitude && seconds == 180LL * 3600)) return text;
  if (isLatitude) return text + (degrees > 0 ? "N" : "S");
  return text + (degrees > 0 ? "E" : "W");
}

std::uint64_t GraticuleLayer::key(const Frame& f) const {
  return mixKey(
      {f.projection ? keyOf(f.projection->key()) : 0, f.theme ? keyOf(f.theme->id.toStdString()) : 0});
}

Layer::Job GraticuleLayer::prepare(const FramePtr& frame) {
  return [frame](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme) return;
    const double ratio = canvas.pixelRatio();
    PathBatch batch;
    forEachPiece(f, ratio, stop, [&](const GraticuleLine&, double, std::span<const PixelPoint> pixels, bool) {
      batch.add(pixels);
    });
    canvas.stroke(batch, {f.theme->graticule, static_cast<float>(ratio), {}});
  };
}

struct GraticuleLabelsLayer::Cache {
  std::mutex mutex;
  std::uint64_t key = 0;
  std::vector<TextRun> runs;
};

std::uint64_t GraticuleLabelsLayer::key(const Frame& f) const {
  const View& v = f.view;
  return mixKey({f.projection ? keyOf(f.projection->key()) : 0,
                 f.theme ? keyOf(f.theme->id.toStdString()) : 0, keyOf(v.centre.x), keyOf(v.centre.y),
                 keyOf(v.metresPerPixel), static_cast<std::uint64_t>(v.size.width()),
                 static_cast<std::uint64_t>(v.size.height()), static_cast<std::uint64_t>(f.margins.left),
                 static_cast<std::uint64_t>(f.margins.top), static_cast<std::uint64_t>(f.margins.right),
                 static_cast<std::uint64_t>(f.margins.bottom)});
}

Layer::Job GraticuleLabelsLayer::prepare(const FramePtr& frame) {
  if (!m_cache) m_cache = std::make_shared<Cache>();
  return [frame, cache = m_cache, key = key(*frame)](Canvas& canvas, std::stop_token stop) {
    const Frame& f = *frame;
    if (!f.projection || !f.theme || isHidden(f, "graticule")) return;
    const std::scoped_lock lock(cache->mutex);
    if (cache->key != key) {
      EdgeLabels labels(f, canvas.pixelRatio());
      const PixelPoint centre = f.view.toPixel(f.projection->forward(f.projection->centre()));
      forEachPiece(
          f, canvas.pixelRatio(), stop,
          [&](const GraticuleLine& line, double step, std::span<const PixelPoint> pixels, bool isInside) {
            const QString text = graticuleText(line.degrees, line.isParallel, step);
            labels.add(text, line.isParallel, pixels);
            if (!isInside || pixels.empty()) return;
            // A globe that floats in the picture: its lines are named where they cross its middle.
            for (std::size_t i = 1; i < pixels.size(); ++i) {
              const PixelPoint& a = pixels[i - 1];
              const PixelPoint& b = pixels[i];
              const float da = line.isParallel ? a.x - centre.x : a.y - centre.y;
              const float db = line.isParallel ? b.x - centre.x : b.y - centre.y;
              if ((da < 0) == (db < 0)) continue;
              const float t = da / (da - db);
              labels.addInside(text, line.isParallel, {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
              break;
            }
          });
      if (stop.stop_requested()) return;
      cache->runs = labels.runs(*f.theme);
      cache->key = key;
    }
    canvas.text(cache->runs);
  };
}

}  // namespace sorami
